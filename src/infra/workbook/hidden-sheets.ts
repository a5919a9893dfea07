import type { Workbook } from 'exceljs';
import type { ReportWorkbook } from '../../domain/report/workbook';
import { LAYOUT, MARKS, SHEET_NAMES, type Mark } from './layout';
import { LIST_NAMES, LISTS } from './lists';

/** What the drop-downs and the row rules choose from. */
export function writeLists(file: Workbook): void {
  const sheet = file.addWorksheet(SHEET_NAMES.lists, { state: 'veryHidden' });
  const longest = Math.max(...LIST_NAMES.map((name) => LISTS[name].length));
  for (let i = 0; i < longest; i += 1) {
    sheet.addRow(LIST_NAMES.map((name) => LISTS[name][i] ?? null)).commit();
  }
  sheet.commit();
}

/** Which report this is, for when the file comes back under any name. */
export function writeMarks(file: Workbook, { reportId, revision }: ReportWorkbook): void {
  const values: Record<Mark, string> = { reportId, revision: String(revision), layout: LAYOUT };
  const sheet = file.addWorksheet(SHEET_NAMES.marks, { state: 'veryHidden' });
  for (const mark of MARKS) sheet.addRow([mark, values[mark]]).commit();
  sheet.commit();
}
