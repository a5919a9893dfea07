import type { FieldError } from '../errors';
import { RESOLUTION_WORDS } from '../words';
import type { LocalDate } from '../time';
import type { AssignmentEnd } from '../vocabulary';
import { formatCalendarDate } from '../wording';
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

/** A row that could not be taken, as far as a correction workbook shows it. */
export interface ReturnedRow {
  /** Null when the row does not belong to this report. Then there is nothing to correct in it. */
  readonly rowId: string | null;
  /** As typed, by ReportColumn. */
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** The whole report, with everything that is known filled in. */
export function toWorkbook({ rows, ...head }: WorkbookSource): ReportWorkbook {
  return { ...head, purpose: 'report', rows: rows.map(asKnown) };
}

/**
 * Only the rows that could not be taken, as they were typed, each with what is wrong. Of several problems with one
 * row, the last counts.
 */
export function toCorrections(
  { rows, ...head }: WorkbookSource,
  returned: readonly ReturnedRow[],
): ReportWorkbook {
  const wrong = new Map(returned.map((row) => [row.rowId, row]));
  return {
    ...head,
    purpose: 'corrections',
    rows: rows.flatMap((row) => {
      const problem = wrong.get(row.id);
      return problem === undefined ? [] : [asTyped(row, problem)];
    }),
  };
}

function asKnown(row: RowSource): WorkbookRow {
  const { contactMade, contactOn, resolution, comments } = row.statement;
  return {
    ...given(row),
    cells: {
      contactMade: text(contactMade === null ? null : contactMade ? 'Y' : 'N'),
      contactDate: contactOn === null ? BLANK : { kind: 'date', on: contactOn },
      resolution: text(resolution === null ? null : RESOLUTION_WORDS[resolution]),
      comments: text(comments),
    },
    problems: [],
  };
}

function asTyped(row: RowSource, { typed, errors }: ReturnedRow): WorkbookRow {
  const cells = REPORT_COLUMNS.map((column) => [column, text(typed[column] ?? null)] as const);
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
