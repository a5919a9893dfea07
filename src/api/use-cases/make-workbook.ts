import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import type { ProgramContact } from '../../domain/program-contact';
import { toCorrections, toWorkbook, type ReportFacts } from '../../domain/reports/to-workbook';
import type { WorkbookWriter } from '../../domain/reports/workbook';
import type { ReportReader, ReportRecord } from '../reports/ports';
import { noSuchReport } from './return-workbook';

export interface MakeWorkbookDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly reports: Pick<ReportReader, 'find'>;
  readonly workbookWriter: WorkbookWriter;
}

export interface WorkbookFile {
  readonly filename: string;
  readonly file: Buffer;
}

/** The report with everything that is known filled in. Throws DomainError `not-found`. */
export async function makeWorkbook(
  deps: MakeWorkbookDeps,
  { reportId }: { readonly reportId: string },
): Promise<WorkbookFile> {
  const report = await found(deps, reportId);
  const file = await deps.workbookWriter.write(toWorkbook(factsOf(deps, report)));
  return { filename: filenameOf(report, 'report'), file };
}

/** Only the rows of one return that could not be taken. Throws DomainError `not-found`, also when there are none. */
export async function makeCorrections(
  deps: MakeWorkbookDeps,
  { reportId, returnId }: { readonly reportId: string; readonly returnId: string },
): Promise<WorkbookFile> {
  const report = await found(deps, reportId);
  const returned = report.returns.find(({ id }) => id === returnId.toLowerCase());
  const workbook = toCorrections(factsOf(deps, report), returned?.problems ?? []);
  if (workbook.rows.length === 0) {
    throw new DomainError('not-found', 'There are no rows to correct in this return.');
  }
  const file = await deps.workbookWriter.write(workbook);
  return { filename: filenameOf(report, 'corrections'), file };
}

async function found({ reports }: MakeWorkbookDeps, id: string): Promise<ReportRecord> {
  const report = await reports.find(id);
  if (report === null) throw noSuchReport();
  return report;
}

function factsOf({ policy, program }: MakeWorkbookDeps, report: ReportRecord): ReportFacts {
  const { id, revision, organization, period, dueOn, rows } = report;
  return {
    ...{ reportId: id, revision, rows, dueOn, from: period.from, to: period.to },
    organizationName: organization.name,
    exchangeName: program.exchangeName,
    programName: program.programName,
    spocEmail: program.spocEmail,
    helpPhone: policy.exchange.helpPhone,
  };
}

/** Says nothing but which period's it is: file names travel further than files. */
function filenameOf({ period }: ReportRecord, what: 'report' | 'corrections'): string {
  return `preferred-assister-${what}-${period.from}-to-${period.to}.xlsx`;
}
