import type { ReturnRow } from '../../../../domain/report/whole-file';
import type { LocalDate } from '../../../../domain/time';
import type { RowStatement } from '../../../../domain/report/statement';
import { Prisma } from '../../generated/client';
import { CONSUMER_NAME, IS_OVER, statementJson } from '../row-columns';

type Tx = Prisma.TransactionClient;

/** A report's rows as they are now, each with what it said at `revision`, when the file was made. */
export async function rowsSince(tx: Tx, reportId: string, revision: number): Promise<readonly ReturnRow[]> {
  // As one value, because reading thousands of rows takes Prisma several times as long.
  const [read] = await tx.$queryRaw<{ rows: ReturnRow[] }[]>`
    SELECT COALESCE(json_agg(json_build_object('id', w.id, 'referralId', w.referral_id, 'consumerName', ${CONSUMER_NAME},
      'referredOn', w.referred_on, 'asked', COALESCE(q.asked, '[]'::json), 'statement', ${statementJson('w')},
      'over', ${IS_OVER}, 'base', CASE WHEN w.revision <= ${revision} THEN ${statementJson('w')} ELSE ${baseAt(revision)} END)
      ORDER BY w.position), '[]'::json) AS rows
    FROM report_rows w
    JOIN assignments a ON a.id = w.assignment_id
    JOIN leads l ON l.id = w.referral_id
    LEFT JOIN (
      SELECT p ->> 'rowId' AS row_id, json_agg(p ->> 'asked') AS asked
      FROM report_returns t CROSS JOIN LATERAL jsonb_array_elements(t.problems) p
      WHERE t.report_id = ${reportId}::uuid AND p ? 'asked' GROUP BY 1
    ) q ON q.row_id = w.id::text
    WHERE w.report_id = ${reportId}::uuid`;
  return read?.rows ?? [];
}

/** A row says nothing before its first statement. */
function baseAt(revision: number): Prisma.Sql {
  return Prisma.sql`COALESCE((
    SELECT ${statementJson('s')} FROM report_statements s
    WHERE s.row_id = w.id AND s.revision <= ${revision} ORDER BY s.revision DESC LIMIT 1),
    json_build_object('contactMade', null, 'contactOn', null, 'resolution', null, 'comments', null))`;
}

export interface RowNow {
  readonly referredOn: LocalDate;
  readonly statement: RowStatement;
  /** The report's revision when the row changed last. */
  readonly revision: number;
  readonly over: boolean;
}

/** One row. Null when it does not belong to this report. */
export async function rowNow(tx: Tx, reportId: string, rowId: string): Promise<RowNow | null> {
  const [found] = await tx.$queryRaw<RowNow[]>`
    SELECT w.referred_on::text AS "referredOn", ${statementJson('w')} AS statement, w.revision, ${IS_OVER} AS over
    FROM report_rows w
    JOIN assignments a ON a.id = w.assignment_id
    WHERE w.report_id = ${reportId}::uuid AND w.id = ${rowId}::uuid`;
  return found ?? null;
}
