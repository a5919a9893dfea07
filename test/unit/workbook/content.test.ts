import { localDate } from '../../../src/domain/time';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { all, openWorkbook, rowValues, sheetNamed, type OpenedSheet } from '../../support/open-workbook';
import { day, sampleReport, sampleRow, text } from '../../support/sample-workbook';
import { resolutions } from '../../support/minnesota-terms';

type Report = Parameters<ReturnType<typeof createWorkbookWriter>['write']>[0];

const open = async (report: Report): Promise<readonly OpenedSheet[]> =>
  openWorkbook(await createWorkbookWriter().write(report));
const reportSheet = async (report: Report): Promise<OpenedSheet> => sheetNamed(await open(report), 'Report');
const HEADINGS = [
  ...['Row key', 'Consumer', 'Date Referred', 'Reference'],
  ...['Contact Made', 'Contact Date', 'Resolution', 'Comments', 'Missing'],
];

test('a report says whose it is, of which referrals, and when it is due', async () => {
  const sheet = await reportSheet(sampleReport([sampleRow(1)]));
  expect([1, 2, 3, 4].map((row) => sheet.cells.get(`B${row}`)?.value)).toEqual([
    'MNsure · Preferred Assister Lead program',
    'Preferred Assister Report',
    'Sample Navigators of Duluth',
    'Referrals sent November 1, 2028 to November 15, 2028. Due back by November 29, 2028.',
  ]);
  expect(rowValues(sheet, 6, 10)).toEqual([...HEADINGS, '']);
});

test('a row holds what is given and what is known, and its key is out of sight', async () => {
  const known = {
    contactMade: text('Y'),
    contactDate: day('2028-11-14'),
    resolution: text('Enrolled in QHP'),
    comments: text('By phone'),
  };
  const sheet = await reportSheet(sampleReport([sampleRow(1), sampleRow(2, { cells: known })]));
  // 47067 and 47071: days since December 30, 1899.
  expect(rowValues(sheet, 7, 9)).toEqual([
    ...['key-1', 'Sample Consumer 1', '47067', 'AL-00001', '', '', '', '', 'Contact Made, Resolution'],
  ]);
  expect(rowValues(sheet, 8, 9)).toEqual([
    ...['key-2', 'Sample Consumer 2', '47067', 'AL-00002'],
    ...['Y', '47071', 'Enrolled in QHP', 'By phone', 'Complete'],
  ]);
  for (const address of ['C8', 'F7', 'F8']) {
    expect(sheet.cells.get(address)).toMatchObject({ type: '', format: 'm/d/yyyy' });
  }
  expect(all(sheet.xml, 'col')[0]?.attributes).toMatchObject({ min: '1', max: '1', hidden: '1' });
});

test('only what an organization fills in is unlocked, and nothing of a closed row', async () => {
  const closed = sampleRow(2, {
    closed: 'Declined on November 20, 2028',
    cells: { comments: text('Too far away') },
  });
  const sheet = await reportSheet(sampleReport([sampleRow(1), closed]));
  const unlocked = [...sheet.cells].filter(([, { locked }]) => !locked).map(([address]) => address);
  expect(unlocked).toEqual(['E7', 'F7', 'G7', 'H7']);
  expect(rowValues(sheet, 8, 9).slice(4)).toEqual([
    ...['', '', '', 'Too far away', 'Nothing. Declined on November 20, 2028'],
  ]);
  expect(sheet.cells.get('I8')?.isFormula).toBe(false);
  expect(sheet.cells.get('I7')).toMatchObject({ isFormula: true, locked: true });
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://example.org")', '\t=1', '\r\n=1'])(
  'what begins like a formula is a text: %j',
  async (value) => {
    const cells = {
      contactMade: text(value),
      contactDate: text(value),
      resolution: text(value),
      comments: text(value),
    };
    const row = sampleRow(1, { consumerName: value, reference: value, key: value, cells });
    const sheet = await reportSheet(
      sampleReport([row], { organizationName: value, exchangeName: value, purpose: 'corrections' }),
    );
    const expected = value.replace('\r\n', '\n');
    for (const column of ['A', 'B', 'D', 'E', 'G', 'H']) {
      expect(sheet.cells.get(`${column}7`)).toMatchObject({
        value: expected,
        ...{ type: 's', isFormula: false, format: '@' },
      });
    }
    expect(sheet.cells.get('F7')).toMatchObject({ value: expected, type: 's', isFormula: false });
    expect(sheet.cells.get('B3')).toMatchObject({ value: expected, type: 's', isFormula: false });
    expect([...sheet.cells].filter(([, { isFormula }]) => isFormula).map(([address]) => address)).toEqual([
      'I7',
    ]);
  },
);

test('texts that the file format cannot hold lose only what it cannot hold', async () => {
  const comments = [
    `a\u0000b\ufffec\ud800d <&>"'`,
    '_x0041_',
    ' two  spaces ',
    'x'.repeat(40_000),
    'Łódź 😀',
  ];
  const rows = comments.map((value, i) => sampleRow(i, { cells: { comments: text(value) } }));
  const sheet = await reportSheet(sampleReport(rows));
  expect(rows.map((_, i) => sheet.cells.get(`H${7 + i}`)?.value)).toEqual([
    `abcd <&>"'`,
    // As the format writes an underscore that is followed by what looks like one of its own marks.
    '_x005F_x0041_',
    ' two  spaces ',
    'x'.repeat(32_767),
    'Łódź 😀',
  ]);
});

test('drop-downs offer Y and N, and the nine resolutions in their order', async () => {
  const sheets = await open(sampleReport([sampleRow(1), sampleRow(2)]));
  const rules = all(sheetNamed(sheets, 'Report').xml, 'dataValidation').map(({ attributes, children }) => ({
    ...{ at: attributes['sqref'], type: attributes['type'], style: attributes['errorStyle'] },
    formula: children[0]?.text,
  }));
  expect(rules).toEqual([
    { at: 'E7:E8', type: 'list', style: 'stop', formula: 'Lists!$B$1:$B$2' },
    {
      ...{ at: 'F7:F8', type: 'custom', style: 'stop' },
      formula: 'AND(ISNUMBER(F7),F7>=DATE(2013,1,1),F7<TODAY()+1)',
    },
    { at: 'G7:G8', type: 'list', style: 'stop', formula: 'Lists!$A$1:$A$9' },
  ]);
  const lists = sheetNamed(sheets, 'Lists');
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((row) => lists.cells.get(`A${row}`)?.value)).toEqual([
    ...['Eligible for MA', 'Eligible for MinnesotaCare', 'Enrolled in QHP', 'Eligible for QHP no enrollment'],
    ...['No longer needs assistance', 'Referred to another certified assister', 'Unable to contact'],
    ...['Assisted with technical issue only', 'Contact made appointment scheduled'],
  ]);
  expect(['B1', 'B2', 'B3', 'A10'].map((address) => lists.cells.get(address)?.value)).toEqual([
    ...['Y', 'N', undefined, undefined],
  ]);
});

