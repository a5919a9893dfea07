import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { stream, type Workbook } from 'exceljs';
import type { ReportWorkbook, WorkbookWriter } from '../../domain/report/workbook';
import { writeInstructions } from './instructions-sheet';
import { writeReportSheet } from './report-sheet';
import { LAYOUT, MARKS, SHEET_NAMES, type Mark } from './layout';
import { LIST_NAMES, listsOf, type Lists } from './lists';

const MAKER = 'Assister Leads';
/** The workbook opens on the sheet that has to be filled in. */
const WINDOW = {
  x: 0,
  y: 0,
  width: 24_000,
  height: 14_000,
  firstSheet: 0,
  activeTab: 0,
  visibility: 'visible',
} as const;

/** Writes row by row. Only the packed bytes of a report and its texts are kept in memory. */
export function createWorkbookWriter(): WorkbookWriter {
  return { write };
}

async function write(report: ReportWorkbook): Promise<Buffer> {
  const out = new PassThrough();
  const file = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: true });
  file.creator = MAKER;
  file.lastModifiedBy = MAKER;
  file.views = [WINDOW];
  const bytes = buffer(out);
  await writeReportSheet(file, report);
  writeInstructions(file, report);
  writeLists(file, listsOf(report.terms));
  writeMarks(file, report);
  await file.commit();
  return bytes;
}

/** The lists that the drop-downs and the rules of a row choose from. */
function writeLists(file: Workbook, lists: Lists): void {
  const sheet = file.addWorksheet(SHEET_NAMES.lists, { state: 'veryHidden' });
  const longest = Math.max(...LIST_NAMES.map((name) => lists[name].length));
  for (let i = 0; i < longest; i += 1) {
    sheet.addRow(LIST_NAMES.map((name) => lists[name][i] ?? null)).commit();
  }
  sheet.commit();
}

/** Says which report this is, for when the file comes back under any name. */
function writeMarks(file: Workbook, { reportId, revision }: ReportWorkbook): void {
  const values: Record<Mark, string> = { reportId, revision: String(revision), layout: LAYOUT };
  const sheet = file.addWorksheet(SHEET_NAMES.marks, { state: 'veryHidden' });
  for (const mark of MARKS) sheet.addRow([mark, values[mark]]).commit();
  sheet.commit();
}
