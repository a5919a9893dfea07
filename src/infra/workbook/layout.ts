/** Where things stand in our workbooks: what the writer writes, the reader looks for. */

export const REPORT_SHEET = 'Report';
/** Very hidden: the marks that tell which report a file is. */
export const MARKS_SHEET = '_report';
export const ROW_KEY_HEADER = 'Row key';
