import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';
import { HEADER, parts, reportFile, reportSheets, zipOf, type Cell } from '../support/workbook-parts';
import { read } from '../support/read-workbook';

describe('rows', () => {
  test('that are hidden or filtered out are rows like others', async () => {
    const [report, ...others] = reportSheets([['k1'], ['k2'], ['k3']]);
    if (report === undefined) throw new Error('no sheet');
    const rows = report.rows.map((row, at) => (at > 2 ? { ...row, attributes: ' hidden="1" ht="0"' } : row));
    const after =
      '<autoFilter ref="A3:H6"><filterColumn colId="4"><filters><filter val="Y"/></filters></filterColumn></autoFilter>';
    const found = await read(zipOf(parts([{ ...report, rows, after }, ...others])));
    expect(found.rows.map(({ key }) => key)).toEqual(['k1', 'k2', 'k3']);
  });

  test('that are merged are blank below the first', async () => {
    const [report, ...others] = reportSheets([
      ['k1', 'One', 46_000, 'AL-1', 'Y', 46_001],
      ['k2', 'Two', 46_000, 'AL-2', null, null],
    ]);
    if (report === undefined) throw new Error('no sheet');
    const after = '<mergeCells count="2"><mergeCell ref="E4:E5"/><mergeCell ref="F4:F5"/></mergeCells>';
    const found = await read(zipOf(parts([{ ...report, after }, ...others])));
    expect(found.rows.map(({ cells }) => [cells.contactMade.kind, cells.contactDate.kind])).toEqual([
      ['text', 'number'],
      ['blank', 'blank'],
    ]);
  });

  test('without anything in our columns are left out; one without its key is not', async () => {
    const nothing: Cell[] = Array<Cell>(9).fill(null);
    const found = await read(
      reportFile([
        ['k1'],
        nothing,
        [...nothing, 'a note beside the table'],
        [' '],
        [null, 'Somebody'],
        ['k2'],
      ]),
    );
    expect(found.rows.map(({ rowNumber, key, consumerName }) => [rowNumber, key, consumerName])).toEqual([
      [4, 'k1', ''],
      [8, null, 'Somebody'],
      [9, 'k2', ''],
    ]);
  });
});

describe('columns', () => {
  test('are found in any order, among others, whatever the case and the spaces', async () => {
    const header = [
      'Notes',
      ' comments',
      'RESOLUTION',
      'Contact  Date ',
      'contact made',
      'Consumer',
      'row KEY',
      'Comments',
    ];
    const row = ['mine', 'theirs', 'Enrolled', 46_001, 'Y', 'Sample Person', 'k1', 'a second one'];
    const found = await read(zipOf(parts(reportSheets([row], header))));
    expect(found.rows).toEqual([
      {
        rowNumber: 4,
        key: 'k1',
        consumerName: 'Sample Person',
        reference: '',
        cells: {
          contactMade: { kind: 'text', text: 'Y' },
          contactDate: { kind: 'number', value: 46_001 },
          resolution: { kind: 'text', text: 'Enrolled' },
          comments: { kind: 'text', text: 'theirs' },
        },
      },
    ]);
  });

  test('may lack the comments', async () => {
    const header = ['Row key', 'Reference', 'Contact Made', 'Contact Date', 'Resolution'];
    const found = await read(zipOf(parts(reportSheets([['k1', 'AL-1', 'Y']], header))));
    expect(found.rows[0]?.cells.comments).toEqual({ kind: 'blank' });
  });

  test.each([
    ...[['Row key'], ['Contact Made'], ['Contact Date'], ['Resolution']],
    // What the consumer is known by, to compare it with the key.
    ['Consumer', 'Reference'],
  ])('may not lack %s', async (...missing) => {
    const header = HEADER.map((words) => (missing.includes(words) ? 'Something else' : words));
    expect(await readWorkbook(zipOf(parts(reportSheets([['k1']], header))))).toEqual({
      outcome: 'refused',
      problem: 'not-our-report',
    });
  });

  test.each([0x00ad, 0x200b, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0xfeff])(
    'have names in which the invisible character %d makes no difference',
    async (code) => {
      const mark = String.fromCharCode(code);
      const header = HEADER.map((words) => `${mark}${words.replace(' ', `${mark} `)}${mark}`);
      const [report, instructions, marks] = reportSheets(
        [[`${mark}k1`, 'Sample Person', null, 'AL-1', 'Y']],
        header,
      );
      if (report === undefined || instructions === undefined || marks === undefined)
        throw new Error('no sheet');
      const rows = marks.rows.map(({ cells }) => ({
        cells: cells.map((cell) => `${mark}${typeof cell === 'string' ? cell : ''}`),
      }));
      const found = await read(
        zipOf(parts([report, instructions, { ...marks, name: `_report${mark}`, rows }])),
      );
      expect(found).toMatchObject({
        reportId: '0199a000-0000-7000-8000-000000000001',
        revision: 7,
        rows: [{ key: 'k1', cells: { contactMade: { kind: 'text' } } }],
      });
    },
  );

  test('are looked for in the first 40 rows', async () => {
    const at = (number: number) => {
      const rows = [{ cells: ['A title'] }, { number, cells: HEADER }, { number: number + 1, cells: ['k1'] }];
      return readWorkbook(zipOf(parts([{ name: 'Report', rows }])));
    };
    expect(await at(40)).toMatchObject({ outcome: 'read' });
    expect(await at(41)).toEqual({ outcome: 'refused', problem: 'not-our-report' });
  });
});

