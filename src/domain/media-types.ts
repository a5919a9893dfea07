/** Of a workbook, wherever it goes: in an answer, in a form, in a mail. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
