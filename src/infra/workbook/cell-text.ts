import { xmlText } from '../xml-text';

/** The most that a cell can hold. Programs say that a file with more is damaged. */
const MAX_LENGTH = 32_767;

/** In the file format, `_x0041_` stands for a character. Escaped, it is those seven characters again. */
const ESCAPE_LIKE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** Anybody's text, as a cell stores it. A text stays a text, whatever it begins with: see the formats in styles.ts. */
export function cellText(text: string): string {
  return xmlText(text.replace(/\r\n?/g, '\n').slice(0, MAX_LENGTH)).replace(ESCAPE_LIKE, '_x005F_');
}
