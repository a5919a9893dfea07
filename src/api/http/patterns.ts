/**
 * What the fields take, as the OpenAPI document says it: regular expressions with the flag `u`. They say nothing that a
 * field does not check, and leave nothing out that it does, as far as a pattern can.
 */

/** Controls, and code points that stand for no character. */
const NEVER = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff';
const LINE_ENDS = '\\t\\n\\r';
/** Spaces, and what has no shape of its own: a text of nothing else is empty. */
const BLANK = ' \\u00a0\\u00ad\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';

/** One line in which something can be seen. */
export const LINE = `^[^${LINE_ENDS}${NEVER}]*[^${LINE_ENDS}${NEVER}${BLANK}][^${LINE_ENDS}${NEVER}]*$`;
/** Several lines in which something can be seen. */
export const PROSE = `^[^${NEVER}]*[^${LINE_ENDS}${NEVER}${BLANK}][^${NEVER}]*$`;
/** Several lines, or nothing. */
export const PROSE_OR_NOTHING = `^[^${NEVER}]*$`;

const YEARS = '(19|20|21)[0-9]{2}';
const MONTHS_AND_DAYS = '(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
/** From 1900 to 2199; which days a month has, `format: date` says. */
export const DATE = `^${YEARS}-${MONTHS_AND_DAYS}$`;
/** RFC 3339 without leap seconds, from 1900 to 2199. */
export const INSTANT =
  `^${YEARS}-${MONTHS_AND_DAYS}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?` +
  '(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$';
/** Of a list's `nextCursor`. */
export const CURSOR = '^[A-Za-z0-9_-]+$';
