import { REPORT_COLUMNS, type GIVEN_COLUMN_WORDS, type ReportColumn } from '../../../domain/report/workbook';
import { lettersAndDigits } from '../../../domain/pasted-text';
import { HEADERS } from '../layout';
import { shownName, type Shared } from './cell';
import { Refused } from './refused';
import type { RawRow } from './sheet';

export type OurColumn = 'key' | keyof typeof GIVEN_COLUMN_WORDS | ReportColumn;

/** The position of each of our columns, from 1, in any order. */
export type Header = ReadonlyMap<OurColumn, number>;

/**
 * Null when this row is not the header. If two columns have the same words, the first one counts. Other columns are
 * left out.
 */
export function readHeader(row: RawRow, shared: Shared): Header | null {
  const header = new Map<OurColumn, number>();
  for (const [position, cell] of [...row].sort(([a], [b]) => a - b)) {
    const column = COLUMNS.get(lettersAndDigits(shownName(cell, shared)));
    if (column !== undefined && !header.has(column)) header.set(column, position);
  }
  if (!header.has('key') || !header.has('contactMade')) return null;
  // The comments may be missing. Without one of the other columns, a row could only be misunderstood.
  if (!REQUIRED.every((column) => header.has(column))) throw new Refused('not-our-report');
  // What a person knows a consumer by, to compare it with the key.
  if (!header.has('consumer') && !header.has('reference')) throw new Refused('not-our-report');
  return header;
}

const OURS: readonly OurColumn[] = ['key', 'consumer', 'referredOn', 'reference', ...REPORT_COLUMNS];
const COLUMNS = new Map(OURS.map((column) => [lettersAndDigits(HEADERS[column]), column]));
const REQUIRED = REPORT_COLUMNS.filter((column) => column !== 'comments');