test('the marks say which report it is, all as text', async () => {
  const marks = sheetNamed(await open(sampleReport([sampleRow(1)], { revision: 12 })), '_report');
  expect([1, 2, 3].map((row) => rowValues(marks, row, 2))).toEqual([
    ['reportId', '0192f0c1-0000-7000-8000-000000000001'],
    ['revision', '12'],
    ['layout', '1'],
  ]);
  expect([...marks.cells.values()].map(({ type }) => type)).toEqual(Array(6).fill('s'));
});

test('corrections have what is wrong beside each row', async () => {
  const problems = [
    { path: 'contactDate', message: 'This date is in the future.' },
    { path: 'resolution', message: 'Resolution is missing.' },
  ];
  const cells = { contactMade: text('yes'), contactDate: text('soon') };
  const sheet = await reportSheet(
    sampleReport([sampleRow(1, { problems, cells })], { purpose: 'corrections' }),
  );
  expect(sheet.cells.get('B2')?.value).toBe('Preferred Assister Report: rows to correct');
  expect(rowValues(sheet, 6, 10)).toEqual([...HEADINGS, 'What to correct']);
  expect(sheet.cells.get('J7')?.value).toBe(
    'Contact Date: This date is in the future.\nResolution: Resolution is missing.',
  );
  expect(sheet.cells.get('F7')).toMatchObject({ value: 'soon', type: 's' });
});

test('a report without rows says that there is nothing to do', async () => {
  const sheet = await reportSheet(sampleReport([]));
  expect(sheet.cells.get('B5')?.value).toMatch(/^No referrals were sent to you in this period\./);
  expect(rowValues(sheet, 6, 9)).toEqual(HEADINGS);
  expect(all(sheet.xml, 'row')).toHaveLength(6);
});

test('the instructions name the due date, the rules, every resolution, and whom to ask', async () => {
  const sheets = await open(sampleReport([sampleRow(1)], { dueOn: localDate('2029-01-03') }));
  const words = [...sheetNamed(sheets, 'Instructions').cells.values()].map(({ value }) => value).join('\n');
  expect(words).toContain('send it back by January 3, 2029.');
  expect(words).toContain('If Contact Made is N: leave Contact Date empty.');
  expect(words).toContain('Write to spoc@example.org or call (651) 555-0100.');
  for (const resolution of resolutions.map(({ words }) => words)) expect(words).toContain(resolution);
});

test('ten thousand rows need no more rules than ten', async () => {
  const rulesOf = ({ xml }: OpenedSheet): number =>
    all(xml, 'dataValidation').length + all(xml, 'cfRule').length;
  const rows = Array.from({ length: 10_000 }, (_, i) => sampleRow(i));
  const large = await reportSheet(sampleReport(rows));
  expect(rulesOf(large)).toBe(rulesOf(await reportSheet(sampleReport(rows.slice(0, 10)))));
  expect(large.cells.get('A10006')?.value).toBe('key-9999');
  expect(all(large.xml, 'dataValidation').map(({ attributes }) => attributes['sqref'])).toEqual([
    ...['E7:E10006', 'F7:F10006', 'G7:G10006'],
  ]);
  // The words of the formula are written once; each of them would be a kilobyte more.
  expect(all(large.xml, 'f').filter(({ text: words }) => words !== '')).toHaveLength(1);
});
