import { answerDueAt } from '../business-calendar';
import type { ProgramPolicy } from '../policy';
import type { Instant } from '../time';

/**
 * The time by which a person has to deal with an escalation that is opened at `at` (`policy.escalation`). Throws
 * CalendarExhausted.
 */
export function escalationDueAt({ calendar, escalation }: ProgramPolicy, at: Instant): Instant {
  return answerDueAt(calendar, at, escalation.dueBusinessDays);
}
