import { DAY_MS, type LocalDate } from '../../domain/time';
import { MONTHS } from '../../domain/wording';

/** The days from day 0 of a workbook to January 1, 1970. */
const DAYS_BEFORE_1970 = 25_569;

/** A day as workbooks count days. It needs no instant and no zone. */
export function serialDay(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS + DAYS_BEFORE_1970;
}

/** `November 29, 2028` */
export function dateWords(date: LocalDate): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8, 10))}, ${date.slice(0, 4)}`;
}
