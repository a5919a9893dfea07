import { REPORT_COLUMN_WORDS, REPORT_COLUMNS } from '../../../domain/report/workbook';
import type { Instant } from '../../../domain/time';
import type { PageSetting } from '../../pages/links/page-setting';
import type {
  FileView,
  ListPageView,
  ReportView,
  ReturnView,
  RowItemView,
  RowProblemView,
} from './view/view-models';
import type { FieldError } from '../../pages/forms';
import type { NoticeView } from '../../pages/view-models';
import type { ReportRecord, ReportReturnRecord, ReportRowRecord, RowProblem } from '../ports';
import { correctionsPath, listPath, returnedPath, rowPath, workbookPath } from './paths';
import { inOrderOfNeed, reportSummary, rowStatus } from './progress';

/** What one answer with the page adds to the report. */
export interface ReportPageState {
  readonly token: string;
  readonly actId: string;
  readonly sessionEndsAt: Instant;
  readonly now: Instant;
  readonly notice: NoticeView | null;
  /** The return that is asked for. */
  readonly returnId: string | null;
  /** The page of the list, from 1. */
  readonly listPage: number;
  /** What was wrong with the file that was sent. */
  readonly uploadErrors: readonly FieldError[];
}

const ROWS_A_PAGE = 50;
const LISTED_FILES = 5;
const LISTED_PROBLEMS = 100;

export function reportView(setting: PageSetting, report: ReportRecord, visit: ReportPageState): ReportView {
  const rows = inOrderOfNeed(report);
  const list = listPage(report.id, rows.length, visit.listPage);
  const first = (list.number - 1) * ROWS_A_PAGE;
  const asked = report.returns.find(({ id }) => id === visit.returnId);
  return {
    ...reportSummary(setting, report, visit.now),
    notice: visit.notice,
    sessionEndsAt: visit.sessionEndsAt,
    token: visit.token,
    list,
    workbookHref: workbookPath(report.id),
    upload: {
      action: workbookPath(report.id),
      actId: visit.actId,
      values: {},
      errors: visit.uploadErrors,
    },
    returned: asked === undefined ? null : returnView(report, asked),
    files: report.returns
      .filter(({ source }) => source === 'workbook')
      .slice(0, LISTED_FILES)
      .map((each) => fileView(report.id, each)),
    rows: rows.slice(first, first + ROWS_A_PAGE).map((row) => rowItem(report.id, row)),
  };
}

function listPage(reportId: string, rowCount: number, wanted: number): ListPageView {
  const count = Math.max(1, Math.ceil(rowCount / ROWS_A_PAGE));
  const number = Math.min(Math.max(1, wanted), count);
  return {
    number,
    count,
    previousHref: number > 1 ? listPath(reportId, number - 1) : null,
    nextHref: number < count ? listPath(reportId, number + 1) : null,
  };
}

function rowItem(reportId: string, row: ReportRowRecord): RowItemView {
  const { id, consumerName, referredOn } = row;
  return { href: rowPath(reportId, id), consumerName, referredOn, status: rowStatus(row) };
}

function fileView(reportId: string, { id, at, taken, problems }: ReportReturnRecord): FileView {
  return { href: returnedPath(reportId, id), at, taken, toCorrect: problems.length };
}

function returnView(report: ReportRecord, returned: ReportReturnRecord): ReturnView {
  const { id, at, taken, unchanged, inTime, problems } = returned;
  const canCorrect = problems.some(({ rowId }) => rowId !== null);
  return {
    at,
    taken,
    unchanged,
    inTime,
    toCorrect: problems.length,
    problems: problems.slice(0, LISTED_PROBLEMS).map((problem) => problemView(report.id, problem)),
    correctionsHref: canCorrect ? correctionsPath(report.id, id) : null,
  };
}

function problemView(
  reportId: string,
  { rowNumber, rowId, consumerName, typed, errors }: RowProblem,
): RowProblemView {
  return {
    rowNumber,
    consumerName,
    href: rowId === null ? null : rowPath(reportId, rowId),
    errors: errors.map(({ path, message }) => {
      const column = REPORT_COLUMNS.find((each) => each === path);
      return {
        column: column === undefined ? null : REPORT_COLUMN_WORDS[column],
        typed: (column === undefined ? undefined : typed[column]) ?? null,
        message,
      };
    }),
  };
}
