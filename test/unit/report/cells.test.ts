import { readRow, typedTexts } from '../../../src/domain/report/cells';
import type { FoundCell, ReportColumn } from '../../../src/domain/report/workbook';
import { blank, foundRow, text } from '../support/reports';
import { boolean, number, read } from '../support/cells';
import { resolutions } from '../../support/minnesota-terms';

describe('Contact Made', () => {
  test.each<[FoundCell | string, boolean]>([
    ...['y', 'Y', 'yes', 'YES', 'Yes.', 'Y ', ' y', 'Y\u00A0', '\uFEFFyes', 'true', 'TRUE', 'Ｙ'].map(
      (typed) => [typed, true] as [string, boolean],
    ),
    ...['n', 'N', 'no', 'No', ' NO ', 'false', 'N.'].map((typed) => [typed, false] as [string, boolean]),
    [boolean(true), true],
    [boolean(false), false],
    [number(1), true],
    [number(0), false],
  ])('%j', (cell, expected) => {
    expect(read('contactMade', cell)).toMatchObject({ statement: { contactMade: expected }, errors: [] });
  });

  test.each<FoundCell | string>(['maybe', 'yes and no', 'x', '✓', '?', 'left message', number(2)])(
    '%j is neither',
    (cell) => {
      expect(read('contactMade', cell)).toMatchObject({
        statement: { contactMade: null },
        errors: [{ path: 'contactMade', message: expect.stringContaining('Y or N') }],
      });
    },
  );
});

describe('Resolution', () => {
  // The program's words and order; the codes of the API.
  test.each([
    ['Eligible for MA', 'eligible-ma'],
    ['Eligible for MinnesotaCare', 'eligible-minnesotacare'],
    ['Enrolled in QHP', 'enrolled-qhp'],
    ['Eligible for QHP no enrollment', 'eligible-qhp-not-enrolled'],
    ['No longer needs assistance', 'no-longer-needs-assistance'],
    ['Referred to another certified assister', 'referred-to-other-assister'],
    ['Unable to contact', 'unable-to-contact'],
    ['Assisted with technical issue only', 'technical-issue-only'],
    ['Contact made appointment scheduled', 'contact-made-appointment-scheduled'],
  ])('%s', (words, code) => {
    for (const typed of [
      words,
      code,
      words.toUpperCase(),
      ` ${words}. `,
      words.replaceAll(' ', '  '),
      words.replaceAll(' ', '\u00A0'),
      words.replaceAll(' ', '-'),
    ]) {
      expect(read('resolution', typed)).toMatchObject({ statement: { resolution: code }, errors: [] });
    }
  });

  test.each<FoundCell | string>(['Eligible', 'MA', 'Enrolled', 'done', '1', number(1), '—', 'toString'])(
    '%j is none of the list',
    (cell) => {
      expect(read('resolution', cell)).toMatchObject({
        statement: { resolution: null },
        errors: [{ path: 'resolution', message: expect.stringContaining('Choose one from the list') }],
      });
    },
  );
});

