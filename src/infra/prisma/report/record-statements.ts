import type { RowStatement } from '../../../domain/report/statement';
import type { Instant } from '../../../domain/time';
import type { StatementSource } from '../../../domain/vocabulary';
import type { Tx } from '../database/transaction';
import { refreshReport } from './refresh-report';
import { IS_OVER } from './row-columns';

export interface NewStatement {
  /** Also the id of the act by which its referral comes to say the same. */
  readonly id: string;
  readonly rowId: string;
  readonly statement: RowStatement;
  /** Nothing more is asked for in the row. */
  readonly complete: boolean;
  /** `incomplete`: waits for its other half, in another statement. Null: has to be applied to its referral. */
  readonly outcome: 'known' | 'incomplete' | null;
}

export interface StatementBatch {
  readonly reportId: string;
  readonly source: StatementSource;
  readonly returnId: string | null;
  readonly at: Instant;
  /** At most one for each row. */
  readonly statements: readonly NewStatement[];
}

/**
 * Keeps what an organization said, and updates the rows and the report's state. The report's row is locked first. So
 * when two people return the same report at once, the second one sees what the first one said.
 */
export async function recordStatements(tx: Tx, batch: StatementBatch): Promise<void> {
  const { reportId, source, returnId, at, statements } = batch;
  if (statements.length === 0) return;
  const [report] = await tx.$queryRaw<{ revision: number }[]>`
    UPDATE reports SET revision = revision + 1 WHERE id = ${reportId}::uuid RETURNING revision`;
  if (report === undefined) throw new Error(`no report ${reportId}`);
  const rows = JSON.stringify(
    statements.map(({ id, rowId, statement, complete, outcome }) => ({
      id,
      rowId,
      outcome,
      complete,
      ...statement,
    })),
  );
  await tx.$executeRaw`
    WITH said AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS s(id uuid, "rowId" uuid, "contactMade" boolean,
        "contactOn" date, resolution text, comments text, complete boolean, outcome text)
    ), kept AS (
      INSERT INTO report_statements (id, report_id, row_id, revision, at, source, return_id, contact_made, contact_on,
        resolution, comments, applied_at, outcome)
      SELECT id, ${reportId}::uuid, "rowId", ${report.revision}, ${at}::timestamptz, ${source}, ${returnId}::uuid,
        "contactMade", "contactOn", resolution, comments, CASE WHEN outcome IS NOT NULL THEN ${at}::timestamptz END,
        outcome
      FROM said
    )
    UPDATE report_rows r SET contact_made = s."contactMade", contact_on = s."contactOn", resolution = s.resolution,
      comments = s.comments, revision = ${report.revision},
      complete = s.complete OR EXISTS (SELECT 1 FROM assignments a
        WHERE a.id = r.assignment_id AND ${IS_OVER})
    FROM said s WHERE r.id = s."rowId" AND r.report_id = ${reportId}::uuid`;
  await refreshReport(tx, reportId, { at, returned: source !== 'link' });
}
