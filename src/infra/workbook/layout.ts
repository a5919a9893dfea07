import { GIVEN_COLUMN_WORDS, REPORT_COLUMN_WORDS } from '../../domain/report/workbook';

/**
 * How a report lies in its workbook: what the writer writes and the reader looks for. A sheet of another layout gets
 * another number, so that files that are still out there are told apart.
 */

export const LAYOUT = '1';

/** `Report` is the first sheet; the two after `Instructions` can only be made visible by a program. */
export const SHEET_NAMES = {
  report: 'Report',
  instructions: 'Instructions',
  lists: 'Lists',
  marks: '_report',
} as const;

/** Of `_report`, from its first row: the name in column A, the value as text in column B. */
export const MARKS = ['reportId', 'revision', 'layout'] as const;
export type Mark = (typeof MARKS)[number];

/** The header row of `Report`, in its order; `correct` is there in a correction workbook only. */
export const HEADERS = {
  key: 'Row key',
  ...GIVEN_COLUMN_WORDS,
  ...REPORT_COLUMN_WORDS,
  missing: 'Missing',
  correct: 'What to correct',
} as const;
export type SheetColumn = keyof typeof HEADERS;

export const SHEET_COLUMNS = Object.keys(HEADERS) as readonly SheetColumn[];

/** The letter of a column as the writer writes it; in a file that came back it may stand elsewhere. */
export function letterOf(column: SheetColumn): string {
  return String.fromCharCode('A'.charCodeAt(0) + SHEET_COLUMNS.indexOf(column));
}
