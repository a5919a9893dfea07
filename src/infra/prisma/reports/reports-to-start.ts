import type { ReportsToStart } from '../../../activities/reports/ports';
import type { PrismaClient } from '../generated/client';

export function createReportsToStart(prisma: PrismaClient): ReportsToStart {
  return {
    async page(periodId, after, limit) {
      const rows = await prisma.$queryRaw<{ id: string; organization_id: string; period: string }[]>`
        SELECT r.id, r.organization_id, s.name || '/' || p.number AS period
        FROM reports r JOIN report_periods p ON p.id = r.period_id JOIN seasons s ON s.id = p.season_id
        WHERE r.period_id = ${periodId}::uuid AND r.begun_at IS NULL AND (${after}::uuid IS NULL OR r.id > ${after}::uuid)
        ORDER BY r.id LIMIT ${limit}`;
      return rows.map(({ id: reportId, organization_id: organizationId, period }) => ({
        reportId,
        label: { organizationId, period },
      }));
    },
  };
}
