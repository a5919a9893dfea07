import { Temporal } from 'temporal-polyfill';
import { instant, type Instant, type LocalDate, type LocalTime, type Zone } from './time';

/**
 * The instant at which the clocks in `zone` show `time` on `date`. A time that a daylight-saving change skips
 * is moved forward by the length of the gap; of a time that occurs twice, the first one is taken.
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: Zone): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return instant(wall.toZonedDateTime(zone).epochMilliseconds);
}

/** The day `days` calendar days after `date` (before it, when negative). */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString() as LocalDate;
}

/** ISO number of the weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}
