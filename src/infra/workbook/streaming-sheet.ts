import type { DataValidation, Worksheet } from 'exceljs';

/**
 * Parts of the library's streaming sheet that its types do not declare. Its version is pinned; tests parse the result.
 */
interface Internals {
  readonly dataValidations: { add(range: string, rule: DataValidation): void };
  _writeCloseSheetData(): void;
  _writeSheetProtection(): void;
}

/** Adds one rule for a whole range. Added to each cell, it would be as many rules as rows. */
export function addValidation(sheet: Worksheet, range: string, rule: DataValidation): void {
  internals(sheet).dataValidations.add(range, rule);
}

/**
 * Makes the library write a sheet's protection right after the rows, as the file format wants it. For a streamed sheet,
 * the library would write it after the rules, and Excel would offer to repair the file.
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
