import { createWorkbookReader } from '../../../src/infra/workbook/reader/workbook-reader';
import { watched } from '../../support/child-memory';
import { reportFile, reportSheets, parts, zipOf, type Cell } from '../support/workbook-parts';

/** The ceilings: a return of 10,000 rows in 3 seconds to its answer, of which reading is to be half. */
const MOST_MS = 1_500;
const MOST_MIB = 300;

function rows(count: number, comment: string): Cell[][] {
  return Array.from({ length: count }, (_, at) => [
    ...[`0199a000-0000-7000-8000-${String(at).padStart(12, '0')}`, `Sample Person ${at}`, 46_000, `AL-${at}`],
    ...['Y', 46_002, 'Contact made; enrolled in a qualified health plan', `${comment} ${at}`],
    { formula: `IF(E${at + 4}="","Contact Made","")`, shows: '' },
  ]);
}

const reader = createWorkbookReader();

test.each(['shared', 'inline'] as const)('10,000 rows, %s strings', async (strings) => {
  const file = reportFile(rows(10_000, 'Called twice, then met at the clinic'), { strings });
  const { result, ms, peakMiB } = await watched(() => reader.read(file));
  expect(result.outcome === 'read' && result.workbook.rows.length).toBe(10_000);
  expect(result).toMatchObject({ workbook: { rows: { 9_999: { rowNumber: 10_003 } } } });
  expect(ms).toBeLessThan(MOST_MS);
  expect(peakMiB).toBeLessThan(MOST_MIB);
});

test('as much as is taken at all', async () => {
  // Every limit is nearly reached: rows, cells of a row, texts of the answer, and those in three bytes a character.
  const beside: Cell[] = Array<Cell>(40).fill(1);
  const made = parts(reportSheets(rows(19_000, '山'.repeat(300)).map((row) => [...row, ...beside])), {
    strings: 'shared',
    references: false,
  });
  const { result, ms, peakMiB } = await watched(() => reader.read(zipOf(made)));
  console.error(
    'max',
    ms,
    peakMiB,
    [...made].map(([n, d]) => [n, d.length]),
  );
  expect(result).toMatchObject({ workbook: { rows: { length: 19_000 } } });
  expect(peakMiB).toBeLessThan(MOST_MIB);
});
