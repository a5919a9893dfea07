import type { RowStatement } from '../../../../domain/report/statement';
import { instant, type Instant } from '../../../../domain/time';
import type { Tx } from '../../database/transaction';
import { statementJson } from '../row-columns';

/** A statement that has not been applied to its referral. */
export interface UnappliedStatement {
  readonly id: string;
  readonly at: Instant;
  readonly referralId: string;
  readonly assignmentId: string;
  readonly statement: RowStatement;
  /** A later statement of its row has replaced it. */
  readonly superseded: boolean;
}

export interface FoundStatement {
  readonly id: string;
  readonly referralId: string;
}

/**
 * The oldest unapplied statements of the report, read without a lock; they say what has to be locked. Only the first of
 * each referral. A referral can be in a report twice, once for each of its assignments, and then one follows the other.
 */
export async function findUnapplied(
  tx: Tx,
  reportId: string,
  limit: number,
): Promise<readonly FoundStatement[]> {
  const oldest = await tx.$queryRaw<FoundStatement[]>`
    SELECT s.id, r.referral_id AS "referralId" FROM report_statements s JOIN report_rows r ON r.id = s.row_id
    WHERE s.report_id = ${reportId}::uuid AND s.applied_at IS NULL ORDER BY s.revision, s.id LIMIT ${limit}`;
  const seen = new Set<string>();
  return oldest.filter(({ referralId }) => !seen.has(referralId) && seen.add(referralId));
}

/** The statements among these that are still unapplied, in their order. The referrals and the report are locked. */
export async function readUnapplied(tx: Tx, ids: readonly string[]): Promise<readonly UnappliedStatement[]> {
  const rows = await tx.$queryRaw<(Omit<UnappliedStatement, 'at'> & { at: Date })[]>`
    SELECT s.id, s.at, r.referral_id AS "referralId", r.assignment_id AS "assignmentId",
      ${statementJson('s')} AS statement, r.revision > s.revision AS superseded
    FROM report_statements s JOIN report_rows r ON r.id = s.row_id
    WHERE s.id = ANY (${[...ids]}::uuid[]) AND s.applied_at IS NULL ORDER BY s.revision, s.id`;
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

export async function noteOutcomes(
  tx: Tx,
  outcomes: readonly { readonly id: string; readonly outcome: string }[],
  at: Instant,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE report_statements s SET applied_at = ${at}::timestamptz, outcome = o.outcome
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS o(id uuid, outcome text)
    WHERE s.id = o.id AND s.applied_at IS NULL`;
}
