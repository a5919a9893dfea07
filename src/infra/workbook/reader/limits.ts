/**
 * More than any report needs, but not enough to do harm. A report of 10,000 rows is a file of 0.5 MiB that unpacks to 7
 * MiB. With these limits the child stays below 200 MiB and 4 seconds, whatever it is given.
 */

const MIB = 1024 * 1024;

export const MAX_FILE_BYTES = 10 * MIB;

/** Entries of the zip. An ordinary workbook has about twenty. */
export const MAX_ENTRIES = 1_000;
/** The size of all entries by the directory. Most of them are never unpacked. */
export const MAX_DECLARED_BYTES = 1024 * MIB;
/** What is really unpacked: of one entry, and of all that are read. */
export const MAX_ENTRY_BYTES = 32 * MIB;
export const MAX_UNPACKED_BYTES = 64 * MIB;

/** For the XML. A workbook's parts are eight levels deep, and an element has a dozen attributes. */
export const MAX_DEPTH = 64;
export const MAX_ATTRIBUTES = 128;

/** An ordinary workbook has a dozen relationships, and three to ten sheets. */
export const MAX_RELATIONSHIPS = 2_000;
export const MAX_SHEETS = 500;

export const MAX_SHARED_STRINGS = 500_000;
/** Excel takes 64,000 styles of cells. What is beyond is not read. */
export const MAX_STYLES = 70_000;
/** Excel's own limit. */
export const MAX_CELL_TEXT = 32_767;
/** The text of the whole answer, because one shared string may be in every cell. */
export const MAX_TEXT = 8 * MIB;

/** Rows that hold something, and cells of one row that hold something. */
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 100;
/** Rows that are only formatted take time, too. */
export const MAX_EMPTY_ROWS = 200_000;
/** The last row and column that a sheet can have. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

/** Somebody may have put a title or notes above the table. */
export const HEADER_WITHIN_ROWS = 40;
export const MARKS_WITHIN_ROWS = 20;
/** Somebody may have renamed the sheet, or put others before it. */
export const MAX_SHEETS_TRIED = 10;
