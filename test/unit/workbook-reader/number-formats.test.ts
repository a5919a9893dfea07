import { Workbook } from 'exceljs';
import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';
import { formatOf } from '../../../src/infra/workbook/reader/number-formats';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { readRow } from '../../../src/domain/report/cells';
import { sampleReport, sampleRow } from '../../support/sample-workbook';
import { resolutions } from '../../support/minnesota-terms';

test.each([
  ['m/d/yyyy', 'date'],
  ['[$-409]mmmm d, yyyy;@', 'date'],
  ['dddd', 'date'],
  ['mmm', 'date'],
  ['yyyy\\-mm\\-dd', 'date'],
  ['[Red]d"h"mmm', 'date'],
  ['m/d/yy h:mm', 'date-time'],
  ['h:mm AM/PM', 'time'],
  ['mm:ss', 'time'],
  ['[h]:mm:ss', 'duration'],
  ['0.0%', 'percent'],
  ['@', 'text'],
  ['General', undefined],
  ['0.00', undefined],
  ['#,##0 "days"', undefined],
  ['[Red]0;[Blue]d', undefined],
  ['_(* #,##0_);_(* (#,##0)', undefined],
  ['', undefined],
])('the format %s shows %s', (code, expected) => {
  expect(formatOf(code)).toBe(expected);
});

/** What is read from Comments when another program put `value` there, in a cell with this format. */
async function commentsOf(
  value: Date | number | boolean | string,
  numFmt: string | null,
): Promise<string | null> {
  const book = new Workbook();
  const file = await createWorkbookWriter().write(sampleReport([sampleRow(1)]));
  await book.xlsx.load(new Uint8Array(file).buffer);
  const cell = book.getWorksheet('Report')?.getCell('H7');
  if (cell === undefined) throw new Error('no cell');
  if (numFmt !== null) cell.style = { numFmt };
  cell.value = value;
  const reading = await readWorkbook(Buffer.from(await book.xlsx.writeBuffer()));
  const row = reading.outcome === 'read' ? reading.workbook.rows[0] : undefined;
  return row === undefined ? null : readRow(row.cells, { uses1904: false, resolutions }).statement.comments;
}

test.each<[string, Date | number | boolean, string | null, string]>([
  ['a date', new Date('2026-12-05T00:00:00Z'), 'm/d/yyyy', '2026-12-05'],
  ['a date in a cell for texts', new Date('2026-12-05T00:00:00Z'), null, '2026-12-05'],
  ['a date with a time', new Date('2026-12-05T14:30:00Z'), 'm/d/yy h:mm', '2026-12-05 14:30'],
  ['a time', 0.6041666666666666, 'h:mm AM/PM', '14:30'],
  ['a time in a cell for texts', 0.6041666666666666, null, '14:30'],
  ['a share', 0.5, '0%', '50%'],
  ['a number', 46361, 'General', '46361'],
  ['yes, as a truth', true, null, 'TRUE'],
])(
  '%s that another program wrote into Comments becomes a text as a person sees it',
  async (_what, value, format, expected) => {
    expect(await commentsOf(value, format)).toBe(expected);
  },
);
