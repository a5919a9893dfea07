import type { RawCell } from './cell';
import { LAST_COLUMN, LAST_ROW, MAX_COLUMNS, MAX_EMPTY_ROWS, MAX_ROWS } from './limits';
import type { PackageParts } from './package-parts';
import { Refused } from './refused';
import { append } from './text';
import type { Attributes } from './xml';

/** The cells of one row that hold something, by their column (from 1). */
export type RawRow = ReadonlyMap<number, RawCell>;

/** Called for each row that holds something. Returns false when no more are wanted. */
export type OnRow = (rowNumber: number, row: RawRow) => boolean;

/** Reads hidden and filtered rows like others. Of merged cells, only the first one holds anything. */
export async function readSheet(parts: PackageParts, part: string, onRow: OnRow): Promise<void> {
  let rest: 'read' | 'count' | 'leave' = 'read';
  let isData = false;
  let rows = 0;
  let emptyRows = 0;
  let rowNumber = 0;
  let column = 0;
  let row = new Map<number, RawCell>();
  let cell = { type: '', value: '', hasFormula: false, style: 0 };
  let isPhonetic = false;
  let isValue = false;

  function startRow(attributes: Attributes): void {
    rowNumber = positionOfRow(attributes['r']) ?? rowNumber + 1;
    if (rowNumber > LAST_ROW) throw new Refused('too-many-rows');
    column = 0;
    row = new Map();
  }

  function startCell(attributes: Attributes): void {
    column = positionOfColumn(attributes['r']) ?? column + 1;
    if (column > LAST_COLUMN) throw new Refused('too-many-columns');
    cell = { type: attributes['t'] ?? 'n', value: '', hasFormula: false, style: styleOf(attributes['s']) };
  }

  function endCell(): void {
    if (cell.value === '' && !cell.hasFormula) return;
    row.set(column, cell);
    if (row.size > MAX_COLUMNS) throw new Refused('too-many-columns');
  }

  function endRow(): void {
    if (row.size === 0) emptyRows += 1;
    else rows += 1;
    if (rows > MAX_ROWS || emptyRows > MAX_EMPTY_ROWS) throw new Refused('too-many-rows');
    if (row.size > 0 && !onRow(rowNumber, row)) rest = 'leave';
  }

  await parts.read(part, {
    open(name, attributes) {
      if (name === 'sheetData') isData = true;
      if (!isData || rest !== 'read') return;
      if (name === 'row') startRow(attributes);
      else if (name === 'c') startCell(attributes);
      else if (name === 'f') cell.hasFormula = true;
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 'v' || name === 't') isValue = !isPhonetic;
    },
    close(name) {
      if (!isData || rest !== 'read') return;
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'c') endCell();
      else if (name === 'row') endRow();
      else if (name === 'sheetData') rest = 'count';
    },
    text(piece) {
      if (isValue) cell.value = append(cell.value, piece);
    },
    rest: () => rest,
  });
}

function styleOf(number: string | undefined): number {
  return number !== undefined && /^\d{1,6}$/.test(number) ? Number(number) : 0;
}

/** Not every program writes references. Without one, a row or a cell is the one after the last. */
function positionOfRow(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  if (!/^[1-9]\d{0,6}$/.test(reference)) throw new Refused('damaged');
  return Number(reference);
}

function positionOfColumn(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  const letters = /^([A-Za-z]{1,3})\d*$/.exec(reference)?.[1]?.toUpperCase();
  if (letters === undefined) throw new Refused('damaged');
  return Buffer.from(letters).reduce((sum, letter) => sum * 26 + letter - 64, 0);
}
