import { missingColumns, type RowStatement } from '../../domain/report/statement';
import { REPORT_COLUMNS } from '../../domain/report/workbook';
import type { ReportRecord, ReportReturnRecord, ReportRowRecord, ReturnOutcome, SavedRow } from './ports';
import type {
  ReportedView,
  ReportReturnView,
  ReportRowView,
  ReportView,
  ReturnOutcomeView,
  RowOutcomeView,
  RowPatch,
} from './schema';
import type { TypedRow } from './save-row';
import { REPORTS } from '../http/paths';

/** Reports as the API gives them. Columns have the names that errors use. */

export function toReportView({ rows, returns, ...summary }: ReportRecord): ReportView {
  return {
    ...summary,
    rows: rows.map(toRow),
    returns: returns.map((each) => toReturn(summary.id, each)),
  };
}

export function toReturnOutcomeView(id: string, outcome: ReturnOutcome): ReturnOutcomeView {
  return {
    ...toReturn(id, outcome.return),
    repeated: outcome.again,
    report: { id, ...outcome.report },
  };
}

export function toRowOutcomeView(
  id: string,
  rowId: string,
  { row, report }: Exclude<SavedRow, { outcome: 'refused' }>,
): RowOutcomeView {
  return { id: rowId, ...progress(row), report: { id, ...report } };
}

/** As a form would have it. An absent column stays as it is, and an empty one is cleared. */
export function toTypedRow({ contactMade, ...texts }: RowPatch): TypedRow {
  const typed = {
    ...texts,
    contactMade: typeof contactMade === 'boolean' ? yesOrNo(contactMade) : contactMade,
  };
  const given = REPORT_COLUMNS.filter((column) => typed[column] !== undefined);
  return Object.fromEntries(given.map((column) => [column, typed[column] ?? '']));
}

function yesOrNo(made: boolean): string {
  return made ? 'Y' : 'N';
}

function toRow({ statement, complete, revision: _revision, ...row }: ReportRowRecord): ReportRowView {
  return { ...row, ...progress({ statement, complete }) };
}

function progress({ statement, complete }: { statement: RowStatement; complete: boolean }) {
  const { contactOn, ...rest } = statement;
  const reported: ReportedView = { ...rest, contactDate: contactOn };
  return { reported, missing: complete ? [] : missingColumns(statement), complete };
}

function toReturn(reportId: string, { problems, ...returned }: ReportReturnRecord): ReportReturnView {
  const correctable = problems.some(({ rowId }) => rowId !== null);
  return {
    ...returned,
    problemCount: problems.length,
    problems: problems as ReportReturnView['problems'],
    corrections: correctable ? `${REPORTS}/${reportId}/returns/${returned.id}/corrections` : null,
  };
}
