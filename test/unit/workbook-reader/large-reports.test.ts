import { watched } from '../../support/child-memory';
import { HEADER, reportFile, reportSheets, parts, zipOf, type Cell } from '../support/workbook-parts';
import { createWorkbookReader } from '../support/workbook-reader';

/** A worker reads beside its other work. */
const MOST_MIB = 300;

function rows(count: number, comment: string): Cell[][] {
  return Array.from({ length: count }, (_, at) => [
    ...[`0199a000-0000-7000-8000-${String(at).padStart(12, '0')}`, `Sample Person ${at}`, 46_000, `AL-${at}`],
    ...['Y', 46_002, 'Contact made; enrolled in a qualified health plan', `${comment} ${at}`],
    { formula: `IF(E${at + 4}="","Contact Made","")`, shows: '' },
  ]);
}

const HEADER_ROW = `<row>${HEADER.map((words) => `<c t="str"><v>${words}</v></c>`).join('')}</row>`;

const reader = createWorkbookReader();

test.each(['shared', 'inline'] as const)('10,000 rows, %s strings', async (strings) => {
  const file = reportFile(rows(10_000, 'Called twice, then met at the clinic'), { strings });
  const { result, peakMiB } = await watched(() => reader.read(file));
  expect(result.outcome === 'read' && result.workbook.rows.length).toBe(10_000);
  expect(result).toMatchObject({ workbook: { rows: { 9_999: { rowNumber: 10_003 } } } });
  expect(peakMiB).toBeLessThan(MOST_MIB);
});

describe('what costs the most, within every limit', () => {
  const sheet = (rows: string) => ({
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${HEADER_ROW}${rows}</sheetData></worksheet>`,
  });
  const filled = (piece: string, mib: number) => piece.repeat(Math.floor((mib * 2 ** 20) / piece.length));

  test.each<[string, () => Record<string, string>]>([
    ['cells without anything', () => sheet(filled(`<row>${'<c/>'.repeat(16_000)}</row>`, 31))],
    ['a hundred cells in every row', () => sheet(filled(`<row>${'<c><v>1</v></c>'.repeat(100)}</row>`, 29))],
    [
      'references to characters',
      () => sheet(filled(`<row><c t="str"><v>${'&amp;'.repeat(16_000)}</v></c></row>`, 31)),
    ],
    [
      'elements that mean nothing',
      () => ({ 'xl/worksheets/sheet1.xml': `<worksheet>${filled('<a/>', 31)}<sheetData/></worksheet>` }),
    ],
    [
      'shared strings that are not shared',
      () => ({ 'xl/sharedStrings.xml': `<sst>${filled(`<si><t>${'é'.repeat(30)}</t></si>`, 29)}</sst>` }),
    ],
    [
      'relationships',
      () => ({
        'xl/_rels/a.rels': `<a>${filled('<Relationship Id="aaaa" Target="aaaaaaaaaaaa"/>', 31)}</a>`,
      }),
    ],
    [
      'sheets',
      () => ({
        'xl/workbook.xml': `<workbook><sheets>${filled('<sheet name="a" id="rId1"/>', 31)}</sheets></workbook>`,
      }),
    ],
  ])('%s', async (_name, change) => {
    const file = zipOf(new Map([...parts(reportSheets([['k1']])), ...Object.entries(change())]));
    const { result, ms, peakMiB } = await watched(() => reader.read(file));
    expect(['read', 'refused']).toContain(result.outcome);
    expect(ms).toBeLessThan(5_000);
    expect(peakMiB).toBeLessThan(MOST_MIB);
  });

  test('an answer as long as is taken', async () => {
    const beside: Cell[] = Array<Cell>(40).fill(1);
    const all = rows(19_000, '山'.repeat(300)).map((row) => [...row, ...beside]);
    const file = zipOf(parts(reportSheets(all), { references: false }));
    // What is measured is memory: the time is for the machine to say.
    const patient = createWorkbookReader({ deadlineMs: 60_000 });
    const { result, peakMiB } = await watched(() => patient.read(file));
    expect(result).toMatchObject({ workbook: { rows: { length: 19_000 } } });
    expect(peakMiB).toBeLessThan(MOST_MIB);
  });
});
