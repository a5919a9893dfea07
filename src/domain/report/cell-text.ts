/** Turns text that somebody typed into a cell into text that can be kept and compared. */

const UNKEEPABLE = /(?![\n\t])\p{Cc}|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;
/** Spaces of every width, and characters of no width. They come along when text is pasted from a web page. */
const SPACES = /[\s\u200B-\u200D\u2060\uFEFF]+/gu;

/** Unifies line ends, and removes characters that no database, mail or workbook can carry. */
export function clean(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(UNKEEPABLE, '').trim();
}

/** On one line, with single spaces. For names, dates and words. */
export function oneLine(text: string): string {
  return clean(text.replaceAll(SPACES, ' '));
}

/** Only letters and digits, in lower case: `No longer needs assistance.` and `no-longer-needs-assistance` are one. */
export function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