describe('Comments', () => {
  test('lines stay, what no database can carry goes', () => {
    const typed = ' first\r\nsecond\rthird\u0000\u0007 \uD800end \u{1F600} ';
    expect(read('comments', typed).statement.comments).toBe('first\nsecond\nthird end \u{1F600}');
  });

  // December 5, 2026, and half past two in the afternoon.
  test.each<[FoundCell, string]>([
    [{ kind: 'number', value: 46361, format: 'date' }, '2026-12-05'],
    [{ kind: 'number', value: 46361.604, format: 'date' }, '2026-12-05'],
    [{ kind: 'number', value: 46361.604166666664, format: 'date-time' }, '2026-12-05 14:30'],
    [{ kind: 'number', value: 46361, format: 'date-time' }, '2026-12-05'],
    [{ kind: 'number', value: 46360.99999999, format: 'date-time' }, '2026-12-05'],
    [{ kind: 'number', value: 0.6041666666666666, format: 'time' }, '14:30'],
    [{ kind: 'number', value: 46361.604166666664, format: 'time' }, '14:30'],
    [{ kind: 'number', value: 0.604340277777778, format: 'time' }, '14:30:15'],
    [{ kind: 'number', value: 1.0625, format: 'duration' }, '25:30'],
    [{ kind: 'number', value: 31048, format: 'date' }, '1985-01-01'],
    [{ kind: 'number', value: -1, format: 'date' }, '-1'],
    [{ kind: 'number', value: 0.25, format: 'percent' }, '25%'],
    // A program wrote them into a cell for texts.
    [{ kind: 'number', value: 46361, format: 'text' }, '2026-12-05'],
    [{ kind: 'number', value: 46361.604166666664, format: 'text' }, '2026-12-05 14:30'],
    [{ kind: 'number', value: 0.6041666666666666, format: 'text' }, '14:30'],
    [{ kind: 'number', value: 55802, format: 'text' }, '55802'],
    [{ kind: 'number', value: 3, format: 'text' }, '3'],
    [{ kind: 'number', value: 0.1 + 0.2 }, '0.3'],
    [boolean(true), 'TRUE'],
    [boolean(false), 'FALSE'],
  ])('%j is kept as a person sees it: %s', (cell, expected) => {
    expect(read('comments', cell).statement.comments).toBe(expected);
  });

  test('in the 1904 system the same number is another day', () => {
    const date = { kind: 'number', value: 44899, format: 'date' } as const;
    expect(read('comments', date, true).statement.comments).toBe('2026-12-05');
    expect(read('comments', { ...date, format: 'text' }, true).statement.comments).toBe('2026-12-05');
  });

  test('a number is text, too', () => {
    expect(read('comments', number(5550123)).statement.comments).toBe('5550123');
  });

  test('up to 2,000 characters', () => {
    expect(read('comments', 'x'.repeat(2000)).errors).toEqual([]);
    expect(read('comments', 'x'.repeat(2001))).toMatchObject({
      statement: { comments: null },
      errors: [{ path: 'comments', message: expect.stringContaining('2,000') }],
    });
  });
});

describe.each<[ReportColumn, string]>([
  ['contactMade', 'Contact Made'],
  ['contactDate', 'Contact Date'],
  ['resolution', 'Resolution'],
  ['comments', 'Comments'],
])('%s', (column, name) => {
  test.each<[FoundCell, string]>([
    [{ kind: 'formula' }, 'formula'],
    [{ kind: 'error', text: '#N/A' }, 'error'],
  ])('%j: an error that names the column', (cell, word) => {
    const { errors } = read(column, cell);
    expect(errors).toMatchObject([{ path: column, message: expect.stringContaining(word) }]);
    expect(errors[0]?.message).toContain(name);
  });

  test.each<FoundCell>([blank, text(''), text('  \t '), text('\u00A0\u200B')])('%j says nothing', (cell) => {
    expect(read(column, cell)).toEqual({
      statement: { contactMade: null, contactOn: null, resolution: null, comments: null },
      errors: [],
    });
  });
});

test('what was typed is shown as it looked', () => {
  const cells = foundRow(null, {
    contactMade: boolean(true),
    contactDate: number(47077),
    resolution: 'maybe\u0000',
    comments: { kind: 'formula' },
  }).cells;
  expect(typedTexts(cells, false)).toEqual({
    contactMade: 'Y',
    contactDate: '11/20/2028',
    resolution: 'maybe',
  });
  expect(typedTexts({ ...cells, contactDate: number(45615) }, true)['contactDate']).toBe('11/20/2028');
  expect(typedTexts({ ...cells, contactDate: number(12) }, false)['contactDate']).toBe('12');
});

test('what was typed in the wrong column is shown as it looked, too', () => {
  const cells = foundRow(null, {
    contactMade: { kind: 'number', value: 46361, format: 'date' },
    contactDate: { kind: 'number', value: 0.6041666666666666, format: 'time' },
    resolution: boolean(true),
    comments: { kind: 'number', value: 46361, format: 'date' },
  }).cells;
  expect(typedTexts(cells, false)).toEqual({
    contactMade: '2026-12-05',
    contactDate: '14:30',
    resolution: 'TRUE',
    comments: '2026-12-05',
  });
  expect(readRow(cells, { uses1904: false, resolutions }).errors.map(({ path }) => path)).toEqual([
    'contactMade',
    'contactDate',
    'resolution',
  ]);
});

test('the number of a day, typed as a text, is kept as its date', () => {
  const { cells } = foundRow(null, { contactDate: '45615' });
  expect(typedTexts(cells, true)).toEqual({ contactDate: '11/20/2028' });
});

test('half a character at the cut is not kept', () => {
  const cells = foundRow(null, { comments: `${'x'.repeat(3999)}\u{1F600}` }).cells;
  expect(typedTexts(cells, false)['comments']).toBe('x'.repeat(3999));
});
