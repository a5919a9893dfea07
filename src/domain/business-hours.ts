import { businessCloses, businessOpens, isBusinessDay, isKnown, nextBusinessDay } from './business-calendar';
import { plusDays } from './local-time';
import type { BusinessCalendar } from './policy';
import { localDateIn, MINUTE_MS, instant, millis, type Instant } from './time';

/**
 * Time measured in business minutes. Only the time from opening (included) to closing (excluded) of a business day
 * counts. Like the calendar, these functions throw CalendarExhausted for a day that the calendar does not know.
 */

/** `at` itself inside business hours, else the next opening. The instant of closing is already outside. */
export function nextBusinessInstant(calendar: BusinessCalendar, at: Instant): Instant {
  const today = localDateIn(calendar.zone, at);
  if (!isBusinessDay(calendar, today) || at >= businessCloses(calendar, today)) {
    return businessOpens(calendar, nextBusinessDay(calendar, today));
  }
  const opens = businessOpens(calendar, today);
  return at < opens ? opens : at;
}

/** `minutes` business minutes after `from`, always at a time when business is open. */
export function businessMinutesLater(calendar: BusinessCalendar, from: Instant, minutes: number): Instant {
  return nextBusinessInstant(calendar, plusBusinessMinutes(calendar, from, minutes));
}

/** Whole business minutes from `from` to `to`, rounded down; 0 when `to` is not after `from`. */
export function businessMinutesBetween(calendar: BusinessCalendar, from: Instant, to: Instant): number {
  const lastDay = localDateIn(calendar.zone, to);
  let openMs = 0;
  for (let day = localDateIn(calendar.zone, from); day <= lastDay; day = plusDays(day, 1)) {
    if (!isBusinessDay(calendar, day)) continue;
    const start = Math.max(millis(from), millis(businessOpens(calendar, day)));
    const end = Math.min(millis(to), millis(businessCloses(calendar, day)));
    openMs += Math.max(0, end - start);
  }
  return Math.floor(openMs / MINUTE_MS);
}

/**
 * By how many business minutes something was late, for pages and answers. Null when the calendar does not know all of
 * these days: then nobody can say it, and what is kept can be read all the same.
 */
export function latenessInMinutes(calendar: BusinessCalendar, dueAt: Instant, until: Instant): number | null {
  const days = [dueAt, until].map((at) => localDateIn(calendar.zone, at));
  return days.every((day) => isKnown(calendar, day)) ? businessMinutesBetween(calendar, dueAt, until) : null;
}

/**
 * The earliest instant at which `minutes` (0 or more) business minutes have passed since `at`. That can be the
 * instant of closing. Where something must happen while business is open, pass the result to nextBusinessInstant.
 */
export function plusBusinessMinutes(calendar: BusinessCalendar, at: Instant, minutes: number): Instant {
  if (minutes < 0) throw new RangeError(`business minutes cannot be counted backwards: ${minutes}`);
  if (minutes === 0) return at;
  let from = nextBusinessInstant(calendar, at);
  let leftMs = minutes * MINUTE_MS;
  for (;;) {
    const closes = businessCloses(calendar, localDateIn(calendar.zone, from));
    const todayMs = millis(closes) - millis(from);
    if (leftMs <= todayMs) return instant(millis(from) + leftMs);
    leftMs -= todayMs;
    from = nextBusinessInstant(calendar, closes);
  }
}
