/**
 * Instants, local dates and zones are three different types, so one can never be used for another by mistake. At run
 * time all three are plain strings. So they go through JSON, workflow histories and SQL unchanged, and instants of
 * equal precision compare correctly as text.
 */

/** A point on the time line: RFC 3339, UTC, always with milliseconds (`2026-11-23T23:00:00.000Z`). */
export type Instant = string & { readonly __type: 'Instant' };

/** A day on a calendar, without zone or time of day: `YYYY-MM-DD`. */
export type LocalDate = string & { readonly __type: 'LocalDate' };

/** An IANA time zone name, such as `America/Chicago`. */
export type Zone = string & { readonly __type: 'Zone' };

/** A time of day on a 24-hour clock, `HH:MM`. */
export type LocalTime = string & { readonly __type: 'LocalTime' };

/** Reads any text or number of milliseconds that `Date` takes. Throws RangeError for what is no instant. */
export function instant(value: string | number | Date): Instant {
  return new Date(value).toISOString() as Instant;
}

/** Milliseconds since the Unix epoch. */
export function millis(at: Instant): number {
  return Date.parse(at);
}

/** The instant `ms` milliseconds after `at` (before it, when negative). */
export function plusMillis(at: Instant, ms: number): Instant {
  return instant(millis(at) + ms);
}

const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `YYYY-MM-DD`. Throws RangeError for another form or a day that does not exist. */
export function localDate(value: string): LocalDate {
  const parsed = new Date(`${value}T00:00:00Z`);
  if (!LOCAL_DATE.test(value) || Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(value)) {
    throw new RangeError(`not a calendar date: ${value}`);
  }
  return value as LocalDate;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

const localDateFormats = new Map<Zone, Intl.DateTimeFormat>();
/** The last answer for each zone. Whoever looks at an event asks about the same instant again and again. */
const lastLocalDates = new Map<Zone, { readonly at: Instant; readonly on: LocalDate }>();

/**
 * The day that clocks in `zone` show at `at`. It never depends on the machine's own zone. It uses no time-zone
 * library, so workflow code can use it.
 */
export function localDateIn(zone: Zone, at: Instant): LocalDate {
  const last = lastLocalDates.get(zone);
  if (last?.at === at) return last.on;
  const on = formatLocalDate(zone, at);
  lastLocalDates.set(zone, { at, on });
  return on;
}

function formatLocalDate(zone: Zone, at: Instant): LocalDate {
  let format = localDateFormats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    localDateFormats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(millis(at)).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` as LocalDate;
}
