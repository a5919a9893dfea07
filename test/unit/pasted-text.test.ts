import {
  clean,
  isUnkeepable,
  lettersAndDigits,
  oneLine,
  plainToken,
  withoutInvisible,
} from '../../src/domain/pasted-text';

/** Characters that pasted text brings along, each by its number. */
const INVISIBLE = [
  ...[0x00ad, 0x061c, 0x200b, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060],
  ...[0x2066, 0x2067, 0x2068, 0x2069, 0xfeff],
].map(
  (code) => [`U+${code.toString(16).toUpperCase().padStart(4, '0')}`, String.fromCharCode(code)] as const,
);

test.each(INVISIBLE)(
  '%s changes neither a date nor a name nor a heading, wherever it stands',
  (_name, mark) => {
    for (const text of [`${mark}Contact Date`, `Contact${mark} Date`, `Contact Date${mark}`]) {
      expect([clean(text), oneLine(text), plainToken(text), withoutInvisible(text)]).toEqual(
        Array<string>(4).fill('Contact Date'),
      );
    }
  },
);

test('joiners stay in a name that is written with them, and go from what a program reads', () => {
  expect(oneLine('\u0646\u06cc\u200c\u0645')).toBe('\u0646\u06cc\u200c\u0645');
  expect(plainToken('11/2\u200d3/2026')).toBe('11/23/2026');
});

test('every kind of space and of line end is an ordinary one', () => {
  expect(oneLine(' a\u00a0b\u2003c\r\nd\u2028e ')).toBe('a b c d e');
  expect(clean('a\r\nb\rc\u0085d\u2028e')).toBe('a\nb\nc\nd\ne');
  expect(plainToken('\uff11\uff11/\uff12\uff13')).toBe('11/23');
});

test.each([
  ['NUL', 'a\u0000b'],
  ['another control character', 'a\u0007b'],
  ['half of a character', 'a\ud800b'],
  ['U+FFFE', 'a\ufffeb'],
  ['U+1FFFF', 'a\u{1ffff}b'],
])('%s can be kept nowhere: it is found, and removed', (_name, text) => {
  expect(isUnkeepable(text)).toBe(true);
  expect(clean(text)).toBe('ab');
});

test('what can be kept is left alone', () => {
  const text = 'Zoë Đặng, 👩‍👩‍👧, ﷽\n\tline two';
  expect(isUnkeepable(text)).toBe(false);
  expect(clean(text)).toBe(text);
});

test.each([
  '٠١٢٣٤٥٦٧٨٩',
  '۰۱۲۳۴۵۶۷۸۹',
  '०१२३४५६७८९',
  '০১২৩৪৫৬৭৮৯',
  '０１２３４５６７８９',
  '𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡',
  '᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙',
])('%s are digits', (digits) => {
  expect(plainToken(digits)).toBe('0123456789');
});

test.each(['\u3164', '\u115F', '\uFFA0', '\u200B', '\u200D', '-', ' ', '.'])(
  '%j is neither a letter nor a digit where texts are compared',
  (sign) => {
    expect(lettersAndDigits(`${sign}Row${sign}Key 7${sign}`)).toBe('rowkey7');
  },
);
