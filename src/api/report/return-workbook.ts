import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { WORKBOOK_PROBLEM_WORDS } from '../../domain/report/workbook-problems';
import type { FoundWorkbook, WorkbookProblem, WorkbookReader } from '../../domain/report/workbook';
import { localDateIn, type Instant } from '../../domain/time';
import type { ReportReader, ReportReturns, ReturnedWorkbook, ReturnOutcome } from './ports';

export interface ReturnWorkbookDeps {
  readonly policy: ProgramPolicy;
  readonly reports: Pick<ReportReader, 'exists'>;
  readonly reportReturns: Pick<ReportReturns, 'take'>;
  readonly workbookReader: WorkbookReader;
}

export interface ReturnWorkbook extends Pick<ReturnedWorkbook, 'reportId' | 'source' | 'actor'> {
  readonly file: Buffer;
  readonly now: Instant;
}

/**
 * Takes a workbook that came back, row by row. Its referrals come to say the same. For a large one this goes on after
 * the answer. The very same file again changes nothing. Throws DomainError `not-found`, `workbook-refused` (it says why
 * the file is not read and what to do), `workbook-of-another-report` and `unavailable`. After an error nothing is kept.
 */
export async function returnWorkbook(
  deps: ReturnWorkbookDeps,
  { reportId, file, source, actor, now }: ReturnWorkbook,
): Promise<ReturnOutcome> {
  if (!(await deps.reports.exists(reportId))) throw noSuchReport();
  const workbook = await readOurs(deps.workbookReader, file, reportId);
  const outcome = await deps.reportReturns.take({
    id: newId(),
    reportId,
    workbook,
    source,
    actor,
    at: now,
    digest: createHash('sha256').update(file).digest('hex'),
    today: localDateIn(deps.policy.calendar.zone, now),
  });
  if (outcome === null) throw noSuchReport();
  return outcome;
}

async function readOurs(reader: WorkbookReader, file: Buffer, reportId: string): Promise<FoundWorkbook> {
  const reading = await reader.read(file);
  if (reading.outcome === 'refused') throw refused(reading.problem);
  const { workbook } = reading;
  if (workbook.reportId === null) throw refused('not-our-report');
  if (workbook.reportId.toLowerCase() !== reportId.toLowerCase()) {
    throw new DomainError(
      'workbook-of-another-report',
      'This workbook belongs to another report. Nothing was changed.',
    );
  }
  return workbook;
}

function refused(problem: WorkbookProblem): DomainError {
  const { title, whatToDo } = WORKBOOK_PROBLEM_WORDS[problem];
  return new DomainError('workbook-refused', `${title}. Nothing was changed.`, {
    errors: [{ path: 'file', message: whatToDo }],
  });
}

export function noSuchReport(): DomainError {
  return new DomainError('not-found', 'There is no such report.');
}
