import ExcelJS from 'exceljs';
import type { FigureSheet, FigureWorkbooks, Picture } from '../../api/season/scorecards/ports';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { xmlMarkup, xmlText } from '../xml-text';
import { cellText } from './cell-text';

type Column = FigureSheet['table']['columns'][number];

const FORMATS: Record<Column['kind'], string> = { text: '@', count: '0', share: '0%', days: '0.0' };
const WIDTHS: Record<Column['kind'], number> = { text: 24, count: 11, share: 13, days: 13 };
const HEADER_FILL = 'FF1A4480';
const BAR_COLOR = 'FF73B3E7';
/** The height of an empty row, and of the rows between two pictures. */
const ROW_PIXELS = 20;
const GAP_ROWS = 2;
const PICTURE_SCALE = 1.25;

/** Tables have bars in their shares. Charts are pictures, because exceljs cannot make charts. */
export function createFigureWorkbooks(): FigureWorkbooks {
  return {
    async write(title, sheets) {
      const workbook = new ExcelJS.Workbook();
      workbook.title = xmlText(title);
      for (const sheet of sheets) addSheet(workbook, sheet);
      return Buffer.from(await workbook.xlsx.writeBuffer());
    },
  };
}

function addSheet(workbook: ExcelJS.Workbook, { name, table, pictures }: FigureSheet): void {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = table.columns.map(({ header, kind, width }) => ({
    header: cellText(header),
    width: width ?? WIDTHS[kind],
    style: { numFmt: FORMATS[kind], alignment: { vertical: 'top', wrapText: kind === 'text' } },
  }));
  styleHeader(sheet.getRow(1));
  // Texts are written as texts, so none of them is ever a formula.
  for (const row of table.rows) {
    sheet.addRow(row.map((cell) => (typeof cell === 'string' ? cellText(cell) : cell)));
  }
  const last = table.rows.length + 1;
  if (table.rows.length > 0) {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: last, column: table.columns.length } };
  }
  for (const [index, { kind }] of table.columns.entries()) {
    if (kind === 'share' && last > 1) addBars(sheet, index + 1, last);
  }
  placePictures(workbook, sheet, pictures);
}

function styleHeader(header: ExcelJS.Row): void {
  header.height = 48;
  header.eachCell((cell) => {
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEADER_FILL } };
    cell.alignment = { wrapText: true, vertical: 'middle' };
  });
}

function addBars(sheet: ExcelJS.Worksheet, column: number, last: number): void {
  const letter = sheet.getColumn(column).letter;
  const bar = {
    type: 'dataBar' as const,
    priority: 1,
    gradient: false,
    cfvo: [
      { type: 'num' as const, value: 0 },
      { type: 'num' as const, value: 1 },
    ],
    color: { argb: BAR_COLOR },
  };
  sheet.addConditionalFormatting({ ref: `${letter}2:${letter}${last}`, rules: [bar] });
}

/** Places the pictures below each other, each under its title. */
function placePictures(
  workbook: ExcelJS.Workbook,
  sheet: ExcelJS.Worksheet,
  pictures: readonly Picture[],
): void {
  let row = sheet.rowCount + 2;
  for (const { svg, title, width, height } of pictures) {
    const heading = sheet.getCell(row, 1);
    heading.value = cellText(title);
    heading.font = { bold: true, size: 14 };
    // exceljs declares its own Buffer type, which ours fits.
    const image = drawPicture(svg) as unknown as ExcelJS.Buffer;
    const imageId = workbook.addImage({ buffer: image, extension: 'png' });
    const size = { width: width * PICTURE_SCALE, height: height * PICTURE_SCALE };
    sheet.addImage(imageId, { tl: { col: 0, row }, ext: size });
    row += Math.ceil(size.height / ROW_PIXELS) + GAP_ROWS;
  }
}

/** The pages' own font, from the package that the pages serve it from. So the fonts of the machine do not matter. */
const FOLDER = join(dirname(require.resolve('@uswds/uswds')), '..', 'fonts', 'source-sans-pro');
const FONTS = ['regular', 'semibold'].map((weight) => join(FOLDER, `sourcesanspro-${weight}-webfont.ttf`));

/** Twice the natural size, so that a picture stays sharp on a good screen and on paper. */
const ZOOM = 2;

/** One of our SVGs as PNG. */
function drawPicture(svg: string): Buffer {
  const drawing = new Resvg(xmlMarkup(svg), {
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'Source Sans Pro' },
    fitTo: { mode: 'zoom', value: ZOOM },
  });
  return drawing.render().asPng();
}
