import { REPORT_COLUMN_WORDS, type WorkbookCell, type WorkbookRow } from '../../domain/report/workbook';
import { letterOf } from './layout';
import { listRange, type ListName, type Lists } from './lists';

/**
 * The column that says in words what a row still lacks, by the rules across columns (docs/program.md, "What is asked
 * for in a row"). It is a formula that follows what is typed. The file also has what the formula shows when the file is
 * made, for programs that do not compute it. This only helps: what is taken is decided when the report comes back.
 */

export const COMPLETE = 'Complete';
/** The cell begins with this when nothing is asked for in the row. */
export const NOTHING = 'Nothing';
const BEFORE_REFERRAL = '. Check: contact before referral';

const { contactMade: MADE, contactDate: DATE, resolution: RESOLUTION } = REPORT_COLUMN_WORDS;
const WRONG = {
  made: `${MADE} must be Y or N`,
  dateNotEmpty: `${DATE} must be empty`,
  notDate: `${DATE} must be month/day/year`,
  future: `${DATE} is in the future`,
  notListed: `${RESOLUTION} must be from the list`,
  notWithN: `${RESOLUTION} does not go with N`,
  notWithY: `${RESOLUTION} does not go with Y`,
};

/** Every part that is missing or wrong ends with a semicolon, so that `Complete` can be removed after it. */
const part = (words: string): string => `", ${words};"`;

export function missingFormula(row: number, lists: Lists): string {
  const made = `TRIM($${letterOf('contactMade')}${row})`;
  const date = `$${letterOf('contactDate')}${row}`;
  const resolution = `TRIM($${letterOf('resolution')}${row})`;
  const yes = `OR(${made}={"Y","YES"})`;
  const no = `OR(${made}={"N","NO"})`;
  const unlisted = (name: ListName): string => `ISNA(MATCH(${resolution},${listRange(name, lists)},0))`;

  const ofMade = `IF(${made}="",${part(MADE)},IF(OR(${yes},${no}),"",${part(WRONG.made)}))`;
  const ofDate =
    `IF(TRIM(${date})="",IF(${yes},${part(DATE)},""),IF(${no},${part(WRONG.dateNotEmpty)},` +
    `IF(ISTEXT(${date}),${part(WRONG.notDate)},IF(${date}>=TODAY()+1,${part(WRONG.future)},""))))`;
  const ofResolution =
    `IF(${resolution}="",${part(RESOLUTION)},IF(${unlisted('resolutions')},${part(WRONG.notListed)},` +
    `IF(AND(${no},${unlisted('withoutContact')}),${part(WRONG.notWithN)},` +
    `IF(AND(${yes},NOT(${unlisted('neverReached')})),${part(WRONG.notWithY)},""))))`;
  const early = `IF(AND(${yes},ISNUMBER(${date}),${date}<$${letterOf('referredOn')}${row}),"${BEFORE_REFERRAL}","")`;
  const all = `${ofMade}&${ofDate}&${ofResolution}&", ${COMPLETE}"&${early}`;
  return `MID(SUBSTITUTE(SUBSTITUTE(${all},";, ${COMPLETE}",""),";",""),3,250)`;
}

/** What `missingFormula` shows when a row is written. Whether a day is in the future, only the user's clock knows. */
export function missingWords({ cells, referredOn }: WorkbookRow, lists: Lists): string {
  const made = textOf(cells.contactMade).toUpperCase();
  const resolution = textOf(cells.resolution).toLowerCase();
  const yes = ['Y', 'YES'].includes(made);
  const no = ['N', 'NO'].includes(made);
  const listed = (words: readonly string[]): boolean =>
    words.some((each) => each.toLowerCase() === resolution);

  const parts = [
    made === '' ? MADE : yes || no ? '' : WRONG.made,
    ofDate(cells.contactDate, { yes, no }),
    resolution === ''
      ? RESOLUTION
      : !listed(lists.resolutions)
        ? WRONG.notListed
        : no && !listed(lists.withoutContact)
          ? WRONG.notWithN
          : yes && listed(lists.neverReached)
            ? WRONG.notWithY
            : '',
  ].filter((words) => words !== '');
  const early = yes && cells.contactDate.kind === 'date' && cells.contactDate.on < referredOn;
  return `${parts.length === 0 ? COMPLETE : parts.join(', ')}${early ? BEFORE_REFERRAL : ''}`;
}

function ofDate(cell: WorkbookCell, { yes, no }: { yes: boolean; no: boolean }): string {
  if (textOf(cell) === '') return yes ? DATE : '';
  if (no) return WRONG.dateNotEmpty;
  return cell.kind === 'text' ? WRONG.notDate : '';
}

/** The text as TRIM() gives it, for comparing it with words. */
function textOf(cell: WorkbookCell): string {
  switch (cell.kind) {
    case 'blank':
      return '';
    case 'text':
      return cell.text.replace(/ +/g, ' ').replace(/^ | $/g, '');
    case 'date':
      return cell.on;
    default:
      return cell satisfies never;
  }
}
