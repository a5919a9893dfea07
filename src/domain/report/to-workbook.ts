import { termWords, type Term } from '../terms';
import type { LocalDate } from '../time';
import type { AssignmentEnd } from '../vocabulary';
import { formatCalendarDate } from '../wording';
import { readTyped } from './cells';
import { keptRows, type RefusedRow } from './kept-rows';
import type { RowStatement } from './statement';
import {
  REPORT_COLUMNS,
  type ReportColumn,
  type ReportWorkbook,
  type WorkbookCell,
  type WorkbookRow,
} from './workbook';

/** What a workbook is made from: the head of the report, and its rows with everything that is known. */
export type WorkbookSource = Omit<ReportWorkbook, 'purpose' | 'rows'> & {
  readonly rows: readonly RowSource[];
};

export interface RowSource {
  /** The row key. */
  readonly id: string;
  readonly consumerName: string;
  readonly referralId: string;
  readonly referredOn: LocalDate;
  readonly statement: RowStatement;
  /** How the assignment ended, if not by a resolution. Then nothing is asked for. */
  readonly over: { readonly end: Exclude<AssignmentEnd, 'resolved'>; readonly on: LocalDate } | null;
}

/** The whole report, with everything that is known filled in. */
export function toWorkbook({ rows, ...head }: WorkbookSource): ReportWorkbook {
  return { ...head, purpose: 'report', rows: rows.map((row) => asKnown(row, head.terms.resolutions)) };
}

/**
 * Only the rows that could not be taken, each with what is wrong. What was typed is in their cells: what can be read as a
 * value, the rest as it was typed. A cell that was empty has what is known.
 */
export function toCorrections(
  { rows, ...head }: WorkbookSource,
  refused: readonly RefusedRow[],
): ReportWorkbook {
  const kept = keptRows(refused);
  return {
    ...head,
    purpose: 'corrections',
    rows: rows.flatMap((row) => {
      const problem = kept.get(row.id);
      return problem === undefined ? [] : [asTyped(row, problem, head.terms.resolutions)];
    }),
  };
}

function asKnown(row: RowSource, resolutions: readonly Term[]): WorkbookRow {
  return { ...given(row), cells: cellsOf(row.statement, resolutions), problems: [] };
}

type Cells = WorkbookRow['cells'];

function cellsOf(
  { contactMade, contactOn, resolution, comments }: RowStatement,
  resolutions: readonly Term[],
): Cells {
  return {
    contactMade: text(contactMade === null ? null : contactMade ? 'Y' : 'N'),
    contactDate: contactOn === null ? BLANK : { kind: 'date', on: contactOn },
    resolution: text(resolution === null ? null : termWords(resolutions, resolution)),
    comments: text(comments),
  };
}

function asTyped(row: RowSource, { typed, errors }: RefusedRow, resolutions: readonly Term[]): WorkbookRow {
  const { statement, errors: unread } = readTyped(typed, resolutions);
  const read = cellsOf(statement, resolutions);
  // With N, the date of a contact that was known before does not stay.
  const known = cellsOf(
    statement.contactMade === false ? { ...row.statement, contactOn: null } : row.statement,
    resolutions,
  );
  const cells = REPORT_COLUMNS.map((column): [ReportColumn, WorkbookCell] => {
    const words = typed[column];
    if (words === undefined) return [column, known[column]];
    return [column, unread.some(({ path }) => path === column) ? text(words) : read[column]];
  });
  return {
    ...given(row),
    cells: Object.fromEntries(cells) as Record<ReportColumn, WorkbookCell>,
    problems: errors,
  };
}

function given({ id, consumerName, referredOn, referralId, over }: RowSource) {
  return {
    key: id,
    consumerName,
    referredOn,
    reference: referralId,
    closed: over === null ? null : `${CLOSED_WORDS[over.end]} on ${formatCalendarDate(over.on)}`,
  };
}

const BLANK: WorkbookCell = { kind: 'blank' };

function text(words: string | null): WorkbookCell {
  return words === null || words === '' ? BLANK : { kind: 'text', text: words };
}

/** How an assignment ended whose row asks for nothing. */
export const CLOSED_WORDS: Record<Exclude<AssignmentEnd, 'resolved'>, string> = {
  declined: 'Declined',
  withdrawn: 'Withdrawn by the exchange',
  reassigned: 'Given to another organization',
  amended: 'Given to another organization',
  'timed-out': 'Time ran out',
  undeliverable: 'Sent to another organization',
};
