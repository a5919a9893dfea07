import { readDate, readTime } from '../../../../src/api/pages/read-date';
import { typedValues } from '../../../../src/api/pages/links/form-values';

const MARKS = [
  0x00ad, 0x061c, 0x200b, 0x200e, 0x200f, 0x202a, 0x202b, 0x202e, 0x2060, 0x2066, 0x2067, 0x2069, 0xfeff,
];

test.each(MARKS)('the invisible character %d, pasted into a form, changes nothing', (code) => {
  const mark = String.fromCharCode(code);
  const pasted = (text: string) => `${mark}${text.slice(0, 1)}${mark}${text.slice(1)}${mark}`;
  const body = {
    ...{ month: pasted('11'), day: pasted('20'), year: pasted('2026'), time: pasted('2:30 PM') },
    ...{ email: pasted('leads@example.org'), capacity: pasted('60'), resolution: pasted('eligible-ma') },
    ...{
      counties: pasted('St. Louis\r\nLake'),
      languages: pasted('Somali'),
      comments: pasted('Called\r\ntwice'),
    },
  };
  const values = typedValues(body);
  expect(values).toEqual({
    ...{ month: '11', day: '20', year: '2026', time: '2:30 PM' },
    ...{ email: 'leads@example.org', capacity: '60', resolution: 'eligible-ma' },
    ...{ counties: 'St. Louis\nLake', languages: 'Somali', comments: 'Called\ntwice' },
  });
  expect(readDate(values)).toBe('2026-11-20');
  expect(readTime(values.time)).toBe('14:30');
});

test('digits of other scripts are digits, in a form as in a workbook', () => {
  const values = typedValues({ month: '١١', day: '２０', year: '२०२६', time: '１４：３０', capacity: '٦٠' });
  expect(values).toEqual({ month: '11', day: '20', year: '2026', time: '14:30', capacity: '60' });
  expect(readDate({ month: '١١', day: '２０', year: '२०२६' })).toBe('2026-11-20');
});

test('a comment keeps its lines, its letters and its joiners, and what is to be refused in it', () => {
  const comments = ' می\u200cخواهد\u200B\r\nsecond\uFFFE line ';
  expect(typedValues({ comments })).toEqual({ comments: 'می\u200cخواهد\nsecond\uFFFE line' });
});

test('a field sent twice, or not by our forms, says nothing', () => {
  expect(typedValues({ month: ['1', '2'], other: 'x' })).toEqual({});
});

test.each([
  ['14:30', '14:30'],
  ['2:30 PM', '14:30'],
  ['2:30 p.m.', '14:30'],
  ['2.30 pm', '14:30'],
  ['2 pm', '14:00'],
  ['12 AM', '00:00'],
  ['12:15 a. m.', '00:15'],
  ['9:05', '09:05'],
])('the time %s is %s', (typed, expected) => {
  expect(readTime(typed)).toBe(expected);
});

test.each([undefined, '', '14', '25:00', '13:00 pm', '0:30 am', '2:60', 'noon', '2:3 pm'])(
  '%s is no time',
  (typed) => {
    expect(readTime(typed)).toBeNull();
  },
);
