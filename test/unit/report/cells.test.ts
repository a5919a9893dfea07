import { readRow, typedTexts } from '../../../src/domain/report/cells';
import type { FoundCell, ReportColumn } from '../../../src/domain/report/workbook';
import { blank, foundRow, text } from '../support/reports';

const read = (column: ReportColumn, cell: FoundCell | string, uses1904 = false) =>
  readRow(foundRow(null, { [column]: cell }).cells, { uses1904 });
const number = (value: number): FoundCell => ({ kind: 'number', value });
const boolean = (value: boolean): FoundCell => ({ kind: 'boolean', value });

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

describe('Contact Date', () => {
  test.each([
    '11/20/2028',
    '11/20/28',
    '11-20-2028',
    '11-20-28',
    '11.20.2028',
    ' 11 / 20 / 2028 ',
    '2028-11-20',
    '2028/11/20',
    'Nov 20, 2028',
    'Nov. 20, 2028',
    'nov 20 2028',
    'November 20, 2028',
    'November 20th, 2028',
    'NOVEMBER 20, 2028',
    '20-Nov-2028',
    '20-Nov-28',
    '20 November 2028',
    'Monday, November 20, 2028',
    'Mon 11/20/2028',
    '11/20/2028 3:04 PM',
    '11/20/2028 3:04 p.m.',
    '11/20/2028 15:04:05',
    '11/20/2028, 3:04:05 pm CST',
    'November 20, 2028 at 3:04 PM',
    '2028-11-20T15:04:05Z',
    '2028-11-20T15:04:05.123-06:00',
    '2028-11-20 15:04',
    '11/20/2028\u00A0',
    // With characters that nobody sees, from chats, mails and other programs.
    '\u200E11/20/2028',
    '\u200F11\u200F/20/2028\u200F',
    '\u202A11/20/2028\u202C',
    '\u2066November\u2069 20,\u200B 2028',
    '\uFEFF2028-11-20',
    '11/2\u200D0/2028',
    // Other digits, dashes and slashes than those of an American keyboard.
    '１１／２０／２０２８',
    '١١/٢٠/٢٠٢٨',
    '۲۰۲۸-۱۱-۲۰',
    '११/२०/२०२८',
    '11\u201320\u20132028',
    '2028\u201111\u201120',
    '11\u221220\u22122028',
    '11\u204420\u20442028',
  ])('%s', (typed) => {
    expect(read('contactDate', typed)).toMatchObject({ statement: { contactOn: '2028-11-20' }, errors: [] });
  });

  test.each([
    ['1/2/2028', '2028-01-02'],
    ['01/02/28', '2028-01-02'],
    ['2/29/2028', '2028-02-29'],
    ['May 1, 2028', '2028-05-01'],
    ['Sept 9, 2028', '2028-09-09'],
    ['12/31/2099', '2099-12-31'],
    ['1/1/2000', '2000-01-01'],
  ])('%s is %s', (typed, expected) => {
    expect(read('contactDate', typed).statement.contactOn).toBe(expected);
  });

  test.each([
    '20/11/2028',
    '2/30/2028',
    '2/29/2027',
    '13/1/2028',
    '0/1/2028',
    '11/20',
    '11/20/208',
    '11/20/1928',
    '11/20/2128',
    'yesterday',
    'Mar',
    'Juno 3, 2028',
    'Ma 3, 2028',
    '20281120',
    '11202028',
    'N/A',
    '-',
    '3:04 PM',
    `11/20/2028${'T'.repeat(30_000)}`,
  ])('%s is no date', (typed) => {
    expect(read('contactDate', typed)).toMatchObject({
      statement: { contactOn: null },
      errors: [{ path: 'contactDate', message: expect.stringContaining('month/day/year') }],
    });
  });

  // Numbers as LibreOffice and Excel write them for these days.
  test.each([
    [47077, false, '2028-11-20'],
    [47077.627, false, '2028-11-20'],
    [47077.99999, false, '2028-11-20'],
    [36526, false, '2000-01-01'],
    [73050, false, '2099-12-31'],
    [45615, true, '2028-11-20'],
    [45615.5, true, '2028-11-20'],
    [35064, true, '2000-01-01'],
  ])('day %d (1904: %s) is %s', (serial, uses1904, expected) => {
    expect(read('contactDate', number(serial), uses1904)).toMatchObject({
      statement: { contactOn: expected },
      errors: [],
    });
    expect(read('contactDate', String(serial), uses1904).statement.contactOn).toBe(expected);
  });

  test.each([0, 1, 59, 60, 61, 36525, 73051, -1, 1e12, 2028, 20281120, 11202028, 0.5])(
    'day %d cannot be meant',
    (serial) => {
      expect(read('contactDate', number(serial)).errors).toMatchObject([{ path: 'contactDate' }]);
    },
  );

  test('neither can a truth', () => {
    expect(read('contactDate', boolean(true)).errors).toHaveLength(1);
  });
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
  expect(readRow(cells, { uses1904: false }).errors.map(({ path }) => path)).toEqual([
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
