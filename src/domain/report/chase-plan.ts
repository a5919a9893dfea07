import { addBusinessDays, businessOpens, isBusinessDay } from '../business-calendar';
import { daysBetween, plusDays } from '../local-time';
import type { ProgramPolicy } from '../policy';
import type { LocalDate } from '../time';
import type { ChaseKind, ChaseStep } from './chase';

type Rules = Pick<ProgramPolicy, 'calendar' | 'reports'>;

/**
 * By which day a report is due: as published, but never with less time than was published. One that is sent late has
 * the full time from then on.
 */
export function reportDueOn(
  period: { readonly sendOn: LocalDate; readonly dueOn: LocalDate },
  sentOn: LocalDate,
): LocalDate {
  const fullTime = plusDays(sentOn, daysBetween(period.sendOn, period.dueOn));
  return fullTime > period.dueOn ? fullTime : period.dueOn;
}

/**
 * When an organization is reminded and the SPOC is asked, in the order of time, always at the opening of business. A
 * due date on which business is closed is reminded of on the last business day before it. Throws CalendarExhausted.
 */
export function chaseSteps({ calendar, reports }: Rules, dueOn: LocalDate): ChaseStep[] {
  const { remindBusinessDaysBefore, chaseBusinessDaysAfter, escalateBusinessDaysAfter } = reports;
  const step = (kind: ChaseKind, on: LocalDate): ChaseStep => ({ kind, at: businessOpens(calendar, on) });
  const after = (days: number): LocalDate => addBusinessDays(calendar, dueOn, days);
  const first = after(-remindBusinessDaysBefore);
  const onTheDay = isBusinessDay(calendar, dueOn) ? dueOn : after(-1);
  return [
    step('before-due', first),
    ...(onTheDay === first ? [] : [step('due-today', onTheDay)]),
    ...chaseBusinessDaysAfter.map((days) => step('overdue', after(days))),
    step('escalate', after(escalateBusinessDaysAfter)),
  ];
}
