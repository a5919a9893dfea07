import { askAboutDate, type ContactDates } from '../contact-dates';
import type { FieldError } from '../errors';
import type { LocalDate } from '../time';
import type { RowStatement } from './statement';

/**
 * A date before the referral can be right, and is last year's date or a slip more often. So whoever says one is asked
 * about it once: a file in its correction, a form at once. Sent again, the date is taken.
 */
export interface DateQuestion {
  readonly asked: LocalDate;
  readonly error: FieldError;
}

/**
 * What a row is asked about its date; null: nothing. `said`: what is said now. `known`: what the row says already.
 * `asked`: the dates that it was asked about before. `how`: what to do when the date is right.
 */
export function questionAbout(of: {
  readonly said: Pick<RowStatement, 'contactOn'>;
  readonly known: Pick<RowStatement, 'contactOn'>;
  readonly asked: readonly LocalDate[];
  readonly dates: ContactDates;
  readonly how: string;
}): DateQuestion | null {
  const { said, known, asked, dates, how } = of;
  const on = said.contactOn;
  if (on === null || on === known.contactOn || asked.includes(on)) return null;
  const message = askAboutDate(on, dates, how);
  return message === null ? null : { asked: on, error: { path: 'contactDate', message } };
}
