import type { LateReportData } from '../../../activities/report/ports';
import { missingColumns, type RowStatement } from '../../../domain/report/statement';
import { instant, type LocalDate } from '../../../domain/time';
import { orNull } from '../database/instants';
import type { PrismaClient } from '../generated/client';
import { statementJson } from './row-columns';

/** Nobody would read more in a mail. The report's page has them all. */
const LISTED_ROWS = 100;

interface Row {
  readonly organization_id: string;
  readonly period: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly due_on: LocalDate;
  readonly row_count: number;
  readonly missing: number;
  readonly sent_at: Date | null;
  readonly returned_at: Date | null;
  readonly reminded_at: string[];
  readonly missing_rows: { readonly referralId: string; readonly statement: RowStatement }[];
}

/** What the SPOC is told about a late report: what is missing, and what was done about it. */
export async function readLateReport(prisma: PrismaClient, reportId: string): Promise<LateReportData> {
  const [row] = await prisma.$queryRaw<Row[]>`
    SELECT r.organization_id, s.name || '/' || p.number AS period, p."from"::text, p."to"::text, r.due_on::text,
      r.row_count, r.missing, r.sent_at, r.returned_at,
      COALESCE((SELECT jsonb_agg(e.at ORDER BY e.at) FROM report_events e
        WHERE e.report_id = r.id AND e.type = 'reminded'), '[]'::jsonb) AS reminded_at,
      COALESCE((SELECT json_agg(json_build_object('referralId', w.referral_id, 'statement', ${statementJson('w')})
        ORDER BY w.position) FROM (SELECT * FROM report_rows WHERE report_id = r.id AND NOT complete
          ORDER BY position LIMIT ${LISTED_ROWS}) w), '[]'::json) AS missing_rows
    FROM reports r JOIN report_periods p ON p.id = r.period_id JOIN seasons s ON s.id = p.season_id
    WHERE r.id = ${reportId}::uuid`;
  if (row === undefined) throw new Error(`no report ${reportId}`);
  const { from, to, missing } = row;
  return {
    label: { organizationId: row.organization_id, period: row.period },
    from,
    to,
    missing,
    dueOn: row.due_on,
    rowCount: row.row_count,
    missingRows: row.missing_rows.map(({ referralId, statement }) => ({
      referralId,
      columns: missingColumns(statement),
    })),
    sentAt: orNull(row.sent_at),
    remindedAt: row.reminded_at.map((at) => instant(at)),
    returnedAt: orNull(row.returned_at),
  };
}
