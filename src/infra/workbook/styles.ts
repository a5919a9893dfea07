import type { Borders, Fill, Font, Style } from 'exceljs';

/**
 * How cells look. There is one object for each style, because the library writes a style once for each object. The
 * column `Missing` says the same in words for people who cannot tell the colors apart.
 */

/** Colors of the U.S. Web Design System, like those of the pages. */
const COLORS = {
  ink: 'FF1B1B1B',
  white: 'FFFFFFFF',
  quiet: 'FF565C65',
  line: 'FFA9AEB1',
  given: 'FFF0F0F0',
  closed: 'FFDFE1E2',
  headGiven: 'FF565C65',
  headAsked: 'FF005EA2',
  title: 'FF162E51',
  missing: 'FFFFF1D2',
  early: 'FFF6DFB5',
  complete: 'FFDBF1E1',
  completeInk: 'FF19311E',
  missingInk: 'FF5C410A',
  wrongInk: 'FF8B0A03',
} as const;

/** Every machine has this font, or replaces it with one of the same widths. */
const NAME = 'Arial';
/**
 * Whatever is typed into such a cell stays a text. A name or comment that begins with = + - @ never becomes a formula.
 */
const TEXT = '@';
const DATE = 'm/d/yyyy';

const font = (color: string, more: Partial<Font> = {}): Partial<Font> => ({
  name: NAME,
  size: 10,
  color: { argb: color },
  ...more,
});
const filled = (color: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb: color } });
const line = { style: 'thin', color: { argb: COLORS.line } } as const;
const BOX: Partial<Borders> = { top: line, bottom: line, left: line, right: line };
const WRAPPED = { vertical: 'top', horizontal: 'left', wrapText: true } as const;

const head = (color: string): Partial<Style> => ({
  font: font(COLORS.white, { bold: true }),
  fill: filled(color),
  border: BOX,
  alignment: { vertical: 'middle', wrapText: true },
});
const body = (numFmt: string, fill: string, ink: string): Partial<Style> => ({
  numFmt,
  font: font(ink),
  fill: filled(fill),
  border: BOX,
  alignment: WRAPPED,
});
const open = (numFmt: string): Partial<Style> => ({
  ...body(numFmt, COLORS.white, COLORS.ink),
  protection: { locked: false },
});

export const STYLES = {
  small: { font: font(COLORS.quiet) },
  title: { font: font(COLORS.title, { size: 16, bold: true }) },
  strong: { font: font(COLORS.ink, { bold: true }) },
  heading: { font: font(COLORS.title, { size: 12, bold: true }), alignment: { vertical: 'bottom' } },
  paragraph: { font: font(COLORS.ink), alignment: WRAPPED },
  key: { numFmt: TEXT, font: font(COLORS.quiet) },
  headGiven: head(COLORS.headGiven),
  headAsked: head(COLORS.headAsked),
  given: body(TEXT, COLORS.given, COLORS.ink),
  givenDate: body(DATE, COLORS.given, COLORS.ink),
  open: open(TEXT),
  openDate: open(DATE),
  closed: body(TEXT, COLORS.closed, COLORS.quiet),
  closedDate: body(DATE, COLORS.closed, COLORS.quiet),
  missing: body('General', COLORS.white, COLORS.ink),
  correct: { ...body(TEXT, COLORS.white, COLORS.wrongInk), font: font(COLORS.wrongInk, { bold: true }) },
} satisfies Record<string, Partial<Style>>;

const marked = (background: string, more: Partial<Font>): Partial<Style> => ({
  font: more,
  fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: background } },
});

/** These replace parts of a cell's own style while a rule holds. */
export const RULE_STYLES = {
  missing: marked(COLORS.missing, { color: { argb: COLORS.missingInk } }),
  early: marked(COLORS.early, { color: { argb: COLORS.missingInk }, italic: true }),
  incomplete: marked(COLORS.missing, { color: { argb: COLORS.missingInk }, bold: true }),
  complete: marked(COLORS.complete, { color: { argb: COLORS.completeInk } }),
} satisfies Record<string, Partial<Style>>;
