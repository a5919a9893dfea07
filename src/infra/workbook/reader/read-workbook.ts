import type { FoundWorkbook, WorkbookReading } from '../../../domain/report/workbook';
import { plainToken } from '../../../domain/pasted-text';
import { SHEET_NAMES } from '../layout';
import type { Shared } from './cell';
import { findRows } from './find-rows';
import { NO_MARKS, readMarks } from './marks';
import { readNumberFormats } from './number-formats';
import { readOutline, refuseMacros } from './outline';
import { openPackage } from './package-parts';
import { Refused } from './refused';
import { refuseExternalParts } from './relationships';
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

/** Unpacks only the parts that are needed: no drawings, nothing of other programs. */
async function foundIn(file: Buffer): Promise<FoundWorkbook> {
  const parts = await openPackage(file);
  await refuseMacros(parts);
  await refuseExternalParts(parts);
  const { sheets, savedAt, uses1904, ...outline } = await readOutline(parts);
  const shared: Shared = {
    strings: await readSharedStrings(parts, outline.sharedStrings),
    formats: await readNumberFormats(parts, outline.styles),
  };
  const marks = sheets.find(({ name }) => isNamed(name, SHEET_NAMES.marks));
  const { reportId, revision } = marks ? await readMarks(parts, marks.part, shared) : NO_MARKS;
  const others = sheets.filter((sheet) => sheet !== marks);
  const ours = others.filter(({ name }) => isNamed(name, SHEET_NAMES.report));
  const inOrder = [...ours, ...others.filter((sheet) => !ours.includes(sheet))];
  const found = await findRows(
    parts,
    inOrder.map(({ part }) => part),
    shared,
  );
  return { reportId, revision, savedAt, uses1904, ...found };
}

function isNamed(name: string, expected: string): boolean {
  return plainToken(name).toLowerCase() === expected.toLowerCase();
}
