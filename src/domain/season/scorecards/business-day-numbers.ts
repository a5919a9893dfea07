import { isBusinessDay } from '../../business-calendar';
import { plusDays } from '../../local-time';
import type { BusinessCalendar } from '../../policy';
import type { LocalDate } from '../../time';

export interface NumberedDay {
  readonly on: LocalDate;
  /** Of the business day that it is, or that follows it. */
  readonly number: number;
}

/**
 * Every day with a number, so that the business days from day 0 to another day are a subtraction, for a hundred
 * thousand leads at once. A closed day has the number of the next business day: what is done on a Saturday is done by
 * Monday. Days after the calendar's last are left out.
 */
export function businessDayNumbers(
  calendar: BusinessCalendar,
  from: LocalDate,
  to: LocalDate,
): NumberedDay[] {
  const last = to < calendar.through ? to : calendar.through;
  const days: NumberedDay[] = [];
  let number = 0;
  for (let on = from; on <= last; on = plusDays(on, 1)) {
    days.push({ on, number });
    if (isBusinessDay(calendar, on)) number += 1;
  }
  return days;
}
