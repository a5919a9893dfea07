import type { DataValidation, Style, Worksheet } from 'exceljs';
import { numberWords } from '../../domain/wording';
import { REPORT_COLUMN_WORDS } from '../../domain/report/workbook';
import { letterOf, type SheetColumn } from './layout';
import { listRange, type Lists } from './lists';
import { COMPLETE, NOTHING } from './missing';
import { addValidation } from './streaming-sheet';
import { RULE_STYLES } from './styles';

/** The rows that hold consumers, from 1 as the sheet counts them. */
export interface RowSpan {
  readonly first: number;
  readonly last: number;
}

const REQUIRED = ['contactMade', 'contactDate', 'resolution'] as const;

/** No exchange existed before this year. So a half-typed year is not accepted. */
const EARLIEST_YEAR = 2013;

/**
 * What a cell accepts. A cell can have only one such rule. It stops a date in the future. A date before the referral is
 * accepted; it is colored, and the column `Missing` names it.
 */
export function addValidations(sheet: Worksheet, rows: RowSpan, lists: Lists): void {
  const date = `${letterOf('contactDate')}${rows.first}`;
  addValidation(sheet, range('contactMade', rows), {
    ...stop('Y or N', 'Please choose Y or N from the list.'),
    ...hint('Contact made?', 'Y if you reached the consumer, N if you did not.'),
    type: 'list',
    formulae: [listRange('yesNo', lists)],
  });
  addValidation(sheet, range('contactDate', rows), {
    ...stop('Contact date', 'Please type a date up to today as month/day/year, such as 11/20/2028.'),
    ...hint('Contact date', 'Month/day/year, not after today. Leave it empty if Contact Made is N.'),
    type: 'custom',
    formulae: [`AND(ISNUMBER(${date}),${date}>=DATE(${EARLIEST_YEAR},1,1),${date}<TODAY()+1)`],
  });
  addValidation(sheet, range('resolution', rows), {
    ...stop(
      'Resolution',
      `Please choose one of the ${numberWords(lists.resolutions.length)} resolutions from the list.`,
    ),
    ...hint('Resolution', 'Choose from the list.'),
    type: 'list',
    formulae: [listRange('resolutions', lists)],
  });
}

const stop = (errorTitle: string, error: string) =>
  ({
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle,
    error,
  }) satisfies Partial<DataValidation>;

const hint = (promptTitle: string, prompt: string) =>
  ({ showInputMessage: true, promptTitle, prompt }) satisfies Partial<DataValidation>;

/** Colors the cells that are missing or wrong: those that the column `Missing` names. */
export function addMarks(sheet: Worksheet, rows: RowSpan): void {
  const words = `$${letterOf('missing')}${rows.first}`;
  const asked = `LEFT(${words},${NOTHING.length})<>"${NOTHING}"`;
  const done = `LEFT(${words},${COMPLETE.length})="${COMPLETE}"`;
  const date = `$${letterOf('contactDate')}${rows.first}`;
  const referred = `$${letterOf('referredOn')}${rows.first}`;

  const early = `AND(ISNUMBER(${date}),${date}<${referred})`;

  const marks: readonly [SheetColumn, string, Partial<Style>][] = [
    ...REQUIRED.map((column): [SheetColumn, string, Partial<Style>] => [
      column,
      `AND(${asked},ISNUMBER(FIND("${REPORT_COLUMN_WORDS[column]}",${words})))`,
      RULE_STYLES.missing,
    ]),
    ['contactDate', early, RULE_STYLES.early],
    ['missing', done, RULE_STYLES.complete],
    ['missing', `AND(${asked},NOT(${done}))`, RULE_STYLES.incomplete],
  ];
  marks.forEach(([column, formula, style], i) => {
    sheet.addConditionalFormatting({
      ref: range(column, rows),
      rules: [{ type: 'expression', priority: i + 1, formulae: [formula], style }],
    });
  });
}

function range(column: SheetColumn, { first, last }: RowSpan): string {
  return `${letterOf(column)}${first}:${letterOf(column)}${last}`;
}
