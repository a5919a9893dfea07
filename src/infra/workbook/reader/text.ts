import { MAX_CELL_TEXT } from './limits';

/** Puts a cell's text together from its pieces; what is beyond the longest that a cell can hold is dropped. */
export function append(text: string, piece: string): string {
  return text.length < MAX_CELL_TEXT ? text + piece.slice(0, MAX_CELL_TEXT - text.length) : text;
}

/**
 * As a person sees it: characters that XML cannot hold are written as `_x000D_` (and `_x005F_` is the underscore that
 * would look like the beginning of one). Those that no text has, and no database takes, are dropped.
 */
export function unescapeText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
  return plain.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/[^\P{Cc}\t\r\n\u0080-\u009F]/gu, '');
}
