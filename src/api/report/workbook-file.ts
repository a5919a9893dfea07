/** A workbook as it goes over HTTP, to whom it may be. */

/** A report of 10,000 rows is a twentieth of it. */
export const MAX_WORKBOOK_MB = 10;
export const MAX_WORKBOOK_BYTES = MAX_WORKBOOK_MB * 1024 * 1024;
