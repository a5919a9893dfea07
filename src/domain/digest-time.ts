import { businessDayOnOrAfter, nextBusinessDay } from './business-calendar';
import { instantOf } from './local-time';
import type { ProgramPolicy } from './policy';
import { localDateIn, type Instant } from './time';

/** The next business day's `digest.at` that is strictly after `after`. */
export function nextDigestAt(
  { calendar, digest }: Pick<ProgramPolicy, 'calendar' | 'digest'>,
  after: Instant,
): Instant {
  const day = businessDayOnOrAfter(calendar, localDateIn(calendar.zone, after));
  const at = instantOf(day, digest.at, calendar.zone);
  return at > after ? at : instantOf(nextBusinessDay(calendar, day), digest.at, calendar.zone);
}
