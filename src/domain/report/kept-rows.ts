import type { FieldError } from '../errors';
import { groupBy } from '../group-by';

/** A row that could not be taken, with what was typed in it. Nobody has to type it again. */
export interface RefusedRow {
  /** Null when it cannot be told whose the row is. Then there is nothing to correct in it. */
  readonly rowId: string | null;
  /** As typed, by ReportColumn. */
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/**
 * What is kept for each row of the report. When a file had the same row several times, with different answers, only
 * what all of them say is kept.
 */
export function keptRows(refused: readonly RefusedRow[]): ReadonlyMap<string | null, RefusedRow> {
  const byRow = groupBy(refused, ({ rowId }) => rowId);
  byRow.delete(null);
  return new Map([...byRow].map(([rowId, rows]) => [rowId, inAll(rowId, rows)]));
}

function inAll(rowId: string | null, rows: readonly RefusedRow[]): RefusedRow {
  const [first] = rows;
  const same = Object.entries(first?.typed ?? {}).filter(([column, words]) =>
    rows.every(({ typed }) => typed[column] === words),
  );
  const errors = new Map(rows.flatMap((row) => row.errors.map((error) => [JSON.stringify(error), error])));
  return { rowId, typed: Object.fromEntries(same), errors: [...errors.values()] };
}
