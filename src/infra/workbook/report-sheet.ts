import type { stream, Style, Worksheet } from 'exceljs';
import { REPORT_COLUMNS, type ReportColumn, type ReportWorkbook } from '../../domain/report/workbook';
import { dateWords } from './dates';
import { nameFilterRange } from './filter-range';
import { HEADERS, letterOf, SHEET_COLUMNS, SHEET_NAMES, type SheetColumn } from './layout';
import { listsOf } from './lists';
import { createRowWriter, type SheetCell } from './report-rows';
import { addMarks, addValidations } from './rules';
import { writeProtectionInItsPlace } from './streaming-sheet';
import { STYLES } from './styles';
import { cellText } from './cell-text';

const WIDTHS: Record<SheetColumn, number> = {
  key: 8,
  consumer: 24,
  referredOn: 13,
  reference: 15,
  contactMade: 11,
  contactDate: 13,
  resolution: 33,
  comments: 38,
  missing: 36,
  correct: 40,
};
const HEADER_ROW = 6;
const TITLE_HEIGHT = 26;
const HEADER_HEIGHT = 30;
const LINE_HEIGHT = 13;
/** A column's width is counted in digits of the standard font. Other signs are narrower. */
const SIGNS_A_UNIT = 1.15;
/** Programs allow 409 at most. */
const MAX_ROW_HEIGHT = 260;
/** The key's column is hidden, so every title begins in the consumers' column. */
const TITLES_IN = letterOf('consumer');

/** The sheet that an organization fills in. It is written row by row, and nothing of it is kept in memory. */
export async function writeReportSheet(
  file: stream.xlsx.WorkbookWriter,
  report: ReportWorkbook,
): Promise<void> {
  const columns = SHEET_COLUMNS.filter((column) => column !== 'correct' || report.purpose === 'corrections');
  const rows = { first: HEADER_ROW + 1, last: HEADER_ROW + report.rows.length };
  const lastLetter = letterOf(columns.at(-1) ?? 'missing');
  const sheet = file.addWorksheet(SHEET_NAMES.report, {
    views: [
      {
        state: 'frozen',
        xSplit: SHEET_COLUMNS.indexOf('consumer') + 1,
        ySplit: HEADER_ROW,
        topLeftCell: `${letterOf('referredOn')}${rows.first}`,
        activeCell: `${letterOf('contactMade')}${rows.first}`,
        showGridLines: false,
      },
    ],
    // No paper size is set, because the format's default is Letter.
    pageSetup: {
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&LDue back by ${dateWords(report.dueOn)}&CPage &P of &N` },
  });
  writeProtectionInItsPlace(sheet);
  sheet.columns = columns.map((column) => ({ width: WIDTHS[column], hidden: column === 'key' }));

  writeTitles(sheet, report);
  writeLine(
    sheet,
    HEADER_ROW,
    columns.map((column) => [HEADERS[column], isAsked(column) ? STYLES.headAsked : STYLES.headGiven]),
    HEADER_HEIGHT,
  );
  const lists = listsOf(report.terms);
  const cellsOf = createRowWriter(rows, lists);
  report.rows.forEach((row, i) => {
    const named = cellsOf(row, rows.first + i);
    const cells = columns.map((column) => named[column]);
    writeLine(sheet, rows.first + i, cells, heightOf(cells, columns));
  });

  // The filter sorts what is in its range. So the keys are in it, hidden as they are.
  const first = letterOf('key');
  sheet.autoFilter = `${first}${HEADER_ROW}:${lastLetter}${rows.last}`;
  nameFilterRange(file, `$${first}$${HEADER_ROW}:$${lastLetter}$${rows.last}`);
  if (report.rows.length > 0) {
    addValidations(sheet, rows, lists);
    addMarks(sheet, rows);
  }
  // No password. The protection prevents changes by mistake, not deliberate ones.
  await sheet.protect('', {
    selectLockedCells: true,
    selectUnlockedCells: true,
    autoFilter: true,
    sort: true,
    formatColumns: true,
    formatRows: true,
  });
  sheet.commit();
}

function writeTitles(sheet: Worksheet, report: ReportWorkbook): void {
  const corrections = report.purpose === 'corrections';
  const titles: [string, Partial<Style>, number?][] = [
    [`${report.exchangeName} · ${report.programName}`, STYLES.small],
    [`Preferred Assister Report${corrections ? ': rows to correct' : ''}`, STYLES.title, TITLE_HEIGHT],
    [report.organizationName, STYLES.strong],
    [
      `Referrals sent ${dateWords(report.from)} to ${dateWords(report.to)}. Due back by ${dateWords(report.dueOn)}.`,
      STYLES.strong,
    ],
    [whatToDo(report, corrections), STYLES.small],
  ];
  titles.forEach(([text, style, height], i) => {
    const row = sheet.getRow(i + 1);
    const cell = row.getCell(TITLES_IN);
    cell.value = cellText(text);
    cell.style = style;
    if (height !== undefined) row.height = height;
    row.commit();
  });
}

function whatToDo({ rows }: ReportWorkbook, corrections: boolean): string {
  if (rows.length === 0) return 'No referrals were sent to you in this period. There is nothing to fill in.';
  return corrections
    ? 'Only the rows that could not be taken are here. The last column says what to correct in each.'
    : 'Please fill in the columns with a blue heading. The sheet Instructions says how.';
}

function writeLine(sheet: Worksheet, at: number, cells: readonly SheetCell[], height?: number): void {
  const row = sheet.getRow(at);
  cells.forEach(([value, style], i) => {
    const cell = row.getCell(i + 1);
    cell.value = value;
    cell.style = style;
  });
  if (height !== undefined) row.height = height;
  row.commit();
}

/**
 * The height of a row that needs more than one line, because programs count the lines of a wrapped text only when
 * somebody types it. A row without a height grows with what is typed.
 */
function heightOf(cells: readonly SheetCell[], columns: readonly SheetColumn[]): number | undefined {
  const lines = cells.map(([value], i) => {
    const column = columns[i];
    if (typeof value !== 'string' || column === undefined || column === 'key') return 1;
    const width = WIDTHS[column] * SIGNS_A_UNIT;
    return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0);
  });
  const most = Math.max(...lines);
  return most === 1 ? undefined : Math.min(MAX_ROW_HEIGHT, most * LINE_HEIGHT + 3);
}

function isAsked(column: SheetColumn): column is ReportColumn {
  return (REPORT_COLUMNS as readonly SheetColumn[]).includes(column);
}
