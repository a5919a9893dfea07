/**
 * Text that people type or paste, as every edge reads it: the API, forms, workbooks and mails. What cannot be seen must
 * not decide whether a date, a heading or a name is understood.
 */

/** What no database, mail or workbook can carry. */
const UNKEEPABLE = /(?![\n\t])\p{Cc}|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;

/**
 * Characters without a shape of their own: marks of direction, spaces and joiners of no width, soft hyphens, byte order
 * marks. They come along from web pages, chats and other programs. U+200C and U+200D are not among them, because
 * Persian, Hindi and emoji are written with them.
 */
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/gu;

/** The joiners that words of some scripts need. Dates, numbers and names of columns need none. */
const JOINERS = /[\u200C\u200D]/gu;

/** The same text without invisible characters; everything that can be seen stays as it is. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** Is there a character that no database, mail or workbook can carry, or one that is neither shown nor a line's end? */
export function isUnkeepable(text: string): boolean {
  return text.search(UNKEEPABLE) >= 0;
}

/** Unifies line ends, and removes what is invisible. What cannot be kept is still there, and can be refused. */
export function tidy(text: string): string {
  return withoutInvisible(text.replaceAll(LINE_ENDS, '\n')).trim();
}

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;

/** Unifies line ends, and removes what is invisible or cannot be kept. May have several lines. */
export function clean(text: string): string {
  return tidy(text).replaceAll(UNKEEPABLE, '').trim();
}

/** On one line, with single spaces. For names and short texts. */
export function oneLine(text: string): string {
  return clean(text).replaceAll(/\s+/gu, ' ');
}

/**
 * One line of a form that a program reads: a date, a time, a number, a code. Digits of every script, such as Arabic or
 * full-width ones, become ordinary ones.
 */
export function plainToken(text: string): string {
  return oneLine(text.normalize('NFKC').replaceAll(JOINERS, '').replaceAll(OTHER_DIGITS, ordinaryDigit));
}

const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;
const IS_DIGIT = /^\p{Nd}$/u;

/** The ten digits of a script have successive numbers, from zero on. */
function ordinaryDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && IS_DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

const PLAIN = /^[\x20-\x7E]*$/;

/** Only letters and digits, in lower case: `No longer needs assistance.` and `no-longer-needs-assistance` are one. */
export function lettersAndDigits(text: string): string {
  // Most texts are, and there may be many of them.
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  // Some of what is invisible counts as a letter.
  return withoutInvisible(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
