import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { workbookRefused } from '../../domain/report/workbook-problems';
import type { FoundWorkbook, WorkbookReader } from '../../domain/report/workbook';
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
 * Takes a workbook that came back, row by row; its referrals come to say the same, those of a large one behind the
 * answer. The very same file again changes nothing. Throws DomainError `not-found`; `workbook-refused`, which says why the file is not read and what to
 * do; `workbook-of-another-report`; `unavailable`. Nothing of the file is kept then.
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
  if (reading.outcome === 'refused') throw workbookRefused(reading.problem);
  const { workbook } = reading;
  if (workbook.reportId === null) throw workbookRefused('no-report-mark');
  if (workbook.reportId.toLowerCase() !== reportId.toLowerCase()) {
    throw new DomainError(
      'workbook-of-another-report',
      'This workbook belongs to another report. Nothing was changed.',
    );
  }
  return workbook;
}

export function noSuchReport(): DomainError {
  return new DomainError('not-found', 'There is no such report.');
}
