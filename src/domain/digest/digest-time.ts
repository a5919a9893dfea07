import { businessCloses, businessDayOnOrAfter, isBusinessDay, nextBusinessDay } from '../business-calendar';
import { instantOf } from '../local-time';
import type { ProgramPolicy } from '../policy';
import { localDateIn, type Instant, type LocalDate } from '../time';

/** The next business day's `digest.at` that is strictly after `after`. */
export function nextDigestAt(
  { calendar, digest }: Pick<ProgramPolicy, 'calendar' | 'digest'>,
  after: Instant,
): Instant {
  const day = businessDayOnOrAfter(calendar, localDateIn(calendar.zone, after));
  const at = instantOf(day, digest.at, calendar.zone);
  return at > after ? at : instantOf(nextBusinessDay(calendar, day), digest.at, calendar.zone);
}

/**
 * The day whose digest is due now. It is due from the policy's time until business closes. Null outside of that time.
 */
export function digestDueOn(
  { calendar, digest }: Pick<ProgramPolicy, 'calendar' | 'digest'>,
  now: Instant,
): LocalDate | null {
  const today = localDateIn(calendar.zone, now);
  const due =
    isBusinessDay(calendar, today) &&
    now >= instantOf(today, digest.at, calendar.zone) &&
    now < businessCloses(calendar, today);
  return due ? today : null;
}
