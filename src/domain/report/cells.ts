import type { FieldError } from '../errors';
import { oncePer } from '../once-per';
import type { LocalDate } from '../time';
import type { Resolution, Term } from '../terms';
import { dateFromSerial, dateFromText, isSerialText } from './cell-dates';
import { clean, lettersAndDigits, oneLine } from '../pasted-text';
import { numberAsShown } from './number-as-shown';
import type { RowStatement } from './statement';
import { REPORT_COLUMN_WORDS, REPORT_COLUMNS, type FoundCell, type ReportColumn } from './workbook';

/**
 * What the cells that an organization fills in mean, and what to tell the person when a cell makes no sense.
 */

export const COMMENTS_LIMIT = 2000;

export type RowCells = Readonly<Record<ReportColumn, FoundCell>>;

export interface RowReading {
  /** A cell that could not be read says nothing here. Its error is in `errors`. */
  readonly statement: RowStatement;
  /** `path` is a ReportColumn. */
  readonly errors: readonly FieldError[];
}

interface CellReading<Value> {
  readonly value: Value | null;
  readonly error?: string;
}

/** How a file's cells are read: from which day it counts, and which resolutions there are. */
export interface ReadBy {
  readonly uses1904: boolean;
  readonly resolutions: readonly Term[];
}

export function readRow(cells: RowCells, { uses1904, resolutions }: ReadBy): RowReading {
  const contactMade = read('contactMade', cells, (cell) => readContactMade(cell, uses1904));
  const contactDate = read('contactDate', cells, (cell) => readDate(cell, uses1904));
  const resolution = read('resolution', cells, (cell) => readResolution(cell, uses1904, resolutions));
  const comments = read('comments', cells, (cell) => readComments(cell, uses1904));
  return {
    statement: {
      contactMade: contactMade.value,
      contactOn: contactDate.value,
      resolution: resolution.value,
      comments: comments.value,
    },
    errors: Object.entries({ contactMade, contactDate, resolution, comments }).flatMap(([path, { error }]) =>
      error === undefined ? [] : [{ path, message: error }],
    ),
  };
}

/** What was typed, column by column, read like the cells of a workbook. */
export function readTyped(
  typed: Readonly<Record<string, string | undefined>>,
  resolutions: readonly Term[],
): RowReading {
  const cells = REPORT_COLUMNS.map((column): [ReportColumn, FoundCell] => {
    const text = typed[column] ?? '';
    return [column, text === '' ? { kind: 'blank' } : { kind: 'text', text }];
  });
  return readRow(Object.fromEntries(cells) as Record<ReportColumn, FoundCell>, {
    uses1904: false,
    resolutions,
  });
}

/** A cell with something to read. */
type FilledCell = Exclude<FoundCell, { kind: 'blank' | 'formula' | 'error' }>;

function read<Value>(
  column: ReportColumn,
  cells: RowCells,
  readFilled: (cell: FilledCell) => CellReading<Value>,
): CellReading<Value> {
  const cell = cells[column];
  const name = REPORT_COLUMN_WORDS[column];
  if (isBlank(cell)) return { value: null };
  switch (cell.kind) {
    case 'formula':
      return { value: null, error: `${name} holds a formula. Type the value itself.` };
    case 'error':
      return { value: null, error: `${name} shows an error instead of a value. Type the value itself.` };
    case 'text':
    case 'number':
    case 'boolean':
      return readFilled(cell);
    default:
      return cell satisfies never;
  }
}

/** A cell with only spaces is blank. */
export function isBlank(cell: FoundCell): cell is Extract<FoundCell, { kind: 'blank' }> {
  return cell.kind === 'blank' || (cell.kind === 'text' && oneLine(cell.text) === '');
}

export function hasContent(cells: RowCells): boolean {
  return !Object.values(cells).every(isBlank);
}

const YES = ['y', 'yes', 'true', '1'];
const NO = ['n', 'no', 'false', '0'];

