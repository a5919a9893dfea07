import { plusDays } from '../local-time';
import { localDate, type LocalDate } from '../time';
import { MONTHS } from '../wording';
import { plainToken } from '../pasted-text';

/**
 * Dates as people and spreadsheet programs write them. A date with two possible meanings is read the American way:
 * month, day, year. A time of day after a date is dropped. The date is taken as written, in no time zone.
 */

/** No contact of any program was before this year. A year with more digits is a mistake. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

/** With its weekday, its time and its zone. */
const LONGEST = 80;

const TIME =
  /[ T,]+(?:at )?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[a-z]{2,3}t|[+-]\d{2}:?\d{2}))?$/i;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]* /i;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const NUMBERS = /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;
const MONTH_FIRST = /^([a-z]{3,9})[. -]+(\d{1,2})(?:st|nd|rd|th)?[, -]+(\d{4}|\d{2})$/i;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?[ -]*([a-z]{3,9})[., -]+(\d{4}|\d{2})$/i;
/** A date cell that was made a text cell shows its serial number. */
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/** Other dashes and slashes than those of a keyboard. */
const DASHES = /[\u2010-\u2015\u2212\uFE58]/gu;
const SLASHES = /[\u2044\u2215\u29F8]/gu;

/** Null when the text is no usable date. */
export function dateFromText(text: string, uses1904: boolean): LocalDate | null {
  const typed = plainToken(text).replaceAll(DASHES, '-').replaceAll(SLASHES, '/');
  if (typed.length > LONGEST) return null;
  const line = typed.replace(WEEKDAY, '').replace(TIME, '').trim();
  const yearFirst = YEAR_FIRST.exec(line);
  if (yearFirst !== null) return dateOf(yearFirst[1], yearFirst[3], yearFirst[4]);
  const numbers = NUMBERS.exec(line);
  if (numbers !== null) return dateOf(numbers[4], numbers[1], numbers[3]);
  const monthFirst = MONTH_FIRST.exec(line);
  if (monthFirst !== null) return dateOf(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]);
  const dayFirst = DAY_FIRST.exec(line);
  if (dayFirst !== null) return dateOf(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  return SERIAL.test(line) ? dateFromSerial(Number(line), uses1904) : null;
}

/**
 * A spreadsheet's day number. Its fraction is the time of day. The 1900 system counts a February 29, 1900, that never
 * existed. So number 60 is no date, and from 61 on, day 0 is December 30, 1899. Null when it is no usable date.
 */
export function dateFromSerial(serial: number, uses1904: boolean): LocalDate | null {
  const on = dayFromSerial(serial, uses1904);
  return on === null ? null : plausible(on);
}

/** As dateFromSerial(), for a day of any year that a spreadsheet's calendar has until 2173. */
export function dayFromSerial(serial: number, uses1904: boolean): LocalDate | null {
  const day = Math.floor(serial);
  // So far beyond any calendar there is no day to compare.
  if (day < 0 || day > 100_000) return null;
  if (uses1904) return plusDays(EPOCH_1904, day);
  if (day === 60) return null;
  return plusDays(EPOCH_1900, day < 60 ? day + 1 : day);
}

/** Whether the text is only the number of a day. */
export function isSerialText(text: string): boolean {
  return SERIAL.test(plainToken(text));
}

const EPOCH_1900 = localDate('1899-12-30');
const EPOCH_1904 = localDate('1904-01-01');

function dateOf(year = '', month = '', day = ''): LocalDate | null {
  const digits = [year.length === 2 ? `20${year}` : year, month.padStart(2, '0'), day.padStart(2, '0')];
  try {
    return plausible(localDate(digits.join('-')));
  } catch {
    return null;
  }
}

function plausible(on: LocalDate): LocalDate | null {
  const year = Number(on.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR ? on : null;
}

/** `Nov`, `Sept` and `November` alike; an empty text when it is no month. */
function monthNumber(name = ''): string {
  const start = name.toLowerCase();
  const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(start));
  return index === -1 ? '' : String(index + 1);
}
