import fc from 'fast-check';
import { contactDates } from '../../../src/domain/contact-dates';
import { isComplete, isSame, NOTHING_SAID, statementProblems } from '../../../src/domain/report/statement';
import { takeReturn, type TakenReturn } from '../../../src/domain/report/take-return';
import type { ReturnRow } from '../../../src/domain/report/whole-file';
import type { FoundCell, FoundRow } from '../../../src/domain/report/workbook';
import { localDate } from '../../../src/domain/time';
import { foundRow, foundWorkbook, referenceOf } from '../support/reports';
import { RESOLUTIONS, resolutions, rules } from '../../support/minnesota-terms';

const TODAY = localDate('2026-11-25');
const REFERRED_ON = localDate('2026-11-10');
const DATES = contactDates({ referredOn: REFERRED_ON, today: TODAY, daysBefore: 30 });
const IDS = ['xa', 'xb', 'xc', 'xd', 'xe', 'xf'];

const text = (...values: string[]) =>
  fc.constantFrom(...values).map((value): FoundCell => ({ kind: 'text', text: value }));
const odd = fc.constantFrom<FoundCell>(
  { kind: 'blank' },
  { kind: 'formula' },
  { kind: 'error', text: '#N/A' },
  { kind: 'number', value: 46346 },
  { kind: 'boolean', value: true },
);
const cell = (usual: fc.Arbitrary<FoundCell>) =>
  fc.oneof(
    { weight: 6, arbitrary: usual },
    { weight: 3, arbitrary: fc.constant<FoundCell>({ kind: 'blank' }) },
    { weight: 1, arbitrary: odd },
  );
const cells = fc.record({
  contactMade: cell(text('Y', 'n', 'yes', 'x')),
  contactDate: cell(text('11/20/2026', '11/21/2026', '12/1/2026', 'soon')),
  resolution: cell(text(...resolutions.map(({ words }) => words), 'done')),
  comments: cell(text('one', 'two')),
});
const found = fc
  .array(fc.tuple(fc.constantFrom(...IDS, null, 'unknown'), cells), { maxLength: 10 })
  .map((rows) => rows.map(([key, typed], index) => foundRow(key, typed, index + 8)));

/** What can be on record: not contradictory, perhaps incomplete. */
const onRecord = fc
  .record({
    contactMade: fc.constantFrom(true, false, null),
    contactOn: fc.constantFrom(localDate('2026-11-18'), localDate('2026-11-20'), null),
    resolution: fc.constantFrom(...RESOLUTIONS, null),
    comments: fc.constantFrom('known', null),
  })
  .map((said) => {
    const bad = new Set(statementProblems(said, DATES, rules).map(({ message }) => /missing/.test(message)));
    return bad.has(false) ? NOTHING_SAID : said;
  });
const rows = fc.tuple(...IDS.map(() => fc.tuple(onRecord, onRecord, fc.boolean()))).map((each) =>
  each.map(([statement, base, over], index): ReturnRow => ({
    id: IDS[index] ?? '',
    referralId: referenceOf(IDS[index] ?? ''),
    consumerName: `Sample ${index}`,
    referredOn: REFERRED_ON,
    asked: [],
    statement,
    base,
    over,
  })),
);
const olderThanNewest = fc.boolean();

function take(report: readonly ReturnRow[], file: readonly FoundRow[], older: boolean): TakenReturn {
  const about = { olderThanNewest: older, today: TODAY, daysBefore: 30, resolutions };
  return takeReturn({ rows: report, workbook: foundWorkbook(file), ...about });
}

function after(report: readonly ReturnRow[], { statements }: TakenReturn): ReturnRow[] {
  const said = new Map(statements.map(({ rowId, statement }) => [rowId, statement]));
  return report.map((row) => ({ ...row, statement: said.get(row.id) ?? row.statement }));
}

/** Problems stand in the order of the file, and of two equal rows the first one is named. */
function inAnyOrder({ problems }: TakenReturn): string[] {
  return problems.map(({ rowId, errors }) => JSON.stringify({ rowId, errors })).sort();
}

test('every statement is good, complete and new; every row that was read is one of three', () => {
  fc.assert(
    fc.property(rows, found, olderThanNewest, (report, file, older) => {
      const taken = take(report, file, older);
      for (const { rowId, statement } of taken.statements) {
        expect(statementProblems(statement, DATES, rules)).toEqual([]);
        expect(isComplete(statement, rules)).toBe(true);
        const before = report.find(({ id }) => id === rowId);
        expect(before !== undefined && !isSame(statement, before.statement)).toBe(true);
      }
      const { rowsRead, statements, problems, unchanged } = taken;
      expect(statements.length + problems.length + unchanged).toBe(rowsRead);
      expect(rowsRead).toBeLessThanOrEqual(file.length);
      expect(new Set(statements.map(({ rowId }) => rowId)).size).toBe(statements.length);
      expect(problems.every(({ errors }) => errors.length > 0)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the order of the rows makes no difference', () => {
  const shuffled = found.chain((file) =>
    fc.tuple(fc.constant(file), fc.shuffledSubarray(file, { minLength: file.length })),
  );
  fc.assert(
    fc.property(rows, shuffled, olderThanNewest, (report, [file, permuted], older) => {
      const [one, other] = [take(report, file, older), take(report, permuted, older)];
      expect(other.statements).toEqual(one.statements);
      expect([other.rowsRead, other.unchanged]).toEqual([one.rowsRead, one.unchanged]);
      expect(inAnyOrder(other)).toEqual(inAnyOrder(one));
    }),
    { numRuns: 1000 },
  );
});

test('taken twice is taken once', () => {
  fc.assert(
    fc.property(rows, found, olderThanNewest, (report, file, older) => {
      const first = take(report, file, older);
      const second = take(after(report, first), file, older);
      expect(second.statements).toEqual([]);
      expect(second.problems).toEqual(first.problems);
    }),
    { numRuns: 1000 },
  );
});

test('an older file changes nothing that is known', () => {
  fc.assert(
    fc.property(rows, found, (report, file) => {
      for (const { rowId, statement } of take(report, file, true).statements) {
        const known = report.find(({ id }) => id === rowId)?.statement ?? NOTHING_SAID;
        const lost = (Object.keys(known) as (keyof typeof known)[]).filter(
          (part) => known[part] !== null && known[part] !== statement[part],
        );
        expect(lost).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a row that is not in the file is not changed', () => {
  fc.assert(
    fc.property(rows, found, olderThanNewest, (report, file, older) => {
      const keys = new Set(file.map(({ key }) => key));
      const { statements } = take(report, file, older);
      expect(statements.filter(({ rowId }) => !keys.has(rowId))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
