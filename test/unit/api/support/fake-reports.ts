import type {
  ReportReader,
  ReportRecord,
  ReportReturnRecord,
  ReportReturns,
  ReportProgress,
  ReturnedWorkbook,
  SaidRow,
} from '../../../../src/api/report/ports';
import { contactDates } from '../../../../src/domain/contact-dates';
import { sayRow } from '../../../../src/domain/report/say-row';
import { isComplete, NOTHING_SAID, type RowStatement } from '../../../../src/domain/report/statement';
import { takeReturn } from '../../../../src/domain/report/take-return';
import type { WorkbookReader, WorkbookReading } from '../../../../src/domain/report/workbook';
import { resolutions, rules } from '../../../support/minnesota-terms';

const DAYS_BEFORE = 30;

/** Reports in memory, under the same rules as the real ones; every file was made before anything was said. */
export class FakeReports implements ReportReader, ReportReturns {
  readonly records = new Map<string, ReportRecord>();
  readonly returned: ReturnedWorkbook[] = [];
  readonly said: SaidRow[] = [];
  /** What the reader finds in a file, by the file's text. */
  readonly files = new Map<string, WorkbookReading>();

  readonly workbookReader: WorkbookReader = {
    read: async (file) =>
      this.files.get(file.toString()) ?? { outcome: 'refused', problem: 'not-a-workbook' },
  };

  async exists(id: string) {
    return this.records.has(id);
  }

  async summary(id: string) {
    const record = this.records.get(id);
    return record === undefined ? null : summaryOf(record);
  }

  async find(id: string) {
    return this.records.get(id) ?? null;
  }

  async list() {
    return [...this.records.values()].map(summaryOf);
  }

  async take(returned: ReturnedWorkbook) {
    const report = this.records.get(returned.reportId);
    if (report === undefined) return null;
    const repeated = this.returned.findIndex(({ digest }) => digest === returned.digest);
    const before = report.returns[report.returns.length - 1 - repeated];
    if (repeated !== -1 && before !== undefined) {
      return { return: before, again: true, report: progress(report) };
    }
    const { workbook, today, id, at, source } = returned;
    const asked = report.returns.flatMap(({ problems }) => problems);
    const rows = report.rows.map((row) => ({
      ...row,
      base: NOTHING_SAID,
      over: row.over !== null,
      asked: asked.flatMap((problem) => (problem.rowId === row.id ? (problem.asked ?? []) : [])),
    }));
    const taken = takeReturn({
      rows,
      workbook,
      olderThanNewest: false,
      today,
      daysBefore: DAYS_BEFORE,
      resolutions,
    });
    const { problems, rowsRead, unchanged } = taken;
    const kept: ReportReturnRecord = {
      ...{ id, at, source, problems, rowsRead, unchanged, taken: taken.statements.length, inTime: true },
    };
    this.returned.push(returned);
    const said = new Map(taken.statements.map(({ rowId, statement }) => [rowId, statement]));
    const changed = this.put({ ...report, returns: [kept, ...report.returns] }, said);
    return { return: kept, again: false, report: progress(changed) };
  }

  async save(change: SaidRow) {
    const report = this.records.get(change.reportId);
    const row = report?.rows.find(({ id }) => id === change.rowId);
    if (report === undefined || row === undefined) return null;
    const changedSince = change.seenRevision !== null && row.revision > change.seenRevision;
    const dates = contactDates({ today: change.today, referredOn: row.referredOn, daysBefore: DAYS_BEFORE });
    const changed = sayRow(row.statement, { ...change, dates, rules, changedSince, over: row.over !== null });
    if (changed.outcome === 'refused') return changed;
    const statement = changed.outcome === 'saved' ? changed.statement : row.statement;
    if (changed.outcome === 'saved') this.said.push(change);
    const after = changed.outcome === 'saved' ? this.put(report, new Map([[row.id, statement]])) : report;
    const complete = row.over !== null || isComplete(statement, rules);
    return { outcome: changed.outcome, row: { statement, complete }, report: progress(after) };
  }

  private put(report: ReportRecord, said: ReadonlyMap<string, RowStatement>): ReportRecord {
    const revision = report.revision + (said.size > 0 ? 1 : 0);
    const rows = report.rows.map((row) => {
      const statement = said.get(row.id);
      if (statement === undefined) return row;
      return { ...row, statement, revision, complete: row.over !== null || isComplete(statement, rules) };
    });
    const missing = rows.filter(({ complete }) => !complete).length;
    const state = missing === 0 ? ('complete' as const) : ('partially-returned' as const);
    const changed = { ...report, rows, revision, missing, state };
    this.records.set(report.id, changed);
    return changed;
  }
}

function progress({ state, revision, rowCount, missing }: ReportRecord): ReportProgress {
  return { state, revision, rowCount, missing };
}

function summaryOf({ rows: _rows, returns: _returns, ...summary }: ReportRecord) {
  return summary;
}
