import { askAboutDate, contactDates, PRESS_AGAIN } from '../../domain/contact-dates';
import type { ProgramPolicy } from '../../domain/policy';
import { localDateIn, type Instant, type LocalDate } from '../../domain/time';
import type { DateQuestion } from './links/returned-form';

/**
 * What a person is asked about the day of a contact, or of an appointment that was held, before it is recorded. Null:
 * nothing, also when the day is refused anyway. `sentAt`: when the lead was sent; null when it was not.
 */
export function contactDateQuestion(
  on: LocalDate,
  sentAt: Instant | null,
  { policy, now }: { readonly policy: ProgramPolicy; readonly now: Instant },
): DateQuestion | null {
  if (sentAt === null) return null;
  const { zone } = policy.calendar;
  const dates = contactDates({
    referredOn: localDateIn(zone, sentAt),
    today: localDateIn(zone, now),
    daysBefore: policy.dates.contactDaysBefore,
  });
  const message = askAboutDate(on, dates, PRESS_AGAIN);
  return message === null ? null : { about: on, message };
}
