import type { LocalDate } from '../time';
import { hasContent, readRow, type ReadBy, type RowReading } from './cells';
import { saysNothingNew } from './merge-statement';
import type { RowStatement } from './statement';
import type { KnownRow, Whose } from './whose-row';
import { workbookRefused } from './workbook-problems';
import type { FoundRow, FoundWorkbook } from './workbook';

/** When nothing of a file that came back can be taken, because the sheet as a whole cannot be trusted. */

/** A row of the report at the time when the file is taken. */
export interface ReturnRow extends KnownRow {
  /** The local date on which its lead was sent. */
  readonly referredOn: LocalDate;
  readonly statement: RowStatement;
  /** What it was when the file was made. */
  readonly base: RowStatement;
  /** The contact dates that former files were asked about. */
  readonly asked: readonly LocalDate[];
  /** Its assignment ended in another way than by a resolution. */
  readonly over: boolean;
}

/** A row of the file, with what it means and whose it is. */
export interface ReadRow {
  readonly found: FoundRow;
  readonly whose: Whose;
  readonly reading: RowReading;
}

/** From so many rows on, it was not one slip. */
const MIXED_UP_ROWS = 2;

/**
 * Throws DomainError `workbook-refused` when the name or the reference of several rows belongs to the key of another
 * row. If each of them is whole but for its key, and each key is there once, the sheet was sorted, or cells were
 * deleted, without the column of the keys.
 */
export function refuseMixedUp(read: readonly ReadRow[]): void {
  const displaced = read.flatMap(({ whose }) => (whose.kind === 'displaced' ? [whose] : []));
  if (displaced.length < MIXED_UP_ROWS) return;
  const keys = new Set(displaced.map(({ keyOf }) => keyOf));
  const isWhole = displaced.every(({ seen }) => seen !== null);
  throw workbookRefused(isWhole && keys.size === displaced.length ? 'sorted-without-key' : 'rows-mixed-up');
}

/**
 * Throws DomainError `workbook-refused` when a copy of the sheet says something new that the sheet itself does not say.
 */
export function refuseOtherCopies(
  workbook: FoundWorkbook,
  report: {
    readonly byId: ReadonlyMap<string, ReturnRow>;
    readonly whose: (found: FoundRow) => Whose;
    /** The rows of the sheet itself, by the row of the report that they belong to. */
    readonly byRow: ReadonlyMap<string | null, readonly ReadRow[]>;
    readonly readBy: ReadBy;
  },
): void {
  const { byId, whose, byRow, readBy } = report;
  if (workbook.copies.length === 0) return;
  const differs = (found: FoundRow): boolean => {
    const of = whose(found);
    const row = of.kind === 'agreed' ? byId.get(of.rowId) : undefined;
    if (row === undefined) return hasContent(found.cells);
    const reading = readRow(found.cells, readBy);
    return (
      saysSomething(reading, row) &&
      !(byRow.get(row.id) ?? []).some((other) => isEqual(other.reading, reading))
    );
  };
  if (workbook.copies.some(differs)) throw workbookRefused('answers-in-copy');
}

/** Whether the row says anything that it did not say when the file was made. */
export function saysSomething({ statement, errors }: RowReading, { base }: ReturnRow): boolean {
  return errors.length > 0 || !saysNothingNew(statement, base);
}

function isEqual(one: RowReading, other: RowReading): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
