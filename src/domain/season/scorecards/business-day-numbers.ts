import { isBusinessDay } from '../../business-calendar';
import { plusDays } from '../../local-time';
import type { BusinessCalendar } from '../../policy';
import type { LocalDate } from '../../time';

export interface NumberedDay {
  readonly on: LocalDate;
  /** The number of this business day, or of the next one when this day is closed. */
  readonly number: number;
}

/**
 * Gives every day a number. The business days from day 0 to another day are then a subtraction, which is fast for a
 * hundred thousand leads. A closed day has the number of the next business day: what is done on a Saturday counts as
 * done by Monday. Days that the calendar does not know are left out.
 */
export function businessDayNumbers(
  calendar: BusinessCalendar,
  from: LocalDate,
  to: LocalDate,
): NumberedDay[] {
  const first = from > calendar.from ? from : calendar.from;
  const last = to < calendar.through ? to : calendar.through;
  const days: NumberedDay[] = [];
  let number = 0;
  for (let on = first; on <= last; on = plusDays(on, 1)) {
    days.push({ on, number });
    if (isBusinessDay(calendar, on)) number += 1;
  }
  return days;
}
