import type { ReportStanding } from '../../../workflows/report/activities';
import { Prisma, type PrismaClient } from '../generated/client';
import { TO_TELL } from './pending-statements';

/** A return `t` whose corrections its organization has not been mailed. */
export const UNCORRECTED = Prisma.sql`(t.corrections_mailed_at IS NULL AND jsonb_array_length(t.problems) > 0)`;

export async function readStanding(
  sql: PrismaClient | Prisma.TransactionClient,
  reportId: string,
): Promise<ReportStanding> {
  const [standing] = await sql.$queryRaw<ReportStanding[]>`
    SELECT p.state, p.row_count AS "rowCount", p.missing, p.sent_at IS NOT NULL AS sent, p.late_at IS NOT NULL AS late,
      EXISTS (SELECT 1 FROM report_statements s JOIN report_rows r ON r.id = s.row_id
        WHERE s.report_id = p.id AND ${TO_TELL}) AS untold,
      (SELECT t.id FROM report_returns t WHERE t.report_id = p.id AND ${UNCORRECTED}
        ORDER BY t.at, t.id LIMIT 1) AS uncorrected
    FROM reports p WHERE p.id = ${reportId}::uuid`;
  if (standing === undefined) throw new Error(`no report ${reportId}`);
  return standing;
}
