import { Temporal } from 'temporal-polyfill';
import { DAY_MS, instant, type Instant, type LocalDate, type LocalTime, type Zone } from './time';

/**
 * The instant at which the clocks in `zone` show `time` on `date`. A time that a daylight-saving change skips is
 * moved forward by the length of the gap. Of a time that occurs twice, the first one is taken.
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: Zone): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return instant(wall.toZonedDateTime(zone).epochMilliseconds);
}

const MIDNIGHT = '00:00' as LocalTime;

/** The instant at which `date` begins in `zone`. The day is over when the next one begins. */
export function dayBegins(date: LocalDate, zone: Zone): Instant {
  return instantOf(date, MIDNIGHT, zone);
}

/** The day `days` calendar days after `date` (before it, when negative). */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return new Date(midnightUtc(date) + days * DAY_MS).toISOString().slice(0, 10) as LocalDate;
}

/** Calendar days from `from` to `to`; negative when `to` is before it. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (midnightUtc(to) - midnightUtc(from)) / DAY_MS;
}

/** ISO number of the weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  const sunday0 = new Date(midnightUtc(date)).getUTCDay();
  return sunday0 === 0 ? 7 : sunday0;
}

/**
 * Days have no zone, and in UTC all have the same length. Deadlines walk over many days, so no library objects are
 * made here.
 */
function midnightUtc(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}
