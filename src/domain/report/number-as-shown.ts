import { dayFromSerial } from './cell-dates';
import type { FoundCell } from './workbook';

/**
 * What a person sees in a cell with a number: a date, a time or a percentage by the cell's format. Never the number that
 * stands for a date.
 */

type NumberCell = Extract<FoundCell, { kind: 'number' }>;

/** @param uses1904 Of the file. */
export function numberAsShown({ value, format }: NumberCell, uses1904: boolean): string {
  switch (format) {
    case 'date':
      return dayFromSerial(value, uses1904) ?? plain(value);
    case 'date-time':
      return dateTimeText(value, uses1904) ?? plain(value);
    case 'time':
      return timeText(value - Math.floor(value));
    case 'duration':
      return value < 0 ? plain(value) : timeText(value);
    case 'percent':
      return `${plain(value * 100)}%`;
    case 'text':
      return lostFormat(value, uses1904) ?? plain(value);
    case undefined:
      return plain(value);
    default:
      return format satisfies never;
  }
}

const MINUTES_A_DAY = 24 * 60;
const SECONDS_A_DAY = MINUTES_A_DAY * 60;

/** January 1, 2020, and December 31, 2039. No ZIP code of the Upper Midwest is between them. */
const FIRST_LIKELY_DAY = 43_831;
const LAST_LIKELY_DAY = 51_135;

/**
 * A program that writes a date into a cell for texts leaves only its number. A number that a person types there is a
 * text. So this is a date or a time, if it can be one. Null: it is neither.
 */
function lostFormat(value: number, uses1904: boolean): string | null {
  if (value > 0 && value < 1 && isWhole(value * MINUTES_A_DAY)) return timeText(value);
  const day = Math.floor(value) + (uses1904 ? 1_462 : 0);
  return day >= FIRST_LIKELY_DAY && day <= LAST_LIKELY_DAY ? dateTimeText(value, uses1904) : null;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-4;
}

/** `2026-12-05 14:30`; at midnight, only the day. */
function dateTimeText(serial: number, uses1904: boolean): string | null {
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const day = dayFromSerial(Math.floor(seconds / SECONDS_A_DAY), uses1904);
  if (day === null || seconds % SECONDS_A_DAY === 0) return day;
  return `${day} ${timeText((seconds % SECONDS_A_DAY) / SECONDS_A_DAY)}`;
}

/** `14:30`, or with seconds if there are any. More than a day is hours. */
function timeText(days: number): string {
  const all = Math.round(days * SECONDS_A_DAY);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return [hours, minutes, ...(seconds === 0 ? [] : [seconds])]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Without the last digits, which only computing brings. */
function plain(value: number): string {
  return String(Number(value.toPrecision(15)));
}
