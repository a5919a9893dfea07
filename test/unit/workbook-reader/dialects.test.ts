import type { FoundRow, FoundWorkbook } from '../../../src/domain/report/workbook';
import { readWorkbook } from '../../../src/infra/workbook/reader/read-workbook';
import {
  HEADER,
  parts,
  reportFile,
  reportSheets,
  zipOf,
  type Cell,
  type Dialect,
} from '../support/workbook-parts';

async function read(file: Buffer): Promise<FoundWorkbook> {
  const reading = await readWorkbook(file);
  if (reading.outcome !== 'read') throw new Error(`was refused: ${reading.problem}`);
  return reading.workbook;
}

async function onlyRow(cells: readonly Cell[], dialect: Dialect = {}): Promise<FoundRow> {
  const { rows } = await read(reportFile([cells], dialect));
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows`);
  return row;
}

const GIVEN = ['k1', 'Sample Person One', 46_000, 'AL-0001'] as const;

describe('the same report', () => {
  const dialects: [string, Dialect][] = [
    ['as Excel writes it', {}],
    ['with inline strings', { strings: 'inline' }],
    ['with a prefix at every name', { prefix: 'x:' }],
    ['with a prefix and inline strings', { prefix: 'x:', strings: 'inline' }],
    ['in the strict form', { strict: true }],
    ['with targets from the root', { absoluteTargets: true }],
    ['with its strings elsewhere', { stringsPart: 'SharedStrings1.xml' }],
  ];
  test.each(dialects)('%s', async (_name, dialect) => {
    const found = await read(
      reportFile(
        [
          [...GIVEN, 'Y', 46_002.5, 'Enrolled in QHP', 'Called <twice> & wrote'],
          ['k2', 'Sample Person Two', 46_000, 'AL-0002', 'N', null, 'Unable to contact', null],
        ],
        dialect,
      ),
    );
    expect(found).toEqual({
      reportId: '0199a000-0000-7000-8000-000000000001',
      revision: 7,
      savedAt: '2026-12-28T16:05:00.000Z',
      uses1904: false,
      rows: [
        {
          rowNumber: 4,
          key: 'k1',
          consumerName: 'Sample Person One',
          reference: 'AL-0001',
          cells: {
            contactMade: { kind: 'text', text: 'Y' },
            contactDate: { kind: 'number', value: 46_002.5 },
            resolution: { kind: 'text', text: 'Enrolled in QHP' },
            comments: { kind: 'text', text: 'Called <twice> & wrote' },
          },
        },
        {
          rowNumber: 5,
          key: 'k2',
          consumerName: 'Sample Person Two',
          reference: 'AL-0002',
          cells: {
            contactMade: { kind: 'text', text: 'N' },
            contactDate: { kind: 'blank' },
            resolution: { kind: 'text', text: 'Unable to contact' },
            comments: { kind: 'blank' },
          },
        },
      ],
      copies: [],
    });
  });

  test('without references, positions are counted', async () => {
    const found = await read(reportFile([[...GIVEN, 'Y', 46_002]], { references: false }));
    expect(found.rows.map(({ rowNumber, key }) => [rowNumber, key])).toEqual([[3, 'k1']]);
    expect(found.rows[0]?.cells.contactDate).toEqual({ kind: 'number', value: 46_002 });
  });

  test('says when its days count from 1904', async () => {
    expect((await read(reportFile([[...GIVEN]], { date1904: true }))).uses1904).toBe(true);
  });

  test.each([
    ['2026-12-28T10:05:30-06:00', '2026-12-28T16:05:30.000Z'],
    ['2026-12-28T16:05:30.25Z', '2026-12-28T16:05:30.250Z'],
    ['2026-12-28T16:05:30', null],
    ['2026-13-28T16:05:30Z', null],
    ['9999-12-31T23:59:59-12:00', null],
    ['yesterday', null],
    [null, null],
  ])('saved at %s', async (modified, savedAt) => {
    expect((await read(reportFile([[...GIVEN]], { modified }))).savedAt).toBe(savedAt);
  });
});

describe('a cell', () => {
  test.each<[string, Cell, unknown]>([
    ['a text in several formats', { runs: ['Called ', 'twice'] }, { kind: 'text', text: 'Called twice' }],
    ['how it is pronounced', { runs: ['山田'], phonetic: 'ヤマダ' }, { kind: 'text', text: '山田' }],
    ['spaces around it', '  Y ', { kind: 'text', text: '  Y ' }],
    ['two lines', 'one\ntwo', { kind: 'text', text: 'one\ntwo' }],
    ['an escaped carriage return', 'one_x000D_two', { kind: 'text', text: 'one\rtwo' }],
    ['an escaped underscore', 'a_x005F_x000D_b', { kind: 'text', text: 'a_x000D_b' }],
    ['an escaped NUL', 'a_x0000_b', { kind: 'text', text: 'ab' }],
    ['half a character', 'a_xD83D_b', { kind: 'text', text: 'a\uFFFDb' }],
    ['an emoji in two halves', '_xD83D__xDE00_', { kind: 'text', text: '😀' }],
    ['an empty text', '', { kind: 'blank' }],
    ['a number', 12.5, { kind: 'number', value: 12.5 }],
    ['a boolean', true, { kind: 'boolean', value: true }],
    ['an error', { error: '#N/A' }, { kind: 'error', text: '#N/A' }],
    ['an ISO date', { isoDate: '2026-12-01T00:00:00' }, { kind: 'text', text: '2026-12-01' }],
    [
      'an ISO date with a time',
      { isoDate: '2026-12-01T14:30:00.000' },
      { kind: 'text', text: '2026-12-01 14:30' },
    ],
    ['an ISO time', { isoDate: '1899-12-30T14:30:15' }, { kind: 'text', text: '14:30:15' }],
    ['a formula that shows a text', { formula: 'IF(TRUE,"Y","N")', shows: 'Y' }, { kind: 'formula' }],
    ['a formula that shows a number', { formula: 'TODAY()', shows: 46_010 }, { kind: 'formula' }],
    ['a formula that was never computed', { xml: '<c r="H4"><f>A1</f></c>' }, { kind: 'formula' }],
    [
      'a part of a shared formula',
      { xml: '<c r="H4"><f t="shared" si="0"/><v>1</v></c>' },
      { kind: 'formula' },
    ],
    ['a number that is none', { xml: '<c r="H4"><v>one</v></c>' }, { kind: 'text', text: 'one' }],
    ['a number beyond all', { xml: '<c r="H4"><v>1e999</v></c>' }, { kind: 'text', text: '1e999' }],
    [
      'a text in CDATA',
      { xml: '<c r="H4" t="str"><v><![CDATA[a & b]]>!</v></c>' },
      { kind: 'text', text: 'a & b!' },
    ],
  ])('with %s', async (_name, cell, expected) => {
    const row = await onlyRow([...GIVEN, 'Y', null, null, cell]);
    expect(row.cells.comments).toEqual(expected);
  });

  test.each(['shared', 'inline'] as const)('holds no more text than Excel lets it (%s)', async (strings) => {
    const row = await onlyRow([...GIVEN, 'N', null, null, 'é'.repeat(40_000)], { strings });
    expect(row.cells.comments).toEqual({ kind: 'text', text: 'é'.repeat(32_767) });
  });

  test('of ours may hold a formula without harm', async () => {
    const row = await onlyRow([...GIVEN, 'Y', null, null, null, { formula: 'IF(E4="","!","")', shows: '!' }]);
    expect(row.cells).toEqual({
      contactMade: { kind: 'text', text: 'Y' },
      contactDate: { kind: 'blank' },
      resolution: { kind: 'blank' },
      comments: { kind: 'blank' },
    });
  });
});

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
