import type { DataValidation, Worksheet } from 'exceljs';

/** What the library's streaming sheet has besides its declared types; the version is pinned, and tests parse the result. */
interface Internals {
  readonly dataValidations: { add(range: string, rule: DataValidation): void };
  _writeCloseSheetData(): void;
  _writeSheetProtection(): void;
}

/** One rule for a whole range: given to each cell, ten thousand rows would be as many rules. */
export function addValidation(sheet: Worksheet, range: string, rule: DataValidation): void {
  internals(sheet).dataValidations.add(range, rule);
}

/**
 * The library writes the protection of a streamed sheet behind its rules. The file format wants it right behind the
 * rows, and Excel offers to repair a file in which it is elsewhere.
 */
export function writeProtectionInItsPlace(sheet: Worksheet): void {
  const streamed = internals(sheet);
  const close = streamed._writeCloseSheetData.bind(sheet);
  const protect = streamed._writeSheetProtection.bind(sheet);
  streamed._writeCloseSheetData = () => {
    close();
    protect();
  };
  streamed._writeSheetProtection = () => undefined;
}

function internals(sheet: Worksheet): Internals {
  return sheet as unknown as Internals;
}
