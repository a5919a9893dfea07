import { askAboutDate, judgeContactDate, type ContactDates } from '../contact-dates';
import type { FieldError } from '../errors';
import type { LocalDate } from '../time';
import type { RowStatement } from './statement';

/**
 * A date before the referral can be right, and is last year's date or a slip more often. So a file that says one is
 * asked about it once, in its correction. Sent again, the date is taken.
 */
export interface DateQuestion {
  readonly asked: LocalDate;
  readonly error: FieldError;
}

/**
 * What a row is asked about its date; null: nothing. `said`: what stands in the file. `known`: what the row says
 * already. `asked`: the dates that it was asked about before.
 */
export function questionAbout(of: {
  readonly said: RowStatement;
  readonly known: RowStatement;
  readonly asked: readonly LocalDate[];
  readonly dates: ContactDates;
}): DateQuestion | null {
  const { said, known, asked, dates } = of;
  const on = said.contactOn;
  if (on === null || on === known.contactOn || asked.includes(on)) return null;
  if (judgeContactDate(on, dates) !== 'before-referral') return null;
  const message = askAboutDate(on, dates, 'If it is, leave it as it is and send this file back.');
  return { asked: on, error: { path: 'contactDate', message } };
}
