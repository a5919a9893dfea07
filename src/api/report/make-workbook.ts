import { DomainError } from '../../domain/errors';
import type { Program } from '../../domain/program';
import { toCorrections, toWorkbook, type WorkbookSource } from '../../domain/report/to-workbook';
import type { ReportWorkbook, WorkbookWriter } from '../../domain/report/workbook';
import { workbookSource, workbookFilename } from '../../domain/report/workbook-file';
import type { ReportRecord } from './ports';

export interface MakeWorkbookDeps {
  readonly program: Program;
  readonly workbookWriter: WorkbookWriter;
}

export interface WorkbookFile {
  readonly filename: string;
  readonly file: Buffer;
}

/** The report with everything that is known filled in. */
export async function makeWorkbook(deps: MakeWorkbookDeps, report: ReportRecord): Promise<WorkbookFile> {
  return write(deps, toWorkbook(sourceOf(deps, report)));
}

/** Only the rows of one return that could not be taken. Throws DomainError `not-found` when there are none. */
export async function makeCorrections(
  deps: MakeWorkbookDeps,
  report: ReportRecord,
  returnId: string,
): Promise<WorkbookFile> {
  const returned = report.returns.find(({ id }) => id === returnId.toLowerCase());
  const workbook = toCorrections(sourceOf(deps, report), returned?.problems ?? []);
  if (workbook.rows.length === 0) {
    throw new DomainError('not-found', 'There are no rows to correct in this return.');
  }
  return write(deps, workbook);
}

function sourceOf({ program }: MakeWorkbookDeps, report: ReportRecord): WorkbookSource {
  const { id, revision, organization, period, dueOn, rows } = report;
  const { from, to } = period;
  const organizationName = organization.name;
  return workbookSource(program, { reportId: id, revision, rows, organizationName, from, to, dueOn });
}

async function write({ workbookWriter }: MakeWorkbookDeps, workbook: ReportWorkbook): Promise<WorkbookFile> {
  return { filename: workbookFilename(workbook), file: await workbookWriter.write(workbook) };
}
