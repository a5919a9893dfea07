import { v7 as newId } from 'uuid';
import type { StatementApplier } from '../../../../activities/report/ports';
import type { Log } from '../../../../api/http/log';
import type {
  ReportReturnRecord,
  ReportReturns,
  ReportProgress,
  ReturnedWorkbook,
  ReturnOutcome,
  SaidRow,
  SavedRow,
} from '../../../../api/report/ports';
import { contactDates } from '../../../../domain/contact-dates';
import { isApplicable } from '../../../../domain/report/known-outcome';
import { sayRow } from '../../../../domain/report/say-row';
import { isComplete, type RowStatement } from '../../../../domain/report/statement';
import { takeReturn } from '../../../../domain/report/take-return';
import { resolutionRules, type ResolutionRules, type ResolutionTerm } from '../../../../domain/terms';
import { instant, type Instant } from '../../../../domain/time';
import type { Waker } from '../../../../workflows/follow/waker';
import { sayingWhenDown } from '../../database/outages';
import { markBehind } from '../../followers/follower-rows';
import type { PrismaClient, ReportReturn } from '../../generated/client';
import { addMessages } from '../../outbox/messages';
import { inTransaction, type Tx } from '../../database/transaction';
import { recordStatements, type NewStatement } from '../record-statements';
import { refreshReport } from '../refresh-report';
import { rowNow, rowsSince } from './return-rows';
import { APPLIED_AT_ONCE } from './statement-applier';
import { reportMessage } from '../take-steps';

export interface ReturnDeps {
  readonly applier: StatementApplier;
  readonly waker: Waker;
  readonly log: Log;
  /** A contact is at most so many days before its lead (policy `dates`). */
  readonly contactDaysBefore: number;
  readonly resolutions: readonly ResolutionTerm[];
}

/**
 * What organizations return is kept at once, and answered. A few statements are applied to their referrals before the
 * answer. The rest, and everything that fails, is left to the report's follower, which is marked as behind together
 * with the return. The report's row is locked first. So when two people return something at once, the second one sees
 * what the first one said.
 */
export function createReportReturns(prisma: PrismaClient, deps: ReturnDeps): ReportReturns {
  const { applier, waker, log } = deps;
  const follow = async (reportId: string, statements: number, at: Instant): Promise<void> => {
    if (statements > 0 && statements <= APPLIED_AT_ONCE) await applyNow(reportId, at);
    waker.wake({ kind: 'report', subjectId: reportId }, 'returned');
  };
  const applyNow = async (reportId: string, at: Instant): Promise<void> => {
    try {
      for (let applied = await applier.applyNext(reportId, at); applied !== null;) {
        for (const subjectId of applied.moved) waker.wake({ kind: 'referral', subjectId }, 'report');
        if (applied.freesPlace) waker.nudgeWaitlist();
        applied = await applier.applyNext(reportId, at);
      }
    } catch (error) {
      log.warn({ err: error, reportId }, 'what came back is still to be brought to its referrals');
    }
  };
  return sayingWhenDown<ReportReturns>({
    async take(returned) {
      const { reportId, digest, at } = returned;
      const outcome = await inTransaction(prisma, async (tx) => {
        const report = await lock(tx, reportId);
        if (report === null) return null;
        const kept = await tx.reportReturn.findUnique({ where: { reportId_digest: { reportId, digest } } });
        return kept === null ? take(tx, returned, report, deps) : outcomeOf(tx, kept, true);
      });
      if (outcome !== null && !outcome.again) await follow(reportId, outcome.return.taken, at);
      return outcome;
    },

    async save(change) {
      const { reportId, at } = change;
      const saved = await inTransaction(prisma, async (tx) =>
        (await lock(tx, reportId)) === null ? null : save(tx, change, deps),
      );
      if (saved?.outcome === 'saved') await follow(reportId, 1, at);
      return saved;
    },
  });
}

interface LockedReport {
  readonly due_at: Date;
  readonly organization_id: string;
}

/** Null when there is no such report. */
async function lock(tx: Tx, reportId: string): Promise<LockedReport | null> {
  const [report] = await tx.$queryRaw<LockedReport[]>`
    SELECT due_at, organization_id FROM reports WHERE id = ${reportId}::uuid FOR UPDATE`;
  return report ?? null;
}

function newStatement(
  id: string,
  rowId: string,
  statement: RowStatement,
  rules: ResolutionRules,
): NewStatement {
  const complete = isComplete(statement, rules);
  return { id, rowId, statement, complete, outcome: isApplicable(statement) ? null : 'incomplete' };
}

