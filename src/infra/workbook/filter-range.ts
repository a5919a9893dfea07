import type { stream } from 'exceljs';
import { SHEET_NAMES } from './layout';

/**
 * Parts of the library's streaming writer that its types do not declare. Its version is pinned; tests parse the result.
 */
interface Internals {
  readonly zip: { append(source: unknown, entry: { readonly name: string }): unknown };
}

const WORKBOOK_PART = '/xl/workbook.xml';
const NAMES_END = '</definedNames>';

/**
 * Gives the filter's range the hidden name by which programs find it. Without it LibreOffice shows no filter. The
 * library knows names only for whole workbooks and for printing. So this one is added to the list when the list is
 * packed.
 *
 * @param range With `$`, on the first sheet.
 */
export function nameFilterRange(file: stream.xlsx.WorkbookWriter, range: string): void {
  const { zip } = file as unknown as Internals;
  const append = zip.append.bind(zip);
  const name = `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${SHEET_NAMES.report}!${range}</definedName>`;
  zip.append = (source, entry) =>
    append(
      entry.name === WORKBOOK_PART && typeof source === 'string'
        ? source.replace(NAMES_END, `${name}${NAMES_END}`)
        : source,
      entry,
    );
}
