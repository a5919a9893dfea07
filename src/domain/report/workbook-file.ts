import type { ProgramContact } from '../program-contact';
import type { ReportFacts } from './to-workbook';
import type { ReportWorkbook } from './workbook';

type OfProgram = 'exchangeName' | 'programName' | 'spocEmail' | 'helpPhone';

/** What a report's workbook is made of: the report's own, and who stands behind it. */
export function workbookFacts(
  { exchangeName, programName, spocEmail, helpPhone }: ProgramContact,
  report: Omit<ReportFacts, OfProgram>,
): ReportFacts {
  return { ...report, exchangeName, programName, spocEmail, helpPhone };
}

/** Downloaded or mailed. Says nothing but which period's it is: file names travel further than files. */
export function workbookFilename({
  purpose,
  from,
  to,
}: Pick<ReportWorkbook, 'purpose' | 'from' | 'to'>): string {
  return `preferred-assister-${purpose}-${from}-to-${to}.xlsx`;
}
