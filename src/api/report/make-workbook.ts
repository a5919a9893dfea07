import { DomainError } from '../../domain/errors';
import type { ProgramContact } from '../../domain/program-contact';
import { toCorrections, toWorkbook, type ReportFacts } from '../../domain/report/to-workbook';
import type { WorkbookWriter } from '../../domain/report/workbook';
import type { ReportRecord } from './ports';

export interface MakeWorkbookDeps {
  readonly program: ProgramContact;
  readonly workbookWriter: WorkbookWriter;
}

export interface WorkbookFile {
  readonly filename: string;
  readonly file: Buffer;
}

/** The report with everything that is known filled in. */
export async function makeWorkbook(deps: MakeWorkbookDeps, report: ReportRecord): Promise<WorkbookFile> {
  const file = await deps.workbookWriter.write(toWorkbook(factsOf(deps, report)));
  return { filename: filenameOf(report, 'report'), file };
}

/** Only the rows of one return that could not be taken. Throws DomainError `not-found` when there are none. */
export async function makeCorrections(
  deps: MakeWorkbookDeps,
  report: ReportRecord,
  returnId: string,
): Promise<WorkbookFile> {
  const returned = report.returns.find(({ id }) => id === returnId.toLowerCase());
  const workbook = toCorrections(factsOf(deps, report), returned?.problems ?? []);
  if (workbook.rows.length === 0) {
    throw new DomainError('not-found', 'There are no rows to correct in this return.');
  }
  const file = await deps.workbookWriter.write(workbook);
  return { filename: filenameOf(report, 'corrections'), file };
}

function factsOf({ program }: MakeWorkbookDeps, report: ReportRecord): ReportFacts {
  const { id, revision, organization, period, dueOn, rows } = report;
  const { exchangeName, programName, spocEmail, helpPhone } = program;
  return {
    ...{ reportId: id, revision, rows, dueOn, from: period.from, to: period.to },
    ...{ organizationName: organization.name, exchangeName, programName, spocEmail, helpPhone },
  };
}

/** Says nothing but which period's it is: file names travel further than files. */
function filenameOf({ period }: ReportRecord, what: 'report' | 'corrections'): string {
  return `preferred-assister-${what}-${period.from}-to-${period.to}.xlsx`;
}
