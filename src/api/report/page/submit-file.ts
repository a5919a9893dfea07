import { DomainError } from '../../../domain/errors';
import { WORKBOOK_PROBLEM_WORDS } from '../../../domain/report/workbook-problems';
import type { Instant } from '../../../domain/time';
import type { FieldError } from '../../pages/forms';
import { PROBLEMS } from '../../http/problems';
import { returnWorkbook, type ReturnWorkbookDeps } from '../return-workbook';
import type { ReceivedFile } from './receive-file';

export type FileSubmission =
  /** `again`: the very same file had been sent before. */
  | { readonly outcome: 'taken'; readonly returnId: string; readonly again: boolean }
  | { readonly outcome: 'refused'; readonly status: number; readonly errors: readonly FieldError[] };

/** Takes a workbook. One that cannot be read changes nothing, and its errors say what to do. */
export async function submitFile(
  deps: ReturnWorkbookDeps,
  submit: { readonly reportId: string; readonly file: ReceivedFile; readonly now: Instant },
): Promise<FileSubmission> {
  const { reportId, file, now } = submit;
  if (file === 'none') return refused(422, 'Choose the file that you want to send.');
  if (file === 'too-large') return refused(413, `${title}. Nothing was changed. ${whatToDo}`);
  try {
    const taken = await returnWorkbook(deps, { reportId, file, source: 'workbook', actor: 'assister', now });
    return { outcome: 'taken', returnId: taken.return.id, again: taken.again };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    switch (error.code) {
      case 'workbook-refused':
        return refused(422, wordsOf(error));
      case 'workbook-of-another-report':
        return refused(PROBLEMS[error.code].status, OF_ANOTHER_REPORT);
      case 'unavailable':
        return refused(503, BUSY);
      default:
        throw error;
    }
  }
}

function refused(status: number, message: string): FileSubmission {
  return { outcome: 'refused', status, errors: [{ field: 'file', message }] };
}

/** Why it is not read, and what to do about it. */
function wordsOf({ message, details }: DomainError): string {
  return [message, ...(details.errors ?? []).map((error) => error.message)].join(' ');
}

const { title, whatToDo } = WORKBOOK_PROBLEM_WORDS['too-large'];
const OF_ANOTHER_REPORT =
  'This spreadsheet belongs to another report. Nothing was changed. Download the spreadsheet on this page, or open the other report from its own mail.';
const BUSY =
  'The service is busy. This file is not taken yet. Please wait a minute, choose it again, and send it.';
