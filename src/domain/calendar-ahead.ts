import { CalendarExhausted } from './business-calendar';
import { nextDigestAt } from './digest/digest-time';
import { escalationDueAt } from './escalation/due';
import { requestDueAt } from './organization/request/requests';
import type { ProgramPolicy } from './policy';
import { sentTimes } from './referral/sent-times';
import { chaseSteps } from './report/chase-plan';
import { DAY_MS, localDateIn, plusMillis, type Instant } from './time';

/** Days before the calendar ends: enough time to add the next years to the policy file. */
const CALENDAR_AHEAD_DAYS = 180;

/**
 * Called when a process starts. Null when everything that begins now, or `aheadDays` days from now, still gets all its
 * times; otherwise the day that the calendar does not know. So a calendar that has not begun, or that is about to end,
 * is an error at start, not a surprise later.
 */
export function missingFromCalendar(
  policy: ProgramPolicy,
  now: Instant,
  aheadDays = CALENDAR_AHEAD_DAYS,
): CalendarExhausted | null {
  try {
    for (const at of [now, plusMillis(now, aheadDays * DAY_MS)]) askForAllTimes(policy, at);
    return null;
  } catch (error) {
    if (error instanceof CalendarExhausted) return error;
    throw error;
  }
}

/** Every rule that counts business days from something that happens at `at`, except a season's: its dates are checked. */
function askForAllTimes(policy: ProgramPolicy, at: Instant): void {
  sentTimes(policy, at);
  escalationDueAt(policy, at);
  requestDueAt(policy, at);
  nextDigestAt(policy, at);
  chaseSteps(policy, localDateIn(policy.calendar.zone, at));
}
