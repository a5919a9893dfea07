import type { DeadlineProof } from './deadlines';
import { weekdayOf } from './local-time';
import { millis, type Instant, type LocalDate, type Zone } from './time';

/**
 * Dates and deadlines in words for mails and pages. Always American English, whatever the machine's locale or zone.
 */

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `Monday, November 30, 2026, 5:00 p.m. CST` */
export function formatInstant(at: Instant, zone: Zone): string {
  const { weekday, month, day, year, time, abbreviation } = wallClock(at, zone);
  return `${weekday}, ${month} ${day}, ${year}, ${time} ${abbreviation}`;
}

/** `Monday, November 30, 2026` */
export function formatDate(date: LocalDate): string {
  return `${formatDay(date)}, ${date.slice(0, 4)}`;
}

/** `Monday, November 30` */
export function formatDay(date: LocalDate): string {
  return `${WEEKDAYS[weekdayOf(date) - 1]}, ${monthAndDay(date)}`;
}

/** `November 30, 2026`, where the day of the week is of no use. */
export function formatCalendarDate(date: LocalDate): string {
  return `${monthAndDay(date)}, ${date.slice(0, 4)}`;
}

function monthAndDay(date: LocalDate): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8, 10))}`;
}

/** `Nov 30` */
export function formatShortDay(date: LocalDate): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]?.slice(0, 3)} ${Number(date.slice(8, 10))}`;
}

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** `nine` for 9, `10` for 10. */
export function numberWords(number: number): string {
  return NUMBERS[number] ?? String(number);
}

/** `two weeks` for 14, `10 days` for 10. */
export function daysWords(days: number): string {
  const weeks = days / 7;
  if (days === 1) return '1 day';
  if (!Number.isInteger(weeks)) return `${days} days`;
  return weeks === 1 ? 'one week' : `${numberWords(weeks)} weeks`;
}

/** One sentence from which a reader can check the deadline on a calendar. */
export function describeProof(proof: DeadlineProof): string {
  const sent = wallClock(proof.sentAt, proof.zone);
  const parts = [`sent ${formatDay(proof.sentOn)}, ${sent.time}`, ...counting(proof)];
  if (proof.skipped.length > 0) {
    parts.push(`skipped ${list(proof.skipped.map(({ on, why }) => `${formatDay(on)} (${why})`))}`);
  }
  return `Due ${formatInstant(proof.dueAt, proof.zone)}: ${parts.join('; ')}.`;
}

function counting({ rule, counted, dayZero, pause }: DeadlineProof): string[] {
  switch (rule) {
    case 'contact-business-days':
      return [
        `day 0 is ${formatDay(dayZero)}`,
        ...counted.slice(1).map(({ on, day }) => `business day ${day} is ${formatDay(on)}`),
      ];
    case 'appointment-calendar-days':
      return counted.slice(1).map(({ on, day }) => `${day} calendar days later is ${formatDay(on)}`);
    case 'appointment-resumed':
      return [
        `it was due ${formatDay(dayZero)}`,
        ...(pause ? [`paused from ${formatDay(pause.from)} to ${formatDay(pause.to)}`] : []),
        ...counted.slice(1).map(({ on, day }) => `moved on by ${day} days to ${formatDay(on)}`),
      ];
    default:
      return rule satisfies never;
  }
}

/**
 * Kept, because making a format takes a hundred times as long as using it. Any other way of reading a zone takes ten
 * times as long.
 */
const wallClocks = new Map<Zone, Intl.DateTimeFormat>();

/** What the clocks and calendars on the walls of `zone` show at `at`, in words. */
function wallClock(at: Instant, zone: Zone) {
  let format = wallClocks.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'short',
      hourCycle: 'h12',
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
    wallClocks.set(zone, format);
  }
  const parts = format.formatToParts(millis(at));
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  const half = part('dayPeriod') === 'AM' ? 'a.m.' : 'p.m.';
  return {
    weekday: part('weekday'),
    month: part('month'),
    day: part('day'),
    year: part('year'),
    time: `${part('hour')}:${part('minute')} ${half}`,
    abbreviation: part('timeZoneName'),
  };
}

/** `a`, `a and b`, `a, b, and c`; items may hold commas of their own. */
function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  if (items.length <= 2) return items.join(' and ');
  return `${items.slice(0, -1).join(', ')}, and ${last}`;
}
