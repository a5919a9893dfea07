import type { FoundRow, FoundWorkbook, WorkbookReading } from '../../../domain/report/workbook';
import { SHEET_NAMES } from '../layout';
import { MAX_SHEETS_TRIED } from './limits';
import { NO_MARKS, readMarks } from './marks';
import { readOutline, refuseMacros, type Outline } from './outline';
import { openPackage, type PackageParts } from './package-parts';
import { Refused } from './refused';
import { refuseExternalParts } from './relationships';
import { readReportRows } from './report-rows';
import { readSharedStrings } from './shared-strings';

/** Reads a zip in this process. The reader in workbook-reader.ts is the one that is safe from what it reads. */
export async function readWorkbook(file: Buffer): Promise<WorkbookReading> {
  try {
    return { outcome: 'read', workbook: await foundIn(file) };
  } catch (error) {
    // An error of the libraries says only that the zip or the XML is wrong.
    return { outcome: 'refused', problem: error instanceof Refused ? error.problem : 'damaged' };
  }
}

/** Unpacks only the parts that are needed: no styles, no drawings. */
async function foundIn(file: Buffer): Promise<FoundWorkbook> {
  const parts = await openPackage(file);
  await refuseMacros(parts);
  await refuseExternalParts(parts);
  const outline = await readOutline(parts);
  const strings = await readSharedStrings(parts, outline.sharedStrings);
  const marks = outline.sheets.find(({ name }) => isNamed(name, SHEET_NAMES.marks));
  const { reportId, revision } = marks ? await readMarks(parts, marks.part, strings) : NO_MARKS;
  const rows = await findRows(parts, outline, strings);
  return { reportId, revision, savedAt: outline.savedAt, uses1904: outline.uses1904, rows };
}

/** Finds the sheet by its header, whatever its name. A sheet with our name is tried first. */
async function findRows(
  parts: PackageParts,
  { sheets }: Outline,
  strings: readonly string[],
): Promise<FoundRow[]> {
  const ours = sheets.filter(({ name }) => isNamed(name, SHEET_NAMES.report));
  const others = sheets.filter(
    ({ name }) => !isNamed(name, SHEET_NAMES.report) && !isNamed(name, SHEET_NAMES.marks),
  );
  for (const { part } of [...ours, ...others].slice(0, MAX_SHEETS_TRIED)) {
    const rows = await readReportRows(parts, part, strings);
    if (rows !== null) return rows;
  }
  throw new Refused('not-our-report');
}

function isNamed(name: string, expected: string): boolean {
  return name.trim().toLowerCase() === expected.toLowerCase();
}
