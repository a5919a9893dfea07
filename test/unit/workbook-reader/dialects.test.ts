import type { FoundRow } from '../../../src/domain/report/workbook';
import { reportFile, type Cell, type Dialect } from '../support/workbook-parts';
import { read } from '../support/read-workbook';

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
