import { GIVEN_COLUMN_WORDS, REPORT_COLUMN_WORDS } from '../../domain/report/workbook';

/**
 * The layout of a report in its workbook: what the writer writes and the reader looks for. Another layout gets another
 * number. So files that are still with organizations can be told apart.
 */

export const LAYOUT = '1';

/** `Report` is the first sheet. Only a program can make the two after `Instructions` visible. */
export const SHEET_NAMES = {
  report: 'Report',
  instructions: 'Instructions',
  lists: 'Lists',
  marks: '_report',
} as const;

/** The marks in `_report`, from its first row: the name in column A, the value as text in column B. */
export const MARKS = ['reportId', 'revision', 'layout'] as const;
export type Mark = (typeof MARKS)[number];

/** The header row of `Report`, in its order. Only a correction workbook has `correct`. */
export const HEADERS = {
  key: 'Row key',
  ...GIVEN_COLUMN_WORDS,
  ...REPORT_COLUMN_WORDS,
  missing: 'Missing',
  correct: 'What to correct',
} as const;
export type SheetColumn = keyof typeof HEADERS;

export const SHEET_COLUMNS = Object.keys(HEADERS) as readonly SheetColumn[];

/** The letter of a column as the writer writes it. In a file that came back, the column may be elsewhere. */
export function letterOf(column: SheetColumn): string {
  return String.fromCharCode('A'.charCodeAt(0) + SHEET_COLUMNS.indexOf(column));
}
