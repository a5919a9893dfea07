/** The type of a workbook, wherever it goes: in an answer, a form or a mail. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
