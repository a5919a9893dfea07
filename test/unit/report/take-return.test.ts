import { NOTHING_SAID, type RowStatement } from '../../../src/domain/report/statement';
import { localDate } from '../../../src/domain/time';
import { foundRow, GOOD, ROW_IDS } from '../support/reports';
import { CONTACTED, GOOD_SAID, row, take } from '../support/returned-rows';

const [A, B, C] = ROW_IDS;
const NOT_REACHED: RowStatement = {
  ...NOTHING_SAID,
  contactMade: false,
  resolution: 'unable-to-contact',
};

test('good rows are taken, wrong ones come back, the others change nothing', () => {
  const found = [foundRow(C, { contactMade: 'N' }, 7), foundRow(A, GOOD, 8), foundRow(B, {}, 9)];
  expect(take([row(A), row(B), row(C)], found)).toEqual({
    rowsRead: 3,
    statements: [{ rowId: A, statement: GOOD_SAID }],
    unchanged: 1,
    problems: [
      {
        rowNumber: 7,
        rowId: C,
        consumerName: 'Sample Consumer',
        typed: { contactMade: 'N' },
        errors: [{ path: 'resolution', message: 'Resolution is missing.' }],
      },
    ],
  });
});

test.each<[string, Parameters<typeof foundRow>[1], string[]]>([
  ['a date in the future', { ...GOOD, contactDate: '11/26/2026' }, ['contactDate']],
  ['Y without a date', { contactMade: 'Y', resolution: 'Eligible for MA' }, ['contactDate']],
  ['only comments', { comments: 'Called twice' }, ['contactMade', 'resolution']],
  ['N with a date', { ...GOOD, contactMade: 'N', resolution: 'Unable to contact' }, ['contactDate']],
  [
    'N with a resolution that needs contact',
    { contactMade: 'N', resolution: 'Enrolled in QHP' },
    ['resolution'],
  ],
  ['Y, unable to contact', { ...GOOD, resolution: 'Unable to contact' }, ['resolution']],
  ['a date that is none', { ...GOOD, contactDate: 'soon' }, ['contactDate']],
  ['a formula', { ...GOOD, resolution: { kind: 'formula' } }, ['resolution']],
  [
    'all of it',
    { contactMade: 'x', contactDate: 'x', resolution: 'x' },
    ['contactMade', 'contactDate', 'resolution'],
  ],
])('%s: nothing of the row is taken, and each column is named once', (_name, cells, columns) => {
  const { statements, problems } = take([row(A)], [foundRow(A, cells)]);
  expect(statements).toEqual([]);
  expect(problems.map(({ errors }) => errors.map(({ path }) => path))).toEqual([columns]);
});

describe('what was known when the file was made', () => {
  const known = row(A, { statement: GOOD_SAID, base: GOOD_SAID });

  test.each<[string, Parameters<typeof foundRow>[1]]>([
    ['as it was sent', GOOD],
    ['all cleared', {}],
    ['partly cleared', { contactMade: 'Y' }],
    [
      'written in another way',
      { ...GOOD, contactMade: 'yes', contactDate: { kind: 'number', value: 46346 } },
    ],
  ])('%s: no statement', (_name, cells) => {
    expect(take([known], [foundRow(A, cells)])).toMatchObject({ statements: [], problems: [], unchanged: 1 });
  });

  test('what was said elsewhere since then stays, when the row was not touched', () => {
    const since = row(A, { statement: NOT_REACHED, base: GOOD_SAID });
    expect(take([since], [foundRow(A, GOOD)])).toMatchObject({ statements: [], unchanged: 1 });
  });

  test('a touched row is the latest statement, whole', () => {
    const since = row(A, { statement: NOT_REACHED, base: CONTACTED });
    expect(take([since], [foundRow(A, GOOD)]).statements).toEqual([{ rowId: A, statement: GOOD_SAID }]);
  });

  test('the same as what is known by now: unchanged', () => {
    const since = row(A, { statement: GOOD_SAID });
    expect(take([since], [foundRow(A, GOOD)])).toMatchObject({ statements: [], problems: [], unchanged: 1 });
  });

  test('blank cells erase nothing', () => {
    const commented = row(A, { statement: { ...CONTACTED, comments: 'kept' }, base: NOTHING_SAID });
    expect(take([commented], [foundRow(A, { resolution: 'Eligible for MA' })]).statements).toEqual([
      { rowId: A, statement: { ...GOOD_SAID, comments: 'kept' } },
    ]);
  });

  test('but N takes the date of a contact away', () => {
    const cells = { contactMade: 'N', resolution: 'Unable to contact' };
    expect(take([known], [foundRow(A, cells)]).statements).toEqual([{ rowId: A, statement: NOT_REACHED }]);
  });
});

