import { askAboutFarDate, ASKED_DAYS_AHEAD, isTooFarAhead } from '../../../domain/contact-dates';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Act } from '../../../domain/referral/commands';
import { localDateIn, type Instant, type LocalDate } from '../../../domain/time';
import { contactDateQuestion } from '../../pages/contact-date-question';
import type { DateQuestion } from '../../pages/links/returned-form';
import type { AssignmentRecord } from './ports';

/** What a person is asked about the date that they typed, before it is recorded. Null: nothing. */
export function questionAbout(
  act: Act,
  { sentAt }: Pick<AssignmentRecord, 'sentAt'>,
  given: { readonly policy: ProgramPolicy; readonly now: Instant },
): DateQuestion | null {
  const { zone } = given.policy.calendar;
  if (act.kind === 'appointment' && !act.held) {
    const [about, today] = [localDateIn(zone, act.at), localDateIn(zone, given.now)];
    const isFar = isTooFarAhead(act.at, { zone, today, daysAhead: ASKED_DAYS_AHEAD });
    return isFar ? { about, message: askAboutFarDate(about) } : null;
  }
  const on = contactDay(act, given.policy);
  return on === null ? null : contactDateQuestion(on, sentAt, given);
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
