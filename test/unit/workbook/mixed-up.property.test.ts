import { Workbook, type Worksheet } from 'exceljs';
import fc from 'fast-check';
import { DomainError } from '../../../src/domain/errors';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import { takeReturn, type TakenReturn } from '../../../src/domain/report/take-return';
import { localDate } from '../../../src/domain/time';
import { read } from '../support/read-workbook';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { sampleReport, sampleRow } from '../../support/sample-workbook';
import { COLUMNS, markOf, withOneSlip, type MixedUp } from '../report/mixed-up/sheets';
import { resolutions } from '../../support/minnesota-terms';

/** Our own file, opened, changed and written again by the library that our writer does not use for whole files. */
const FILES = 300;
const FIRST_ROW = 7;
const TODAY = localDate('2026-11-25');

const MOST_ROWS = 9;

const book = new Workbook();
beforeAll(async () => {
  const rows = Array.from({ length: MOST_ROWS }, (_, index) => sampleRow(index));
  const file = await createWorkbookWriter().write(sampleReport(rows));
  await book.xlsx.load(new Uint8Array(file).buffer);
});

async function writtenAgain({ sheet }: MixedUp): Promise<Buffer> {
  const ours = book.getWorksheet('Report');
  if (ours === undefined) throw new Error('no sheet');
  for (let index = 0; index < MOST_ROWS; index += 1) fill(ours, FIRST_ROW + index, sheet[index] ?? []);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function fill(sheet: Worksheet, number: number, cells: readonly string[]): void {
  COLUMNS.forEach((_name, index) => {
    const text = cells[index] ?? '';
    sheet.getRow(number).getCell(index + 1).value = text === '' ? null : text;
  });
}

async function take(mixed: MixedUp): Promise<TakenReturn | null> {
  const workbook = await read(await writtenAgain(mixed));
  const rows = mixed.report.map((row) => ({
    ...row,
    statement: NOTHING_SAID,
    base: NOTHING_SAID,
    over: false,
    ...{ referredOn: localDate('2026-01-05'), asked: [] },
  }));
  try {
    return takeReturn({
      rows,
      workbook,
      olderThanNewest: false,
      today: TODAY,
      daysBefore: 30,
      resolutions,
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'workbook-refused') return null;
    throw error;
  }
}

test('a workbook whose cells another program sorted, deleted, inserted, filled down, swapped or moved gives no answer to another consumer', async () => {
  const outcomes = { refused: 0, taken: 0 };
  await fc.assert(
    fc.asyncProperty(withOneSlip, async (mixed) => {
      const taken = await take(mixed);
      if (taken === null) outcomes.refused += 1;
      else outcomes.taken += taken.statements.length;
      const said = (taken?.statements ?? []).map(({ rowId, statement }) => [
        statement.comments,
        markOf(rowId),
      ]);
      expect(said.filter(([comments, own]) => comments !== own)).toEqual([]);
    }),
    { numRuns: FILES },
  );
  // Neither everything nor nothing was refused.
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.taken).toBeGreaterThan(0);
});
