import { instantOf, plusDays, weekdayOf } from './local-time';
import type { BusinessCalendar } from './policy';
import { localDateIn, type Instant, type LocalDate } from './time';

/**
 * The days on which the program's clocks run (docs/program.md, "Clocks"): Monday to Friday in the calendar's zone,
 * without its closures. Every function here throws CalendarExhausted for a day before `calendar.from` or after
 * `calendar.through`. A guess would turn an unknown holiday into a wrong deadline that nobody notices.
 */
export class CalendarExhausted extends Error {
  readonly code = 'calendar-exhausted';

  constructor(
    /** The day that was asked for. */
    readonly date: LocalDate,
    /** The first and the last day that the calendar knows. */
    { from, through }: Pick<BusinessCalendar, 'from' | 'through'>,
  ) {
    const reach = date < from ? `begins on ${from}` : `ends on ${through}`;
    super(`the business calendar ${reach} and knows nothing of ${date}`);
    this.name = 'CalendarExhausted';
  }
}

const SATURDAY = 6;

/** The reason a day is closed: `weekend` or the closure's name. `null` when it is a business day. */
export function closedBecause(calendar: BusinessCalendar, date: LocalDate): string | null {
  if (!isKnown(calendar, date)) throw new CalendarExhausted(date, calendar);
  if (weekdayOf(date) >= SATURDAY) return 'weekend';
  return calendar.closures.find((closure) => closure.on === date)?.name ?? null;
}

/** Whether the calendar knows if business is open on `date`. Never throws. */
export function isKnown({ from, through }: BusinessCalendar, date: LocalDate): boolean {
  return from <= date && date <= through;
}

/** For the reason of a `false`, ask closedBecause. */
export function isBusinessDay(calendar: BusinessCalendar, date: LocalDate): boolean {
  return closedBecause(calendar, date) === null;
}

/** When business opens on `date`. The day itself is not checked: ask isBusinessDay. */
export function businessOpens(calendar: BusinessCalendar, date: LocalDate): Instant {
  return instantOf(date, calendar.opens, calendar.zone);
}

/** When business closes on `date`: the first instant that is no longer inside business hours. */
export function businessCloses(calendar: BusinessCalendar, date: LocalDate): Instant {
  return instantOf(date, calendar.closes, calendar.zone);
}

/** `date` itself when it is a business day, else the next one. */
export function businessDayOnOrAfter(calendar: BusinessCalendar, date: LocalDate): LocalDate {
  return walk(calendar, date, 1);
}

/** The first business day strictly after `date`. */
export function nextBusinessDay(calendar: BusinessCalendar, date: LocalDate): LocalDate {
  return walk(calendar, plusDays(date, 1), 1);
}

/**
 * The `count`-th business day after `date`, whether `date` is one or not; before it when `count` is negative.
 * With a count of 0, `date` itself, unchanged.
 */
export function addBusinessDays(calendar: BusinessCalendar, date: LocalDate, count: number): LocalDate {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1) day = walk(calendar, plusDays(day, step), step);
  return day;
}

/**
 * The time by which the exchange has to answer what came at `at`: the close of business on the `days`-th business day
 * after the local day on which it came, whatever day or hour that was. So what comes on Friday evening, on Saturday or
 * on Sunday is due at the same time as what came on Friday morning.
 */
export function answerDueAt(calendar: BusinessCalendar, at: Instant, days: number): Instant {
  return businessCloses(calendar, addBusinessDays(calendar, localDateIn(calendar.zone, at), days));
}

/** The first business day met from `date` on, `date` included, going `step` days at a time. */
function walk(calendar: BusinessCalendar, date: LocalDate, step: 1 | -1): LocalDate {
  let day = date;
  while (!isBusinessDay(calendar, day)) day = plusDays(day, step);
  return day;
}
