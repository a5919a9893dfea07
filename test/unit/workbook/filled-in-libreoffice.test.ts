import { localDate } from '../../../src/domain/time';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { convertWorkbook, fillWorkbook, testWithLibreOffice as test } from '../../support/libreoffice';
import { all, openWorkbook, rowValues, sheetNamed, type OpenedSheet } from '../../support/open-workbook';
import { day, sampleReport, sampleRow, text } from '../../support/sample-workbook';

const referredOn = localDate('2025-11-10');
const known = {
  contactMade: text('Y'),
  contactDate: day('2025-11-14'),
  resolution: text('Enrolled in QHP'),
  comments: text('=1+1'),
};

/** Rows 7 to 12 of a sheet that a person opened, filled in, and saved. */
let sheets: readonly OpenedSheet[];
let report: OpenedSheet;
beforeAll(async () => {
  const file = await createWorkbookWriter().write(
    sampleReport([
      sampleRow(1, { referredOn, consumerName: '=Sample Consumer', cells: known }),
      sampleRow(2, { referredOn }),
      sampleRow(3, { referredOn }),
      sampleRow(4, { referredOn, closed: 'Declined on November 20, 2025' }),
      sampleRow(5, { referredOn, cells: { contactMade: text('Y') } }),
    ]),
  );
  const saved = await fillWorkbook(file, [
    { cell: 'E8', value: 'Y' },
    { cell: 'F8', value: { date: '2025-11-12' } },
    { cell: 'G8', value: 'Contact made appointment scheduled' },
    { cell: 'H8', value: '=2+2' },
    { cell: 'E9', value: 'N' },
    { cell: 'G9', value: 'Unable to contact' },
    { cell: 'H9', value: '-- called three times' },
    // Locked: a name, a date, a key, the words of the formula, a heading, and every cell of a closed row.
    ...['A8', 'B8', 'C8', 'D8', 'I8', 'E6', 'E10', 'H10'].map((cell) => ({ cell, value: 'typed over' })),
  ]);
  sheets = await openWorkbook(saved);
  report = sheetNamed(sheets, 'Report');
});

test('what was known is kept, and what begins like a formula is still a text', () => {
  expect(rowValues(report, 7, 9)).toEqual([
    ...[
      'key-1',
      '=Sample Consumer',
      '45971',
      'AL-00001',
      'Y',
      '45975',
      'Enrolled in QHP',
      '=1+1',
      'Complete',
    ],
  ]);
  for (const address of ['B7', 'H7', 'H8', 'H9']) {
    expect(report.cells.get(address)).toMatchObject({ isFormula: false, type: 's' });
  }
});

test('the open cells take what is typed, a date as a date', () => {
  expect(rowValues(report, 8, 9).slice(4)).toEqual([
    ...['Y', '45973', 'Contact made appointment scheduled', '=2+2', 'Complete'],
  ]);
  expect(report.cells.get('F8')).toMatchObject({ type: '', isFormula: false });
  expect(rowValues(report, 9, 9).slice(4)).toEqual([
    ...['N', '', 'Unable to contact', '-- called three times', 'Complete'],
  ]);
});

test('the locked cells take nothing', () => {
  const values = [...report.cells.values()].map(({ value }) => value);
  expect(values).not.toContain('typed over');
  expect(rowValues(report, 8, 4)).toEqual(['key-2', 'Sample Consumer 2', '45971', 'AL-00002']);
});

test('what is missing is named', () => {
  expect(['I10', 'I11'].map((address) => report.cells.get(address)?.value)).toEqual([
    'Nothing. Declined on November 20, 2025',
    'Contact Date, Resolution',
  ]);
});

test('drop-downs, marks, locks, filter and frozen headings are there after the round', () => {
  const rules = all(report.xml, 'dataValidation').map(({ attributes, children }) => [
    attributes['sqref'],
    attributes['type'],
    children[0]?.text,
  ]);
  expect(rules).toEqual(
    expect.arrayContaining([
      ['E7:E11', 'list', 'Lists!$B$1:$B$2'],
      ['F7:F11', 'custom', expect.stringContaining('TODAY()')],
      ['G7:G11', 'list', 'Lists!$A$1:$A$9'],
    ]),
  );
  expect(all(report.xml, 'cfRule')).toHaveLength(6);
  expect(all(report.xml, 'sheetProtection')[0]?.attributes['sheet']).toMatch(/^(1|true)$/);
  expect(all(report.xml, 'autoFilter')[0]?.attributes['ref']).toBe('A6:I11');
  expect(all(report.xml, 'pane')[0]?.attributes['state']).toBe('frozen');
  expect(sheets.map(({ name }) => name)).toEqual(['Report', 'Instructions', 'Lists', '_report']);
  expect(rowValues(sheetNamed(sheets, '_report'), 2, 2)).toEqual(['revision', '3']);
});

test('a report without rows, corrections, and ten thousand rows can be opened', async () => {
  const writer = createWorkbookWriter();
  const opened = async (...args: Parameters<typeof sampleReport>): Promise<OpenedSheet> =>
    sheetNamed(
      await openWorkbook(await convertWorkbook(await writer.write(sampleReport(...args)), 'xlsx')),
      'Report',
    );
  expect((await opened([])).cells.get('B5')?.value).toMatch(/^No referrals/);
  const corrections = await opened([sampleRow(1)], { purpose: 'corrections' });
  expect(corrections.cells.get('J6')?.value).toBe('What to correct');
  const many = await opened(Array.from({ length: 10_000 }, (_, i) => sampleRow(i)));
  expect(rowValues(many, 10_006, 9).at(-1)).toBe('Contact Made, Resolution');
});
