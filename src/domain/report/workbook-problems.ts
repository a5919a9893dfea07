import { DomainError } from '../errors';
import type { WorkbookProblem } from './workbook';

/** Why a file was not read and what to do about it, for the person who sent it. */
export const WORKBOOK_PROBLEM_WORDS: Record<WorkbookProblem, { title: string; whatToDo: string }> = {
  'too-large': {
    title: 'This file is too large',
    whatToDo:
      'A report is smaller than 10 MB. Remove pictures and other sheets, or copy your answers into the workbook that we sent you.',
  },
  'inflates-too-much': {
    title: 'This file holds too much',
    whatToDo:
      'It is much larger inside than a report can be. Copy your answers into the workbook that we sent you, and send that one.',
  },
  'not-a-workbook': {
    title: 'This file is not an Excel workbook',
    whatToDo: 'Send the workbook that we sent you. In your program, save it as “Excel Workbook (.xlsx)”.',
  },
  'comma-separated': {
    title: 'This is a text file (CSV), not an Excel workbook',
    whatToDo:
      'Open the workbook that we sent you, fill it in, and save it as “Excel Workbook (.xlsx)”. A CSV file does not say which report it is.',
  },
  'web-page': {
    title: 'This is a web page or an XML file, not an Excel workbook',
    whatToDo:
      'Open it in your spreadsheet program and save it as “Excel Workbook (.xlsx)”. To give a file the ending .xlsx is not enough.',
  },
  'old-format': {
    title: 'This is an old Excel file (.xls)',
    whatToDo: 'Open it in your spreadsheet program and save it as “Excel Workbook (.xlsx)”.',
  },
  'password-protected': {
    title: 'This file has a password',
    whatToDo:
      'We cannot open it. Remove the password (in Excel: File, Info, Protect Workbook, Encrypt with Password), save the file, and send it again.',
  },
  macros: {
    title: 'This workbook has macros in it',
    whatToDo: 'We do not take files with program code. Save it as “Excel Workbook (.xlsx)”, without macros.',
  },
  damaged: {
    title: 'This file is damaged',
    whatToDo:
      'It may not have been copied or sent to its end. Open it in your spreadsheet program, save it again, and send the new file.',
  },
  'external-content': {
    title: 'This workbook gets content from other files',
    whatToDo:
      'We only take what is in the file itself. Copy your answers into the workbook that we sent you with “Paste Values”, and send that one.',
  },
  'too-many-rows': {
    title: 'This workbook has too many rows',
    whatToDo:
      'No report has more than 20,000 rows. Delete the rows that are not part of the report, or copy your answers into the workbook that we sent you.',
  },
  'too-many-columns': {
    title: 'This workbook has too many columns',
    whatToDo:
      'A row of a report has no more than 100 filled cells. Delete the columns that you do not need, or copy your answers into the workbook that we sent you.',
  },
  'not-our-report': {
    title: 'This workbook is not one of our reports',
    whatToDo:
      'Fill in the workbook that we sent you. Keep its columns “Row key”, “Contact Made”, “Contact Date” and “Resolution”, and “Consumer” or “Reference”.',
  },
  'no-report-mark': {
    title: 'This workbook does not say which report it is',
    whatToDo:
      'A hidden sheet says that, and it was removed, renamed or emptied. This happens when a sheet is copied into another workbook. Copy your answers into the workbook that we sent you, and send that one.',
  },
  'sorted-without-key': {
    title: 'This sheet was sorted without its first column',
    whatToDo:
      'Column A is hidden and says whose each row is. It no longer fits the names beside it, because rows were sorted, moved or deleted without it. Undo that, or download the workbook again and type your answers there. To sort, use the arrows in the headings.',
  },
  'rows-mixed-up': {
    title: 'Rows of this sheet are mixed up',
    whatToDo:
      'In several rows, the name, the reference and the hidden key in column A belong to different consumers, because cells were filled down, copied or moved without the rest of their row. Undo that, or download the workbook again and type your answers there.',
  },
  'answers-in-copy': {
    title: 'This workbook has answers in more than one sheet',
    whatToDo:
      'Another sheet has the same columns as the report, but other answers. Put all answers into one sheet, delete the other one, and send the file again.',
  },
  'takes-too-long': {
    title: 'This file takes too long to read',
    whatToDo: 'Copy your answers into the workbook that we sent you, and send that one.',
  },
};

/** Nothing of the file is taken. `errors` says what to do. */
export function workbookRefused(problem: WorkbookProblem): DomainError {
  const { title, whatToDo } = WORKBOOK_PROBLEM_WORDS[problem];
  return new DomainError('workbook-refused', `${title}. Nothing was changed.`, {
    errors: [{ path: 'file', message: whatToDo }],
  });
}
