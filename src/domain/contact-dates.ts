import { assertNever } from './errors';
import { daysBetween, plusDays } from './local-time';
import { localDateIn, type Instant, type LocalDate, type Zone } from './time';
import { formatCalendarDate } from './wording';

/**
 * Which dates of a contact, an appointment and a consent somebody can have meant (docs/program.md, "Dates"). Half-typed
 * years and last year's date in January are mistakes, and nothing is counted from them. Numbers: policy `dates`.
 */

/** Between which days a contact, or an appointment that was held, can be. */
export interface ContactDates {
  /** The local date on which the lead was sent. */
  readonly referredOn: LocalDate;
  readonly earliest: LocalDate;
  /** The local date of today. */
  readonly today: LocalDate;
}

/** Consumers may have been in touch before the lead was sent, but not much longer (`dates.contactDaysBefore`). */
export function contactDates(of: {
  readonly referredOn: LocalDate;
  readonly today: LocalDate;
  readonly daysBefore: number;
}): ContactDates {
  const { referredOn, today, daysBefore } = of;
  return { referredOn, today, earliest: plusDays(referredOn, -daysBefore) };
}

/**
 * `future` and `too-early` cannot be. `before-referral` can be, and is a slip more often than not: a person is asked
 * once whether it is right.
 */
type DateJudgement = 'good' | 'before-referral' | 'too-early' | 'future';

function judgeContactDate(on: LocalDate, { referredOn, earliest, today }: ContactDates): DateJudgement {
  if (on > today) return 'future';
  if (on < earliest) return 'too-early';
  return on < referredOn ? 'before-referral' : 'good';
}

/** What is wrong with the date, for the person who typed it. Null: it can be right. */
export function dateProblem(on: LocalDate, dates: ContactDates): string | null {
  const judged = judgeContactDate(on, dates);
  switch (judged) {
    case 'future':
      return 'This date is in the future.';
    case 'too-early':
      return tooEarly(dates);
    case 'before-referral':
    case 'good':
      return null;
    default:
      return assertNever(judged);
  }
}

function tooEarly({ referredOn, earliest }: ContactDates): string {
  return (
    `This date is too long before the referral, which was sent on ${formatCalendarDate(referredOn)}. ` +
    `The earliest day is ${formatCalendarDate(earliest)}. Please check the year.`
  );
}

/** What a person is asked about a date before the referral; null: nothing. `how`: what to do when it is right. */
export function askAboutDate(on: LocalDate, dates: ContactDates, how: string): string | null {
  if (judgeContactDate(on, dates) !== 'before-referral') return null;
  return (
    `${formatCalendarDate(on)} is before the day of the referral, ${formatCalendarDate(dates.referredOn)}. ` +
    `Is the date right? ${how}`
  );
}

/** What a person is asked about an appointment far ahead. */
export function askAboutFarDate(on: LocalDate): string {
  return (
    `${formatCalendarDate(on)} is more than ${ASKED_DAYS_AHEAD} days ahead. ` +
    `Is the date right? ${PRESS_AGAIN}`
  );
}

/** What to do on a page when the date is right. */
export const PRESS_AGAIN = 'If it is, press the button again.';

/** A person is asked whether an appointment so many days ahead is meant. */
export const ASKED_DAYS_AHEAD = 365;

/** Whether an appointment is more than so many calendar days ahead (limit: policy `dates.appointmentDaysAhead`). */
export function isTooFarAhead(
  at: Instant,
  of: { readonly zone: Zone; readonly today: LocalDate; readonly daysAhead: number },
): boolean {
  return daysBetween(of.today, localDateIn(of.zone, at)) > of.daysAhead;
}
