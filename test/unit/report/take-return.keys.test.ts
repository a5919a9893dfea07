import type { FoundRow, FoundWorkbook } from '../../../src/domain/report/workbook';
import { foundRow, GOOD, referenceOf, ROW_IDS } from '../support/reports';
import { GOOD_SAID, row, take } from '../support/returned-rows';

const [A, B, C] = ROW_IDS;

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
