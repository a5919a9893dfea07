import { v7 as newId } from 'uuid';
import { groupBy } from '../../../domain/group-by';
import { endReasonOf } from '../../../domain/referral/assignment';
import type { NumberedEvent, ReferralEvent } from '../../../domain/referral/events';
import type { Moved } from '../../../domain/referral/read-model';
import { isApplicable, isKnown, type KnownOutcome } from '../../../domain/report/known-outcome';
import { isComplete, isSame, type RowStatement } from '../../../domain/report/statement';
import type { ResolutionRules } from '../../../domain/terms';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import { markBehind } from '../followers/follower-rows';
import type { Tx } from '../database/transaction';
import { isOutcome, withOutcome } from './outcome-events';
import { recordStatements, type NewStatement } from './record-statements';
import { statementJson } from './row-columns';
import { refreshReport } from './refresh-report';

/**
 * Takes the locks that `followReferrals` needs. They come after the referrals' locks and before the organizations',
 * which the events change too.
 */
export async function lockReports(tx: Tx, moved: readonly Moved[]): Promise<void> {
  const ids = assignmentsOf(concerning(moved));
  if (ids.length === 0) return;
  await tx.$executeRaw`
    SELECT 1 FROM reports WHERE id IN (SELECT report_id FROM report_rows WHERE assignment_id = ANY (${ids}::uuid[]))
    ORDER BY id FOR UPDATE`;
}

/**
 * Fills in the report rows with what was just recorded about their referrals, in the same transaction. Returns the
 * reports that changed; they are marked as behind. An answer that came from a report is not filled in again. Nothing is
 * ever said to a referral twice: a statement is applied to it with the referral and the report locked, and only while
 * its row says nothing later. So an older statement cannot overtake a later answer.
 */
export async function followReferrals(tx: Tx, moved: readonly Moved[]): Promise<readonly Followed[]> {
  const events = concerning(moved);
  const rows = events.length === 0 ? [] : await readRows(tx, assignmentsOf(events));
  if (rows.length === 0) return [];
  const acts = await readActs(tx, events);
  const byAssignment = groupBy(events, ({ event }) => event.assignmentId);
  const at = latest(moved);
  const followed: FollowedRow[] = rows.map((row) =>
    followRow(row, byAssignment.get(row.assignmentId) ?? [], acts),
  );
  const changed = new Set<string>();
  for (const [reportId, of] of groupBy(followed, ({ row }) => row.reportId)) {
    const statements = of.flatMap(({ statement }) => statement ?? []);
    if (statements.length === 0) continue;
    await recordStatements(tx, { reportId, source: 'link', returnId: null, at, statements });
    changed.add(reportId);
  }
  const over = followed.flatMap(({ row, over }) => (over ? [row.rowId] : []));
  for (const reportId of await closeRows(tx, over, at)) changed.add(reportId);
  const behind = [...changed].map((subjectId) => ({ kind: 'report', subjectId }) as const);
  await markBehind(tx, behind, at);
  return behind;
}

/** An event that concerns a row, and the rules that its referral carries. */
interface Concerning {
  readonly event: NumberedEvent;
  readonly rules: ResolutionRules;
}

function concerning(moved: readonly Moved[]): Concerning[] {
  return moved.flatMap(({ events, after }) =>
    events
      .filter((event) => isOutcome(event) || closesRow(event))
      .map((event) => ({ event, rules: after.carriedPolicy.resolutions })),
  );
}

/** Its assignment ends, but not by a resolution. So the row asks for nothing more. */
function closesRow(event: ReferralEvent): boolean {
  const end = endReasonOf(event);
  return end !== null && end !== 'resolved';
}

function assignmentsOf(events: readonly Concerning[]): string[] {
  return [...new Set(events.flatMap(({ event }) => event.assignmentId ?? []))];
}

function latest(moved: readonly Moved[]): Instant {
  return moved.map(({ after }) => after.lastAt).reduce((a, b) => (a > b ? a : b));
}

interface Row {
  readonly reportId: string;
  readonly rowId: string;
  readonly assignmentId: string;
  readonly said: RowStatement;
  /** Null when the referral is with another organization or with none. */
  readonly known: KnownOutcome | null;
}

interface FollowedRow {
  readonly row: Row;
  /** Null when the row says this already. */
  readonly statement: NewStatement | null;
  /** Its assignment has ended, but not by a resolution. */
  readonly over: boolean;
}

function followRow(
  row: Row,
  events: readonly Concerning[],
  acts: ReadonlyMap<string, ActWords>,
): FollowedRow {
  const { rowId, said, known } = row;
  let says = said;
  let complete = false;
  for (const { event, rules } of events) {
    const act = event.actId === null ? undefined : acts.get(event.actId);
    if (!isOutcome(event) || act?.kind === 'report') continue;
    says = withOutcome(says, event, { known, comments: act?.comments ?? null, rules });
    complete = isComplete(says, rules);
  }
  // If the row said more that the referral does not say yet, that is applied to it with this statement.
  const outcome = known === null || isKnown(says, known) || !isApplicable(says) ? 'known' : null;
  return {
    row,
    statement: isSame(said, says) ? null : { id: newId(), rowId, statement: says, complete, outcome },
    over: events.some(({ event }) => closesRow(event)),
  };
}

async function readRows(tx: Tx, assignmentIds: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT w.report_id AS "reportId", w.id AS "rowId", w.assignment_id AS "assignmentId", ${statementJson('w')} AS said,
      CASE WHEN f.current_assignment_id = w.assignment_id AND f.status <> 'withdrawn' THEN
        json_build_object('contactOn', f.contact_made_on, 'resolution', f.resolution) END AS known
    FROM report_rows w JOIN referrals f ON f.id = w.referral_id
    WHERE w.assignment_id = ANY (${[...assignmentIds]}::uuid[]) ORDER BY w.report_id, w.position`;
}

interface ActWords {
  readonly kind: string;
  readonly comments: string | null;
}

async function readActs(tx: Tx, events: readonly Concerning[]): Promise<ReadonlyMap<string, ActWords>> {
  const ids = events.flatMap(({ event }) => (isOutcome(event) ? (event.actId ?? []) : []));
  const acts = await tx.$queryRaw<(ActWords & { id: string })[]>`
    SELECT id, kind, payload ->> 'comments' AS comments FROM acts WHERE id = ANY (${ids}::uuid[])`;
  return new Map(acts.map(({ id, ...words }) => [id, words]));
}

/** Closes these rows: they ask for nothing more. Returns the reports that changed; they are locked. */
async function closeRows(tx: Tx, rowIds: readonly string[], at: Instant): Promise<readonly string[]> {
  if (rowIds.length === 0) return [];
  const closed = await tx.$queryRaw<{ report_id: string }[]>`
    UPDATE report_rows SET complete = true WHERE id = ANY (${[...rowIds]}::uuid[]) AND NOT complete RETURNING report_id`;
  const reportIds = [...new Set(closed.map(({ report_id }) => report_id))];
  for (const reportId of reportIds) await refreshReport(tx, reportId, { at, returned: false });
  return reportIds;
}
