import { NOTHING_SAID, type RowStatement } from '../../../src/domain/report/statement';
import { takeReturn, type ReturnedFile } from '../../../src/domain/report/take-return';
import type { ReturnRow } from '../../../src/domain/report/whole-file';
import type { FoundRow, FoundWorkbook } from '../../../src/domain/report/workbook';
import { localDate } from '../../../src/domain/time';
import { foundRow, foundWorkbook, GOOD, referenceOf, ROW_IDS } from '../support/reports';

const [A, B, C] = ROW_IDS;
const CONTACTED: RowStatement = { ...NOTHING_SAID, contactMade: true, contactOn: localDate('2026-11-20') };
const GOOD_SAID: RowStatement = { ...CONTACTED, resolution: 'eligible-ma' };
const NOT_REACHED: RowStatement = {
  ...NOTHING_SAID,
  contactMade: false,
  resolution: 'unable-to-contact',
};

const row = (id: string, changes: Partial<ReturnRow> = {}): ReturnRow => ({
  ...{ id, referredOn: localDate('2026-11-10'), statement: NOTHING_SAID, base: NOTHING_SAID },
  ...{ referralId: referenceOf(id), consumerName: 'Sample Consumer', asked: [], over: false },
  ...changes,
});

const take = (
  rows: readonly ReturnRow[],
  found: readonly FoundRow[],
  changes: Partial<ReturnedFile> & { readonly file?: Partial<FoundWorkbook> } = {},
) =>
  takeReturn({
    rows,
    workbook: foundWorkbook(found, changes.file),
    olderThanNewest: changes.olderThanNewest ?? false,
    today: localDate('2026-11-25'),
    daysBefore: 30,
  });

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

describe('keys', () => {
  test('moved, in capitals and with spaces around', () => {
    const found = [foundRow(` ${B.toUpperCase()} `, GOOD, 40), foundRow(A, GOOD, 90)];
    expect(take([row(A), row(B)], found).statements.map(({ rowId }) => rowId)).toEqual([A, B]);
  });

  test('the same row twice counts once', () => {
    expect(
      take([row(A)], [foundRow(A, GOOD, 8), foundRow(A, { ...GOOD, contactMade: 'yes' }, 9)]),
    ).toMatchObject({
      rowsRead: 1,
      statements: [{ rowId: A }],
      problems: [],
    });
  });

  test('a copy that says nothing does not count', () => {
    expect(take([row(A)], [foundRow(A, {}, 8), foundRow(A, GOOD, 9)])).toMatchObject({
      rowsRead: 1,
      statements: [{ rowId: A }],
    });
  });

  test('different answers under one key are all problems', () => {
    const found = [foundRow(A, GOOD, 8), foundRow(A, { ...GOOD, resolution: 'Enrolled in QHP' }, 9)];
    expect(take([row(A)], found)).toMatchObject({
      rowsRead: 2,
      statements: [],
      problems: [
        { rowNumber: 8, rowId: A, errors: [{ path: 'row' }] },
        { rowNumber: 9, rowId: A, errors: [{ path: 'row' }] },
      ],
    });
  });

  test.each([null, 'something else', '01900000-0000-7000-8000-ffffffffffff'])(
    'the key %s with an answer: not in the report',
    (key) => {
      const stranger = { ...foundRow(key, GOOD, 12), reference: 'AL-9' };
      expect(take([row(A)], [stranger])).toMatchObject({
        rowsRead: 1,
        statements: [],
        problems: [{ rowNumber: 12, rowId: null, errors: [{ path: 'row' }] }],
      });
      expect(take([row(A)], [foundRow(key, {}, 12)])).toMatchObject({ rowsRead: 0, problems: [] });
    },
  );

  test('deleted rows change nothing', () => {
    const rows = [row(A, { statement: GOOD_SAID }), row(B)];
    expect(take(rows, [])).toEqual({ rowsRead: 0, statements: [], problems: [], unchanged: 0 });
  });
});

