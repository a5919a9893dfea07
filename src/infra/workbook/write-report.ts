import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { stream } from 'exceljs';
import type { ReportWorkbook, WorkbookWriter } from '../../domain/report/workbook';
import { writeLists, writeMarks } from './hidden-sheets';
import { writeInstructions } from './instructions-sheet';
import { writeReportSheet } from './report-sheet';

const MAKER = 'Assister Leads';
/** Opens on the sheet that is to be filled in. */
const WINDOW = {
  x: 0,
  y: 0,
  width: 24_000,
  height: 14_000,
  firstSheet: 0,
  activeTab: 0,
  visibility: 'visible',
} as const;

/** Writes row by row: what is kept of a report is its packed bytes and its texts. */
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
  writeLists(file);
  writeMarks(file, report);
  await file.commit();
  return bytes;
}
