import type { FoundCell, FoundRow, ReportColumn } from '../../../domain/report/workbook';
import { clean, plainToken } from '../../../domain/pasted-text';
import { shownName, shownText, typed, type Shared } from './cell';
import { readHeader, type Header, type OurColumn } from './header';
import { HEADER_WITHIN_ROWS, MAX_TEXT } from './limits';
import type { PackageParts } from './package-parts';
import { Refused } from './refused';
import { readSheet, type RawRow } from './sheet';

/** The rows below the header. Null when the sheet has no header of ours near its top. */
export async function readReportRows(
  parts: PackageParts,
  part: string,
  shared: Shared,
): Promise<FoundRow[] | null> {
  const found: { header: Header | null; readonly rows: FoundRow[] } = { header: null, rows: [] };
  let length = 0;
  await readSheet(parts, part, (rowNumber, row) => {
    const { header, rows } = found;
    if (header === null) {
      if (rowNumber <= HEADER_WITHIN_ROWS) found.header = readHeader(row, shared);
      return found.header !== null || rowNumber < HEADER_WITHIN_ROWS;
    }
    if (isEmpty(row, header, shared)) return true;
    const next = foundRow(rowNumber, row, header, shared);
    length += lengthOf(next);
    if (length > MAX_TEXT) throw new Refused('inflates-too-much');
    rows.push(next);
    return true;
  });
  return found.header === null ? null : found.rows;
}

function foundRow(rowNumber: number, row: RawRow, header: Header, shared: Shared): FoundRow {
  const textIn = (column: OurColumn) => shownText(cellIn(row, header, column), shared);
  const valueIn = (column: ReportColumn) => typed(cellIn(row, header, column), shared);
  const key = plainToken(shownName(cellIn(row, header, 'key'), shared));
  return {
    rowNumber,
    key: key === '' ? null : key,
    consumerName: textIn('consumer'),
    reference: textIn('reference'),
    cells: {
      contactMade: valueIn('contactMade'),
      contactDate: valueIn('contactDate'),
      resolution: valueIn('resolution'),
      comments: valueIn('comments'),
    },
  };
}

function cellIn(row: RawRow, header: Header, column: OurColumn) {
  const position = header.get(column);
  return position === undefined ? undefined : row.get(position);
}

/** Whether our columns are all empty. Notes that somebody made beside the table are not ours to read. */
function isEmpty(row: RawRow, header: Header, shared: Shared): boolean {
  return [...header.values()].every((position) => {
    const cell = row.get(position);
    return cell === undefined || (!cell.hasFormula && clean(shownName(cell, shared)) === '');
  });
}

function lengthOf({ key, consumerName, reference, cells }: FoundRow): number {
  const texts = Object.values(cells).map((cell: FoundCell) =>
    cell.kind === 'text' || cell.kind === 'error' ? cell.text.length : 0,
  );
  return texts.reduce(
    (sum, length) => sum + length,
    (key?.length ?? 0) + consumerName.length + reference.length,
  );
}
