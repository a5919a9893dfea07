import { REPORT_COLUMN_WORDS, type ReportWorkbook } from '../../domain/report/workbook';
import { phoneWords } from '../../domain/phone-words';
import { dateWords } from './dates';
import { HEADERS } from './layout';
import { listsOf, NO, YES } from './lists';

/** A heading and the text below it. Each line is a cell. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

const { contactMade, contactDate, resolution, comments } = REPORT_COLUMN_WORDS;

/**
 * The rules of the report in plain English (docs/program.md, "What is asked for in a row").
 * src/domain/report/statement.ts decides by the same rules.
 */
export function instructions(report: ReportWorkbook): readonly Section[] {
  const { resolutions, withoutContact, neverReached } = listsOf(report.terms);
  return [
    {
      heading: 'What to do',
      lines: [
        `Fill in this report and send it back by ${dateWords(report.dueOn)}.`,
        'To send it back, save the file and upload it on the page that the link in our email opens. You can also fill in the report on that page, without this file.',
        'Fill in one row for each consumer. Some answers may be there already, because you gave them before. Change them if they are wrong.',
        'Gray rows need nothing from you.',
        ...(report.purpose === 'corrections'
          ? [
              `These rows could not be taken. The column “${HEADERS.correct}” says what to correct. All other rows that you sent are safe, and you need not send them again.`,
            ]
          : []),
      ],
    },
    {
      heading: 'The columns',
      lines: [
        `${contactMade} (required): choose ${YES} if you reached the consumer, ${NO} if you did not.`,
        `${contactDate}: the day on which you reached the consumer, as month/day/year, such as 11/20/2028. Required if ${contactMade} is ${YES}. It cannot be after today.`,
        `${resolution} (required): choose one from the list. It says how the referral ended, or where it stands.`,
        `${comments} (optional): a note that helps us understand what happened.`,
      ],
    },
    {
      heading: 'What goes together',
      lines: [
        `If ${contactMade} is ${YES}: give a ${contactDate} and a ${resolution}. ${anyExcept(neverReached)}`,
        `If ${contactMade} is ${NO}: leave ${contactDate} empty. The ${resolution} has to be one of these: ${withoutContact.join('; ')}.`,
        'A contact before the day of the referral is fine if the consumer had called you first. The sheet marks it so that you can check the year.',
      ],
    },
    { heading: 'The resolutions', lines: resolutions },
    {
      heading: 'How you know that you are done',
      lines: [
        `Cells that are missing or wrong are yellow, and the column “${HEADERS.missing}” names them. When a row is done, it says “Complete”.`,
        'The arrows in the headings show only some rows, such as those that are not complete.',
        'The other cells are locked so that nobody changes them by mistake. To sort or delete rows, first choose “Unprotect Sheet” in your program; there is no password. Then sort with the arrows in the headings, and delete only whole rows: column A is hidden and says whose each row is.',
        'Rows that are not in the file stay as they are with us. We only read the columns with a blue heading. Type your answers into this workbook’s first sheet, not into a copy of it.',
      ],
    },
    {
      heading: 'Questions',
      lines: [`Write to ${report.spocEmail} or call ${phoneWords(report.helpPhone, report)}.`],
    },
  ];
}

function anyExcept(neverReached: readonly string[]): string {
  const except = neverReached.map((words) => `“${words}”`).join(' and ');
  return `Any ${resolution} is possible${except === '' ? '' : ` except ${except}`}.`;
}
