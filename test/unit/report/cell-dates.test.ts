import { boolean, number, read } from '../support/cells';

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
