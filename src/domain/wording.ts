import { Temporal } from 'temporal-polyfill';
import type { DeadlineProof } from './deadlines';
import { weekdayOf } from './local-time';
import { millis, type Instant, type LocalDate, type Zone } from './time';

/**
 * Dates and deadlines in words for mails and pages: American English, whatever the machine's locale or zone.
 */

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `Monday, November 30, 2026, 5:00 p.m. CST` */
export function formatInstant(at: Instant, zone: Zone): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const date = formatDate(local.toPlainDate().toString() as LocalDate);
  return `${date}, ${timeOfDay(local)} ${zoneAbbreviation(at, zone)}`;
}

/** `Monday, November 30, 2026` */
export function formatDate(date: LocalDate): string {
  return `${formatDay(date)}, ${date.slice(0, 4)}`;
}

/** `Monday, November 30` */
export function formatDay(date: LocalDate): string {
  const month = MONTHS[Number(date.slice(5, 7)) - 1];
  return `${WEEKDAYS[weekdayOf(date) - 1]}, ${month} ${Number(date.slice(8, 10))}`;
}

/** One sentence from which a reader can check the deadline on a calendar. */
export function describeProof(proof: DeadlineProof): string {
  const sent = Temporal.Instant.from(proof.sentAt).toZonedDateTimeISO(proof.zone);
  const parts = [`sent ${formatDay(proof.sentOn)}, ${timeOfDay(sent)}`, ...counting(proof)];
  if (proof.skipped.length > 0) {
    parts.push(`skipped ${list(proof.skipped.map(({ on, why }) => `${formatDay(on)} (${why})`))}`);
  }
  return `Due ${formatInstant(proof.dueAt, proof.zone)}: ${parts.join('; ')}.`;
}

function counting({ rule, counted, dayZero }: DeadlineProof): string[] {
  switch (rule) {
    case 'contact-business-days':
      return [
        `day 0 is ${formatDay(dayZero)}`,
        ...counted.slice(1).map(({ on, day }) => `business day ${day} is ${formatDay(on)}`),
      ];
    case 'appointment-calendar-days':
      return counted.slice(1).map(({ on, day }) => `${day} calendar days later is ${formatDay(on)}`);
    default:
      return rule satisfies never;
  }
}

function timeOfDay(local: Temporal.ZonedDateTime): string {
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12;
  const minute = String(local.minute).padStart(2, '0');
  return `${hour}:${minute} ${local.hour < 12 ? 'a.m.' : 'p.m.'}`;
}

/** Making a format takes a hundred times as long as using it. */
const zoneFormats = new Map<Zone, Intl.DateTimeFormat>();

function zoneAbbreviation(at: Instant, zone: Zone): string {
  let format = zoneFormats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
    zoneFormats.set(zone, format);
  }
  return format.formatToParts(millis(at)).find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** `a`, `a and b`, `a, b, and c`; items may hold commas of their own. */
function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  if (items.length <= 2) return items.join(' and ');
  return `${items.slice(0, -1).join(', ')}, and ${last}`;
}