async function take(
  tx: Tx,
  returned: ReturnedWorkbook,
  report: LockedReport,
  { contactDaysBefore, resolutions }: ReturnDeps,
): Promise<ReturnOutcome> {
  const { id, reportId, workbook, digest, source, actor, at, today } = returned;
  const savedAt = believable(workbook.savedAt, at);
  const { rowsRead, statements, problems, unchanged } = takeReturn({
    rows: await rowsSince(tx, reportId, workbook.revision ?? 0),
    workbook,
    olderThanNewest: savedAt !== null && (await isNewerTaken(tx, reportId, savedAt)),
    today,
    daysBefore: contactDaysBefore,
    resolutions,
  });
  const taken = statements.length;
  const inTime = at < instant(report.due_at);
  const counts = { rowsRead, taken, unchanged, inTime };
  const kept = await tx.reportReturn.create({
    data: {
      id,
      reportId,
      at,
      source,
      actor,
      digest,
      savedAt,
      ...counts,
      problems: problems.map((problem) => ({
        ...problem,
        errors: problem.errors.map((error) => ({ ...error })),
      })),
    },
  });
  const data = { returnId: id, source, ...counts, problems: problems.length };
  await tx.reportEvent.create({ data: { id: newId(), reportId, at, actor, type: 'returned', data } });
  if (taken > 0) {
    const rules = resolutionRules({ resolutions });
    const withIds = statements.map(({ rowId, statement }) => newStatement(newId(), rowId, statement, rules));
    await recordStatements(tx, { reportId, source, returnId: id, at, statements: withIds });
  } else if (problems.length > 0) {
    await refreshReport(tx, reportId, { at, returned: true });
  }
  if (problems.length > 0) {
    const about = { id: reportId, organizationId: report.organization_id };
    await addMessages(tx, [reportMessage(about, { mail: 'report-corrections', returnId: id })], at);
  }
  await markBehind(tx, [{ kind: 'report', subjectId: reportId }], at);
  return outcomeOf(tx, kept, false);
}

/** Ignores a time in the future: a clock that is ahead would make every later file an older one. */
function believable(savedAt: Instant | null, at: Instant): Instant | null {
  return savedAt !== null && savedAt > at ? null : savedAt;
}

/** Whether something was taken from a file that was saved after `savedAt`. */
async function isNewerTaken(tx: Tx, reportId: string, savedAt: Instant): Promise<boolean> {
  const newer = { reportId, taken: { gt: 0 }, savedAt: { gt: savedAt } };
  return (await tx.reportReturn.count({ where: newer })) > 0;
}

async function save(
  tx: Tx,
  change: SaidRow,
  { contactDaysBefore, resolutions }: ReturnDeps,
): Promise<SavedRow | null> {
  const rules = resolutionRules({ resolutions });
  const { id, reportId, rowId, said, seenRevision, source, at, today } = change;
  const row = await rowNow(tx, reportId, rowId);
  if (row === null) return null;
  const { over } = row;
  const changedSince = seenRevision !== null && row.revision > seenRevision;
  const dates = contactDates({ referredOn: row.referredOn, today, daysBefore: contactDaysBefore });
  const changed = sayRow(row.statement, { said, changedSince, over, dates, rules });
  if (changed.outcome === 'refused') return changed;
  if (changed.outcome === 'saved') {
    const statements = [newStatement(id, rowId, changed.statement, rules)];
    await recordStatements(tx, { reportId, source, returnId: null, at, statements });
    await markBehind(tx, [{ kind: 'report', subjectId: reportId }], at);
  }
  const statement = changed.outcome === 'saved' ? changed.statement : row.statement;
  return {
    outcome: changed.outcome,
    row: { statement, complete: over || isComplete(statement, rules) },
    report: await progressOf(tx, reportId),
  };
}

async function outcomeOf(tx: Tx, kept: ReportReturn, again: boolean): Promise<ReturnOutcome> {
  return { return: toReturnRecord(kept), again, report: await progressOf(tx, kept.reportId) };
}

async function progressOf(tx: Tx, id: string): Promise<ReportProgress> {
  const select = { state: true, revision: true, rowCount: true, missing: true };
  const row = await tx.report.findUniqueOrThrow({ where: { id }, select });
  // A closed list, because only the service writes the column.
  return { ...row, state: row.state as ReportProgress['state'] };
}

function toReturnRecord({
  id,
  at,
  source,
  rowsRead,
  taken,
  unchanged,
  inTime,
  problems,
}: ReportReturn): ReportReturnRecord {
  return {
    id,
    rowsRead,
    taken,
    unchanged,
    inTime,
    at: instant(at),
    // These are written only here, from the same types.
    source: source as ReportReturnRecord['source'],
    problems: problems as unknown as ReportReturnRecord['problems'],
  };
}
