import type { Style, Workbook } from 'exceljs';
import type { ReportWorkbook } from '../../domain/report/workbook';
import { cellText } from './cell-text';
import { instructions } from './instructions';
import { SHEET_NAMES } from './layout';
import { STYLES } from './styles';

const WIDTH = 76;
const LINE_HEIGHT = 14;
/** A wrapped text's row is given its height, because programs count the lines only when somebody types the text. */
const SIGNS_A_LINE = 88;

export function writeInstructions(file: Workbook, report: ReportWorkbook): void {
  const sheet = file.addWorksheet(SHEET_NAMES.instructions, {
    views: [{ showGridLines: false }],
    pageSetup: {
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
      orientation: 'portrait',
      fitToWidth: 1,
      fitToHeight: 1,
    },
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
