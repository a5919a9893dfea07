import type { UnfinishedReports } from '../../../activities/reports/ports';
import type { PrismaClient } from '../generated/client';
import { TO_TELL } from './pending-statements';
import { UNCORRECTED } from './report-standing';

/** For the sweeps: reports whose workflow should be running, and those that were made and never begun. */
export function createUnfinishedReports(prisma: PrismaClient): UnfinishedReports {
  return {
    async page(after, begunBefore, limit) {
      return prisma.$queryRaw`
        SELECT u.* FROM (
          SELECT p.id AS "reportId", p.state,
            EXISTS (SELECT 1 FROM report_statements s JOIN report_rows r ON r.id = s.row_id
              WHERE s.report_id = p.id AND s.at < ${begunBefore}::timestamptz AND ${TO_TELL})
            OR EXISTS (SELECT 1 FROM report_returns t
              WHERE t.report_id = p.id AND t.at < ${begunBefore}::timestamptz AND ${UNCORRECTED}) AS waiting
          FROM reports p
          WHERE p.begun_at < ${begunBefore}::timestamptz AND (${after}::uuid IS NULL OR p.id > ${after}::uuid)
        ) u
        WHERE u.state <> 'complete' OR u.waiting
        ORDER BY u."reportId" LIMIT ${limit}`;
    },

    async unstarted(preparedBefore, limit) {
      const rows = await prisma.report.findMany({
        where: { begunAt: null, preparedAt: { lt: preparedBefore } },
        orderBy: { preparedAt: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
  };
}
