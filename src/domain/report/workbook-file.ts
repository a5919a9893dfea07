import type { Program } from '../program';
import type { WorkbookSource } from './to-workbook';
import type { ReportWorkbook } from './workbook';

type OfProgram = 'exchangeName' | 'programName' | 'spocEmail' | 'helpPhone' | 'country' | 'terms';

/** What a report's workbook is made from: the report's own facts, and who is responsible for the program. */
export function workbookSource(
  { exchangeName, programName, spocEmail, helpPhone, country, terms }: Program,
  report: Omit<WorkbookSource, OfProgram>,
): WorkbookSource {
  return { ...report, exchangeName, programName, spocEmail, helpPhone, country, terms };
}

/**
 * The name of the file, downloaded or mailed. It says only which period the file is for: file names travel further
 * than files.
 */
export function workbookFilename({
  purpose,
  from,
  to,
}: Pick<ReportWorkbook, 'purpose' | 'from' | 'to'>): string {
  return `preferred-assister-${purpose}-${from}-to-${to}.xlsx`;
}