function readContactMade(cell: FilledCell, uses1904: boolean): CellReading<boolean> {
  const word = lettersAndDigits(asShown(cell, uses1904));
  if (YES.includes(word)) return { value: true };
  if (NO.includes(word)) return { value: false };
  return { value: null, error: 'Contact Made must be Y or N. Type Y if you reached the consumer, N if not.' };
}

function readDate(cell: FilledCell, uses1904: boolean): CellReading<LocalDate> {
  const on = dateIn(cell, uses1904);
  if (on !== null) return { value: on };
  return {
    value: null,
    error: 'Contact Date is not a date that we can read. Type month/day/year, such as 11/20/2028.',
  };
}

function dateIn(cell: FilledCell, uses1904: boolean): LocalDate | null {
  switch (cell.kind) {
    case 'number':
      return dateFromSerial(cell.value, uses1904);
    case 'text':
      return dateFromText(cell.text, uses1904);
    case 'boolean':
      return null;
    default:
      return cell satisfies never;
  }
}

/** The words of the list, and the API's own codes. */
function readResolution(
  cell: FilledCell,
  uses1904: boolean,
  resolutions: readonly Term[],
): CellReading<Resolution> {
  const resolution = byWord(resolutions).get(lettersAndDigits(asShown(cell, uses1904)));
  if (resolution !== undefined) return { value: resolution };
  return { value: null, error: 'Resolution is not one of the list. Choose one from the list.' };
}

/** Once for each policy: a file has thousands of rows. */
const byWord = oncePer(
  (resolutions: readonly Term[]): ReadonlyMap<string, Resolution> =>
    new Map(
      resolutions.flatMap(({ code, words }) => [
        [lettersAndDigits(words), code] as const,
        [lettersAndDigits(code), code] as const,
      ]),
    ),
);

function readComments(cell: FilledCell, uses1904: boolean): CellReading<string> {
  const comments = clean(asShown(cell, uses1904));
  if (comments.length <= COMMENTS_LIMIT) return { value: comments };
  const limit = COMMENTS_LIMIT.toLocaleString('en-US');
  return { value: null, error: `Comments are longer than ${limit} characters. Shorten them.` };
}

/** As the person sees it in the sheet: a date as a date, not as the number that stands for it. */
function asShown(cell: FilledCell, uses1904: boolean): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'number':
      return numberAsShown(cell, uses1904);
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    default:
      return cell satisfies never;
  }
}

/** Longer texts are cut. The sender still has the file itself. */
const TYPED_LIMIT = 4000;

/**
 * What was typed, column by column, to show it again. Leaves out blank cells and anything that no cell can show as
 * text.
 */
export function typedTexts(cells: RowCells, uses1904: boolean): Partial<Record<ReportColumn, string>> {
  const texts = Object.entries(cells).map(([column, cell]) => [column, typedText(column, cell, uses1904)]);
  return Object.fromEntries(texts.filter(([, text]) => text !== '')) as Partial<Record<ReportColumn, string>>;
}

function typedText(column: string, cell: FoundCell, uses1904: boolean): string {
  if (cell.kind === 'blank' || cell.kind === 'formula' || cell.kind === 'error') return '';
  if (column === 'contactMade' && cell.kind === 'boolean') return cell.value ? 'Y' : 'N';
  if (column === 'contactDate' && (cell.kind === 'number' || isSerial(cell))) {
    const on = dateIn(cell, uses1904);
    if (on !== null) return dateText(on);
  }
  return clean(asShown(cell, uses1904).slice(0, TYPED_LIMIT));
}

/** A day's number means another day in another workbook. */
function isSerial(cell: FilledCell): boolean {
  return cell.kind === 'text' && isSerialText(cell.text);
}

/** `11/20/2028`: what the cell showed to who typed it. */
function dateText(on: LocalDate): string {
  return `${Number(on.slice(5, 7))}/${Number(on.slice(8, 10))}/${on.slice(0, 4)}`;
}
