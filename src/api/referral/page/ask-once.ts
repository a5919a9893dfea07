import {
  askAboutDate,
  askAboutFarDate,
  ASKED_DAYS_AHEAD,
  contactDates,
  isTooFarAhead,
  PRESS_AGAIN,
} from '../../../domain/contact-dates';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Act } from '../../../domain/referral/commands';
import { localDateIn, type Instant, type LocalDate } from '../../../domain/time';
import type { DateQuestion } from '../../pages/links/returned-form';
import type { AssignmentRecord } from './ports';

/** What a person is asked about the date that they typed, before it is recorded. Null: nothing. */
export function questionAbout(
  act: Act,
  { sentAt }: Pick<AssignmentRecord, 'sentAt'>,
  { policy, now }: { readonly policy: ProgramPolicy; readonly now: Instant },
): DateQuestion | null {
  const { zone } = policy.calendar;
  const today = localDateIn(zone, now);
  if (act.kind === 'appointment' && !act.held) {
    const about = localDateIn(zone, act.at);
    const isFar = isTooFarAhead(act.at, { zone, today, daysAhead: ASKED_DAYS_AHEAD });
    return isFar ? { about, message: askAboutFarDate(about) } : null;
  }
  const about = contactDay(act, policy);
  if (about === null || sentAt === null) return null;
  const daysBefore = policy.dates.contactDaysBefore;
  const dates = contactDates({ referredOn: localDateIn(zone, sentAt), today, daysBefore });
  const message = askAboutDate(about, dates, PRESS_AGAIN);
  return message === null ? null : { about, message };
}

function contactDay(act: Act, { calendar }: ProgramPolicy): LocalDate | null {
  switch (act.kind) {
    case 'contact':
      return act.on;
    case 'appointment':
      return localDateIn(calendar.zone, act.at);
    default:
      return null;
  }
}
