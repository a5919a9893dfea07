import { v7 as newId } from 'uuid';
import type { RecordedEvent } from '../../../activities/ports';
import { groupBy } from '../../../domain/group-by';
import { isSame, type RowStatement } from '../../../domain/reports/statement';
import { isKnown, type KnownOutcome } from '../../../domain/reports/telling';
import type { Instant } from '../../../domain/time';
import type { Prisma } from '../generated/client';
import { isAnswer, withAnswer, type Answer } from './answered';
import { recordStatements } from './record-statements';
import { refreshReport } from './refresh-report';

/** An assignment that ends otherwise than by a resolution: its row asks for nothing more. */
const ENDS: readonly RecordedEvent['type'][] = [
  ...(['declined', 'delivery-refused', 'timed-out', 'withdrawn', 'handed-on'] as const),
];

/**
 * Lets report rows follow what was just recorded of a referral, in its transaction. Returns the reports that changed.
 * What came from a report itself is no answer of its own; but where an older statement has overtaken a later answer on
 * its way, the later one is told once more, so that both come to say the same.
 */
export async function followReferral(
  tx: Prisma.TransactionClient,
  events: readonly RecordedEvent[],
): Promise<string[]> {
  const telling = events.filter((event) => isAnswer(event) || ENDS.includes(event.type));
  const changed: string[] = [];
  for (const [assignmentId, about] of groupBy(telling, (event) => event.assignmentId)) {
    if (assignmentId === null) continue;
    const reportId = await lockReport(tx, assignmentId);
    if (reportId !== null && (await followAssignment(tx, { reportId, assignmentId }, about))) {
      changed.push(reportId);
    }
  }
  return changed;
}

/** Before its rows, as everybody who changes a row does. Null when the assignment is in no report. */
async function lockReport(tx: Prisma.TransactionClient, assignmentId: string): Promise<string | null> {
  const [report] = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM report_rows r JOIN reports p ON p.id = r.report_id
    WHERE r.assignment_id = ${assignmentId}::uuid FOR UPDATE OF p`;
  return report?.id ?? null;
}

/** Whether anything of the report has changed. */
async function followAssignment(
  tx: Prisma.TransactionClient,
  { reportId, assignmentId }: { readonly reportId: string; readonly assignmentId: string },
  events: readonly RecordedEvent[],
): Promise<boolean> {
  const { rowId, said, known } = await readRow(tx, assignmentId);
  const acts = await readActs(tx, events.filter(isAnswer));
  const answers = events.filter(isAnswer).filter(({ actId }) => acts.get(actId)?.kind !== 'report');
  const says = answers.reduce((now, answer) => {
    const comments = acts.get(answer.actId)?.comments ?? null;
    return withAnswer(now, answer, { known, comments });
  }, said);
  const at = events.at(-1)?.at;
  if (at === undefined) return false;
  const differs = !isSame(said, says);
  if (differs) {
    const statements = [{ id: newId(), rowId, statement: says }];
    await recordStatements(tx, { reportId, source: 'link', returnId: null, at, statements });
  }
  const over = events.some(({ type }) => ENDS.includes(type)) && (await closeRow(tx, reportId, rowId, at));
  const again = known !== null && !isKnown(says, known) && (await tellAgain(tx, rowId));
  return differs || over || again;
}

interface Row {
  readonly rowId: string;
  readonly said: RowStatement;
  /** Null once the referral is with somebody else, or nobody. */
  readonly known: KnownOutcome | null;
}

async function readRow(tx: Prisma.TransactionClient, assignmentId: string): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT r.id AS "rowId", json_build_object('contactMade', r.contact_made, 'contactOn', r.contact_on,
        'resolution', r.resolution, 'comments', r.comments) AS said,
      CASE WHEN f.current_assignment_id = r.assignment_id AND f.status <> 'withdrawn' THEN
        json_build_object('contactOn', f.contact_made_on, 'resolution', f.resolution) END AS known
    FROM report_rows r JOIN referrals f ON f.id = r.referral_id
    WHERE r.assignment_id = ${assignmentId}::uuid`;
  if (row === undefined) throw new Error(`no report row for assignment ${assignmentId}`);
  return row;
}

interface ActWords {
  readonly kind: string;
  readonly comments: string | null;
}

async function readActs(
  tx: Prisma.TransactionClient,
  answers: readonly Answer[],
): Promise<ReadonlyMap<string | null, ActWords>> {
  const ids = answers.flatMap(({ actId }) => (actId === null ? [] : [actId]));
  const acts = await tx.$queryRaw<(ActWords & { id: string })[]>`
    SELECT id, kind, payload ->> 'comments' AS comments FROM acts WHERE id = ANY (${ids}::uuid[])`;
  return new Map(acts.map(({ id, ...words }) => [id, words]));
}

async function closeRow(
  tx: Prisma.TransactionClient,
  reportId: string,
  rowId: string,
  at: Instant,
): Promise<boolean> {
  const closed = await tx.$executeRaw`
    UPDATE report_rows SET complete = true WHERE id = ${rowId}::uuid AND NOT complete`;
  if (closed > 0) await refreshReport(tx, reportId, { at, returned: false });
  return closed > 0;
}

async function tellAgain(tx: Prisma.TransactionClient, rowId: string): Promise<boolean> {
  const pending = await tx.$executeRaw`
    UPDATE report_statements s SET told_at = NULL, outcome = NULL FROM report_rows r
    WHERE r.id = ${rowId}::uuid AND s.row_id = r.id AND s.revision = r.revision AND s.outcome = 'known'`;
  return pending > 0;
}
