import { v7 as newId } from 'uuid';
import type {
  ReportReturnRecord,
  ReportReturns,
  ReportStanding,
  ReturnedWorkbook,
  ReturnOutcome,
  SaidRow,
  SavedRow,
} from '../../../api/reports/ports';
import { sayRow } from '../../../domain/reports/say-row';
import { isComplete } from '../../../domain/reports/statement';
import { takeReturn } from '../../../domain/reports/take-return';
import { instant, type Instant } from '../../../domain/time';
import { sayingWhenDown } from '../api/outages';
import type { Prisma, PrismaClient, ReportReturn } from '../generated/client';
import { recordStatements } from './record-statements';
import { refreshReport } from './refresh-report';
import { rowNow, rowsSince } from './return-rows';

type Tx = Prisma.TransactionClient;

/** The report's row is locked first: of two who return something at once, the second sees what the first one said. */
export function createReportReturns(prisma: PrismaClient): ReportReturns {
  return sayingWhenDown<ReportReturns>({
    take: (returned) =>
      prisma.$transaction(async (tx) => {
        const { reportId, digest } = returned;
        const report = await lock(tx, reportId);
        if (report === null) return null;
        const kept = await tx.reportReturn.findUnique({ where: { reportId_digest: { reportId, digest } } });
        return kept === null ? take(tx, returned, report) : outcomeOf(tx, kept, true);
      }),

    save: (change) =>
      prisma.$transaction(async (tx) =>
        (await lock(tx, change.reportId)) === null ? null : save(tx, change),
      ),
  });
}

interface LockedReport {
  readonly due_at: Date;
}

/** Null when there is no such report. */
async function lock(tx: Tx, reportId: string): Promise<LockedReport | null> {
  const [report] = await tx.$queryRaw<LockedReport[]>`
    SELECT due_at FROM reports WHERE id = ${reportId}::uuid FOR UPDATE`;
  return report ?? null;
}

async function take(tx: Tx, returned: ReturnedWorkbook, report: LockedReport): Promise<ReturnOutcome> {
  const { id, reportId, workbook, digest, source, actor, at, today } = returned;
  const savedAt = believable(workbook.savedAt, at);
  const { rowsRead, statements, problems, unchanged } = takeReturn({
    rows: await rowsSince(tx, reportId, workbook.revision ?? 0),
    workbook,
    olderThanNewest: savedAt !== null && (await isNewerTaken(tx, reportId, savedAt)),
    today,
  });
  const taken = statements.length;
  const inTime = at < instant(report.due_at);
  const counts = { rowsRead, taken, unchanged, inTime };
  const kept = await tx.reportReturn.create({
    data: {
      ...{ id, reportId, at, source, actor, digest, savedAt, ...counts },
      problems: problems.map((problem) => ({
        ...problem,
        errors: problem.errors.map((error) => ({ ...error })),
      })),
    },
  });
  const data = { returnId: id, source, ...counts, problems: problems.length };
  await tx.reportEvent.create({ data: { id: newId(), reportId, at, actor, type: 'returned', data } });
  if (taken > 0) {
    const withIds = statements.map((statement) => ({ id: newId(), ...statement }));
    await recordStatements(tx, { reportId, source, returnId: id, at, statements: withIds });
  } else if (problems.length > 0) {
    await refreshReport(tx, reportId, { at, returned: true });
  }
  return outcomeOf(tx, kept, false);
}

/** A clock that is ahead would make every later file an older one. */
function believable(savedAt: Instant | null, at: Instant): Instant | null {
  return savedAt !== null && savedAt > at ? null : savedAt;
}

/** Whether something was taken of a file that was saved after `savedAt`. */
async function isNewerTaken(tx: Tx, reportId: string, savedAt: Instant): Promise<boolean> {
  const newer = { reportId, taken: { gt: 0 }, savedAt: { gt: savedAt } };
  return (await tx.reportReturn.count({ where: newer })) > 0;
}

async function save(tx: Tx, change: SaidRow): Promise<SavedRow | null> {
  const { id, reportId, rowId, said, seenRevision, source, at, today } = change;
  const row = await rowNow(tx, reportId, rowId);
  if (row === null) return null;
  const { over } = row;
  const changedSince = seenRevision !== null && row.revision > seenRevision;
  const changed = sayRow(row.statement, { said, changedSince, over, today });
  if (changed.outcome === 'refused') return changed;
  if (changed.outcome === 'saved') {
    const statements = [{ id, rowId, statement: changed.statement }];
    await recordStatements(tx, { reportId, source, returnId: null, at, statements });
  }
  const statement = changed.outcome === 'saved' ? changed.statement : row.statement;
  return {
    outcome: changed.outcome,
    row: { statement, complete: over || isComplete(statement) },
    report: await standingOf(tx, reportId),
  };
}

async function outcomeOf(tx: Tx, kept: ReportReturn, again: boolean): Promise<ReturnOutcome> {
  return { return: toReturnRecord(kept), again, report: await standingOf(tx, kept.reportId) };
}

async function standingOf(tx: Tx, id: string): Promise<ReportStanding> {
  const select = { state: true, revision: true, rowCount: true, missing: true };
  const row = await tx.report.findUniqueOrThrow({ where: { id }, select });
  // A closed list: only the service writes the column.
  return { ...row, state: row.state as ReportStanding['state'] };
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
    ...{ id, rowsRead, taken, unchanged, inTime },
    at: instant(at),
    // Only written here, from the same types.
    source: source as ReportReturnRecord['source'],
    problems: problems as unknown as ReportReturnRecord['problems'],
  };
}
