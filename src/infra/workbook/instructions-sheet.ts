import type { Style, Workbook } from 'exceljs';
import type { ReportWorkbook } from '../../domain/reports/workbook';
import { cellText } from './cell-text';
import { instructions } from './instructions';
import { SHEET_NAMES } from './layout';
import { STYLES } from './styles';

const WIDTH = 100;
/** Programs count the lines of a wrapped text only when somebody types it, so the height is given. */
const LINE_HEIGHT = 16;
const SIGNS_A_LINE = 95;

export function writeInstructions(file: Workbook, report: ReportWorkbook): void {
  const sheet = file.addWorksheet(SHEET_NAMES.instructions, {
    views: [{ showGridLines: false }],
    pageSetup: { orientation: 'portrait', fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '&CPage &P of &N' },
  });
  sheet.columns = [{ width: WIDTH }];
  const write = (text: string, style: Partial<Style>, height: number): void => {
    const row = sheet.addRow([cellText(text)]);
    row.getCell(1).style = style;
    row.height = height;
    row.commit();
  };

  write('How to fill in this report', STYLES.title, 28);
  for (const { heading, lines } of instructions(report)) {
    write(heading, STYLES.heading, 2 * LINE_HEIGHT);
    for (const line of lines) {
      write(line, STYLES.paragraph, LINE_HEIGHT * Math.ceil(line.length / SIGNS_A_LINE) + 2);
    }
  }
  sheet.commit();
}
