import { addBusinessDays, businessCloses, businessDayOnOrAfter } from '../business-calendar';
import type { ProgramPolicy } from '../policy';
import { localDateIn, type Instant } from '../time';

/**
 * The time by which a person has to deal with an escalation: the close of business, this many business days later.
 */
export function escalationDueAt({ calendar, escalation }: ProgramPolicy, at: Instant): Instant {
  const dayZero = businessDayOnOrAfter(calendar, localDateIn(calendar.zone, at));
  return businessCloses(calendar, addBusinessDays(calendar, dayZero, escalation.dueBusinessDays));
}
