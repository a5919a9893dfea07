import { millis, type Instant, type Zone } from './time';

/** `Mon, Nov 30, 2026, 5:00 PM CST` */
export function shortInstant(at: Instant, zone: Zone): string {
  return formatFor(zone).format(millis(at));
}

/** Kept, because making a format takes a hundred times as long as using it. */
const formats = new Map<Zone, Intl.DateTimeFormat>();

function formatFor(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    formats.set(zone, format);
  }
  return format;
}
