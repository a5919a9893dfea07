import type { CellValue, Style } from 'exceljs';
import {
  REPORT_COLUMN_WORDS,
  REPORT_COLUMNS,
  type WorkbookCell,
  type WorkbookRow,
} from '../../domain/report/workbook';
import { cellText } from './cell-text';
import { serialDay } from './dates';
import { letterOf, type SheetColumn } from './layout';
import type { Lists } from './lists';
import { missingFormula, missingWords, NOTHING } from './missing';
import type { RowSpan } from './rules';
import { STYLES } from './styles';

export type SheetCell = readonly [CellValue, Partial<Style>];

/** The cells of one row, which is the `at`th of its sheet. */
export type RowWriter = (row: WorkbookRow, at: number) => Readonly<Record<SheetColumn, SheetCell>>;

/** Rows must be given in their order, because the formula of the first one serves those below it. */
export function createRowWriter(rows: RowSpan, lists: Lists): RowWriter {
  let shared: string | null = null;

  const missing = (row: WorkbookRow, at: number): CellValue => {
    const address = `${letterOf('missing')}${at}`;
    const result = missingWords(row, lists);
    if (shared !== null) return { sharedFormula: shared, result };
    shared = address;
    const ref = `${address}:${letterOf('missing')}${rows.last}`;
    // The library writes a shared formula, but its types do not have one.
    const first = { formula: missingFormula(at, lists), shareType: 'shared', ref, result };
    return first;
  };

  return (row, at) => {
    const { closed, cells } = row;
    const given = closed === null ? STYLES.given : STYLES.closed;
    const givenDate = closed === null ? STYLES.givenDate : STYLES.closedDate;
    const asked = closed === null ? STYLES.open : STYLES.closed;
    return {
      key: [cellText(row.key), STYLES.key],
      consumer: [cellText(row.consumerName), given],
      referredOn: [serialDay(row.referredOn), givenDate],
      reference: [cellText(row.reference), given],
      contactMade: [valueOf(cells.contactMade), asked],
      contactDate: [valueOf(cells.contactDate), closed === null ? STYLES.openDate : STYLES.closedDate],
      resolution: [valueOf(cells.resolution), asked],
      comments: [valueOf(cells.comments), asked],
      missing:
        closed === null
          ? [missing(row, at), STYLES.missing]
          : [cellText(`${NOTHING}. ${closed}`), STYLES.closed],
      correct: [problemWords(row), STYLES.correct],
    };
  };
}

function valueOf(cell: WorkbookCell): CellValue {
  switch (cell.kind) {
    case 'blank':
      return null;
    case 'text':
      return cellText(cell.text);
    case 'date':
      return serialDay(cell.on);
    default:
      return cell satisfies never;
  }
}

/** `Contact Date: This date is in the future.`, one line for each problem. One with the whole row names no column. */
function problemWords({ problems }: WorkbookRow): string {
  const lines = problems.map(({ path, message }) => {
    const column = REPORT_COLUMNS.find((each) => each === path);
    return column === undefined ? message : `${REPORT_COLUMN_WORDS[column]}: ${message}`;
  });
  return cellText(lines.join('\n'));
}
