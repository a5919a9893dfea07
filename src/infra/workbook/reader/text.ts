import { MAX_CELL_TEXT } from './limits';

/** Joins the pieces of a cell's text. What is beyond the longest text that a cell can hold is dropped. */
export function append(text: string, piece: string): string {
  return text.length < MAX_CELL_TEXT ? text + piece.slice(0, MAX_CELL_TEXT - text.length) : text;
}

/**
 * The text as a person sees it. Characters that XML cannot hold are written as `_x000D_`; `_x005F_` is an underscore
 * that would look like the beginning of one. Characters that no text has, and no database takes, are dropped.
 */
export function unescapeText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
  return plain.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/[^\P{Cc}\t\r\n\u0080-\u009F]/gu, '');
}
