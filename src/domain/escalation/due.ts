import { addBusinessDays, businessCloses, businessDayOnOrAfter } from '../business-calendar';
import type { ProgramPolicy } from '../policy';
import { localDateIn, type Instant } from '../time';

/** By when a person is to have seen to what was escalated: the close of business, so many business days later. */
export function escalationDueAt({ calendar, escalation }: ProgramPolicy, at: Instant): Instant {
  const dayZero = businessDayOnOrAfter(calendar, localDateIn(calendar.zone, at));
  return businessCloses(calendar, addBusinessDays(calendar, dayZero, escalation.dueBusinessDays));
}
