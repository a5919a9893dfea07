/** The limits of a workbook that goes over HTTP. */

/** A report of 10,000 rows has a twentieth of this size. */
export const MAX_WORKBOOK_MB = 10;
export const MAX_WORKBOOK_BYTES = MAX_WORKBOOK_MB * 1024 * 1024;