describe('a row whose assignment is over', () => {
  const over = row(A, { over: true });
  test('needs nothing: what is not good is passed over', () => {
    const unfinished = [foundRow(A, { contactMade: 'Y' })];
    expect(take([over], unfinished)).toMatchObject({ statements: [], problems: [], unchanged: 1 });
    const contrary = [foundRow(A, GOOD, 8), foundRow(A, { ...GOOD, resolution: 'Enrolled in QHP' }, 9)];
    expect(take([over], contrary)).toMatchObject({ statements: [], problems: [], unchanged: 1 });
  });

  test('what is good is taken', () => {
    expect(take([over], [foundRow(A, GOOD)]).statements).toEqual([{ rowId: A, statement: GOOD_SAID }]);
  });
});

describe('a file that is older than one that was taken', () => {
  const older = { olderThanNewest: true };

  test('changes no complete row', () => {
    const complete = row(A, { statement: NOT_REACHED });
    const found = [foundRow(A, { ...GOOD, comments: 'more' })];
    expect(take([complete], found, older)).toMatchObject({ statements: [], problems: [], unchanged: 1 });
    expect(take([complete], [foundRow(A, { contactMade: '?' })], older).problems).toEqual([]);
  });

  test('fills in what is missing, and leaves what is known', () => {
    const partial = row(A, { statement: { ...CONTACTED, contactOn: localDate('2026-11-21') } });
    expect(take([partial], [foundRow(A, GOOD)], older).statements).toEqual([
      { rowId: A, statement: { ...GOOD_SAID, contactOn: '2026-11-21' } },
    ]);
    expect(take([row(B)], [foundRow(B, GOOD)], older).statements).toEqual([
      { rowId: B, statement: GOOD_SAID },
    ]);
  });

  test('what contradicts the known is a problem while the row is not complete', () => {
    const partial = row(A, { statement: { ...NOTHING_SAID, contactMade: false } });
    expect(take([partial], [foundRow(A, GOOD)], older).problems).toMatchObject([
      { errors: [{ path: 'resolution' }] },
    ]);
  });
});

test('in the 1904 system the same number is another day', () => {
  const cells = { ...GOOD, contactDate: { kind: 'number', value: 44884 } } as const;
  const { statements } = take([row(A)], [foundRow(A, cells)], { file: { uses1904: true } });
  expect(statements).toMatchObject([{ statement: { contactOn: '2026-11-20' } }]);
});

test('what a file says of itself is cut and cleaned before it is kept', () => {
  const stranger = {
    ...foundRow(null, { comments: 'x\u0000' }),
    consumerName: `\u0007Name\n${'x'.repeat(500)}`,
  };
  const [problem] = take([row(A)], [stranger]).problems;
  expect(problem?.typed).toEqual({ comments: 'x' });
  expect(problem?.consumerName).toMatch(/^Name x{190,199}$/);
});

describe('a contact date before the referral', () => {
  // Referred on November 10, 2026.
  const early = { ...GOOD, contactDate: '11/9/2026' };

  test('is asked about once, in the correction; sent again it is taken', () => {
    const first = take([row(A)], [foundRow(A, early)]);
    expect(first.statements).toEqual([]);
    expect(first.problems).toMatchObject([
      { rowId: A, asked: '2026-11-09', errors: [{ path: 'contactDate' }] },
    ]);
    const asked = [localDate('2026-11-09')];
    const again = take([row(A, { asked })], [foundRow(A, early)]);
    expect(again.problems).toEqual([]);
    expect(again.statements).toMatchObject([{ statement: { contactOn: '2026-11-09' } }]);
    // Another date is another question.
    const other = take([row(A, { asked })], [foundRow(A, { ...GOOD, contactDate: '11/8/2026' })]);
    expect(other.problems).toMatchObject([{ asked: '2026-11-08' }]);
  });

  test('that is on record already is not asked about', () => {
    const statement = { ...CONTACTED, contactOn: localDate('2026-11-09') };
    const taken = take([row(A, { statement, base: statement })], [foundRow(A, early)]);
    expect(taken.problems).toEqual([]);
    expect(taken.statements).toHaveLength(1);
  });

  test.each(['1/1/1900', '11/20/2025', '10/10/2026'])(
    'too long before it, %s, is wrong however often',
    (on) => {
      const { problems } = take([row(A)], [foundRow(A, { ...GOOD, contactDate: on })]);
      expect(problems).toMatchObject([{ errors: [{ path: 'contactDate' }] }]);
      expect(problems[0]?.asked).toBeUndefined();
    },
  );
});