describe('a row whose name or reference is not that of its key', () => {
  const rows = [
    row(A, { consumerName: 'Ana Birch' }),
    row(B, { consumerName: 'Ben Aspen' }),
    row(C, { consumerName: 'Cleo Đặng' }),
  ];
  const of = (key: string, name: string, reference: string, rowNumber = 7): FoundRow => ({
    ...foundRow(key, GOOD, rowNumber),
    consumerName: name,
    reference,
  });
  const [REF_A, REF_B] = [referenceOf(A), referenceOf(B)];

  test.each<[string, FoundRow, RegExp, string | null]>([
    ['another’s name and reference', of(A, 'Ben Aspen', REF_B), /belongs to another consumer/, B],
    ['another’s reference', of(A, 'Ana Birch', REF_B), /belongs to another consumer/, null],
    ['another’s name', of(A, 'Ben Aspen', REF_A), /belongs to another consumer/, null],
    ['another’s name and no reference', of(A, 'Ben Aspen', ''), /belongs to another consumer/, B],
    [
      'another’s reference under an older name',
      of(A, 'Benjamin Aspen', REF_B),
      /belongs to another consumer/,
      B,
    ],
    [
      'a reference of another report',
      of(A, 'Ana Birch', 'AL-9'),
      /reference in this row is not the one/,
      null,
    ],
    ['an unknown name and no reference', of(A, 'Somebody', ''), /name in this row is not the one/, null],
    ['neither a name nor a reference', of(A, ' ', '\u200B'), /neither a name nor a reference/, null],
    ['no key', of('', 'Ben Aspen', REF_B), /lost its hidden row key/, B],
    ['a key that is none', of('7', 'Nobody', 'AL-9'), /not in your report/, null],
  ])('%s: nothing of it is taken, and its sender is told', (_what, found, message, rowId) => {
    const { statements, problems } = take(rows, [found, foundRow(C, GOOD, 9)]);
    expect(statements.map((each) => each.rowId)).toEqual([C]);
    expect(problems).toMatchObject([
      {
        rowNumber: 7,
        rowId,
        typed: GOOD,
        errors: [{ path: 'row', message: expect.stringMatching(message) }],
      },
    ]);
  });

  test.each<[string, FoundRow]>([
    ['in capitals and with other spaces', of(A, '  ANA\u00A0 BIRCH ', REF_A.toUpperCase())],
    ['with invisible characters', of(`\u200F${A}`, '\u202AAna\u200B Birch\u202C', `\uFEFF${REF_A}\u200E`)],
    ['typed anew', of(A, 'Anna Birch', REF_A)],
    ['before the lead was amended', of(A, 'Ana Maple', REF_A)],
    ['removed', of(A, '', REF_A)],
    ['there, and the reference removed', of(A, 'ana birch', '')],
  ])('a name %s is no other one: the reference decides', (_what, found) => {
    expect(take(rows, [found])).toMatchObject({ statements: [{ rowId: A }], problems: [] });
  });

  test('accents and punctuation are typed or not', () => {
    expect(take(rows, [of(C, 'Cleo Đang', '')]).statements).toMatchObject([{ rowId: C }]);
  });

  test('two consumers of one name are told apart by the reference only', () => {
    const namesakes = [row(A, { consumerName: 'Ana Birch' }), row(B, { consumerName: 'ANA BIRCH' })];
    const { statements, problems } = take(namesakes, [of(A, 'Ana Birch', REF_A), of(B, 'Ana Birch', '', 8)]);
    expect(statements).toMatchObject([{ rowId: A }]);
    expect(problems).toMatchObject([{ rowNumber: 8, rowId: null }]);
    expect(problems[0]?.errors[0]?.message).toContain('Several consumers in your report have this name');
  });

  describe('in two rows or more: nothing of the file is taken, and it is said once', () => {
    const outcomeOf = (found: readonly FoundRow[], file: Partial<FoundWorkbook> = {}): unknown => {
      try {
        return take(rows, found, { file });
      } catch (error) {
        return error;
      }
    };
    const refused = (title: string): unknown =>
      expect.objectContaining({ code: 'workbook-refused', message: `${title}. Nothing was changed.` });
    const SORTED = refused('This sheet was sorted without its first column');
    const MIXED = refused('Rows of this sheet are mixed up');
    const REF_C = referenceOf(C);

    test.each<[string, readonly FoundRow[], unknown]>([
      [
        'sorted without the keys',
        [of(A, 'Ben Aspen', REF_B), of(B, 'Cleo Đặng', REF_C), of(C, 'Ana Birch', REF_A)],
        SORTED,
      ],
      [
        'two rows swapped without the keys',
        [of(A, 'Ben Aspen', REF_B), of(B, 'Ana Birch', REF_A), of(C, '', REF_C)],
        SORTED,
      ],
      [
        'cells deleted, those below moved up',
        [
          of(A, 'Ben Aspen', REF_B),
          of(B, 'Cleo Đặng', REF_C),
          { ...foundRow(C), consumerName: '', reference: '' },
        ],
        SORTED,
      ],
      [
        'sorted, with names of before an amendment',
        [of(A, 'Old Name', REF_B), of(B, 'Older Name', REF_A)],
        SORTED,
      ],
      [
        'filled down with the key',
        [of(A, 'Ana Birch', REF_A), of(A, 'Ben Aspen', REF_B), of(A, 'Cleo Đặng', REF_C)],
        MIXED,
      ],
      ['names sorted alone', [of(A, 'Ben Aspen', REF_A), of(B, 'Ana Birch', REF_B)], MIXED],
      ['references sorted alone', [of(A, 'Ana Birch', REF_B), of(B, 'Ben Aspen', REF_A)], MIXED],
      [
        'sorted before anything was typed in most rows',
        [{ ...foundRow(A), consumerName: 'Ben Aspen', reference: REF_B }, of(B, 'Ana Birch', REF_A)],
        SORTED,
      ],
    ])('%s', (_what, found, expected) => {
      expect(outcomeOf(found)).toEqual(expected);
    });

    test('answers in a copy of the sheet that the sheet itself has not', () => {
      const inCopy = refused('This workbook has answers in more than one sheet');
      const sheet = [of(A, 'Ana Birch', REF_A)];
      expect(outcomeOf(sheet, { copies: [of(B, 'Ben Aspen', REF_B)] })).toEqual(inCopy);
      expect(
        outcomeOf(sheet, {
          copies: [{ ...of(A, '', REF_A), cells: foundRow(A, { contactMade: 'N' }).cells }],
        }),
      ).toEqual(inCopy);
      expect(outcomeOf(sheet, { copies: [of('', 'Somebody else', '')] })).toEqual(inCopy);
      // A copy of before, or with the same answers, says nothing of its own.
      const silent = [{ ...foundRow(B), reference: REF_B }, of(A, 'Another spelling', REF_A)];
      expect(outcomeOf(sheet, { copies: silent })).toMatchObject({ statements: [{ rowId: A }] });
    });
  });

  test('is left alone when nothing in it was changed, unless it is another’s', () => {
    const known = [row(A, { statement: GOOD_SAID, base: GOOD_SAID }), row(B)];
    const untouched = { statements: [], problems: [], unchanged: 1 };
    expect(take(known, [of(A, 'Ana Birch', 'AL-9')])).toMatchObject(untouched);
    expect(take(known, [of(A, '', '')])).toMatchObject(untouched);
    expect(take(known, [of(A, 'Ana Birch', REF_B)]).problems).toHaveLength(1);
  });

  test('the same row twice under its own name counts once', () => {
    const filledDown = [of(A, 'Ana Birch', REF_A, 7), of(A, 'Ana Birch', REF_A, 8)];
    expect(take(rows, filledDown)).toMatchObject({ rowsRead: 1, statements: [{ rowId: A }], problems: [] });
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
