import type { FoundRow, FoundWorkbook, WorkbookProblem } from '../../../domain/report/workbook';
import type { Shared } from './cell';
import { MAX_SHEETS_TRIED } from './limits';
import type { PackageParts } from './package-parts';
import { Refused } from './refused';
import { readReportRows } from './report-rows';

/**
 * Finds the sheet by its header, whatever its name. Another sheet with the header is a copy: of it, only the rows that
 * differ. Throws Refused when no sheet has the header.
 *
 * @param sheets Their parts, the likeliest first.
 */
export async function findRows(
  parts: PackageParts,
  sheets: readonly string[],
  shared: Shared,
): Promise<Pick<FoundWorkbook, 'rows' | 'copies'>> {
  const [rows, ...copies] = await readAll(parts, sheets.slice(0, MAX_SHEETS_TRIED), shared);
  if (rows === undefined) throw new Refused('not-our-report');
  if (copies.length === 0) return { rows, copies: [] };
  const known = new Set(rows.map(contentOf));
  return { rows, copies: copies.flat().filter((row) => !known.has(contentOf(row))) };
}

async function readAll(
  parts: PackageParts,
  sheets: readonly string[],
  shared: Shared,
): Promise<FoundRow[][]> {
  const found: FoundRow[][] = [];
  for (const part of sheets) {
    const rows =
      found.length === 0 ? await readReportRows(parts, part, shared) : await readCopy(parts, part, shared);
    if (rows !== null) found.push(rows);
  }
  return found;
}

const NO_COPY: readonly WorkbookProblem[] = ['not-our-report', 'damaged'];

/** A sheet that only looks a little like the report, or that no program could show, is not a copy of it. */
async function readCopy(parts: PackageParts, part: string, shared: Shared): Promise<FoundRow[] | null> {
  try {
    return await readReportRows(parts, part, shared);
  } catch (error) {
    if (error instanceof Refused && NO_COPY.includes(error.problem)) return null;
    throw error;
  }
}

function contentOf({ rowNumber: _anywhere, ...content }: FoundRow): string {
  return JSON.stringify(content);
}