describe('the sheet', () => {
  test('is found under another name, behind others', async () => {
    const [report, ...others] = reportSheets([['k1']]);
    if (report === undefined) throw new Error('no sheet');
    const own = { name: 'Report', rows: [{ cells: ['My own report'] }] };
    const found = await read(zipOf(parts([own, ...others, { ...report, name: 'Done by Sam' }])));
    expect(found.rows.map(({ key }) => key)).toEqual(['k1']);
  });

  test('of which there is a copy: its rows that differ are found, too', async () => {
    const typed = (name: string, made: string): Cell[] => [name, 'Sample Person', 46_000, 'AL-1', made];
    const [report, ...others] = reportSheets([typed('k1', 'Y'), typed('k2', 'N'), typed('k3', 'N')]);
    const [copy] = reportSheets([typed('k3', 'N'), typed('k2', 'Y'), typed('k1', 'Y')]);
    if (report === undefined || copy === undefined) throw new Error('no sheet');
    for (const sheets of [
      [report, ...others, { ...copy, name: 'Report (2)' }],
      [{ ...copy, name: 'Report (2)' }, report, ...others],
    ]) {
      const found = await read(zipOf(parts(sheets)));
      expect(found.rows.map(({ key }) => key)).toEqual(['k1', 'k2', 'k3']);
      expect(found.copies).toMatchObject([{ key: 'k2', cells: { contactMade: { text: 'Y' } } }]);
    }
  });

  test('may stand beside one that no program could show', async () => {
    const made = parts(reportSheets([['k1'], ['k2']]));
    made.set('xl/worksheets/sheet2.xml', '<worksheet><sheetData><row><c t="s"><v>99999</v></c></row>');
    const found = await read(zipOf(made));
    expect([found.rows.map(({ key }) => key), found.copies]).toEqual([['k1', 'k2'], []]);
  });

  test('may stand beside somebody’s own that looks a little like it', async () => {
    const own = { name: 'Calls', rows: [{ cells: ['Row key', 'Contact Made'] }, { cells: ['k1', 'Y'] }] };
    const found = await read(zipOf(parts([...reportSheets([['k1']]), own])));
    expect(found).toMatchObject({ rows: [{ key: 'k1' }], copies: [] });
  });

  test('without the marks is read, and says that it does not know which report it is', async () => {
    const sheets = reportSheets([['k1']]).filter(({ name }) => name !== '_report');
    expect(await read(zipOf(parts(sheets)))).toMatchObject({
      reportId: null,
      revision: null,
      rows: [{ key: 'k1' }],
    });
  });

  test.each<[string, Cell, number | null]>([
    ['a number', 12, 12],
    ['a text', '12', 12],
    ['a word', 'twelve', null],
    ['a number below zero', -1, null],
    ['a part of a number', 1.5, null],
  ])('has a revision that is %s', async (_name, revision, expected) => {
    const marks = {
      name: '_report',
      rows: [{ cells: ['reportId', 'r'] }, { cells: ['revision', revision] }],
    };
    const sheets = reportSheets([['k1']]).map((sheet) => (sheet.name === '_report' ? marks : sheet));
    expect((await read(zipOf(parts(sheets)))).revision).toBe(expected);
  });
});
