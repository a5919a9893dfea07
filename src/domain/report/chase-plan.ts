import { addBusinessDays, businessOpens, isBusinessDay } from '../business-calendar';
import { daysBetween, plusDays } from '../local-time';
import type { ProgramPolicy } from '../policy';
import { dueAt } from '../season/periods';
import type { Instant, LocalDate } from '../time';
import type { ChaseKind, ChaseStep } from './chase';

type Rules = Pick<ProgramPolicy, 'calendar' | 'reports'>;

/**
 * The day by which a report is due: the published day. A report that is sent late gets the full published time from
 * its sending on.
 */
export function reportDueOn(
  period: { readonly sendOn: LocalDate; readonly dueOn: LocalDate },
  sentOn: LocalDate,
): LocalDate {
  const fullTime = plusDays(sentOn, daysBetween(period.sendOn, period.dueOn));
  return fullTime > period.dueOn ? fullTime : period.dueOn;
}

/** Until when a report that goes out on `sentOn` is asked for. Throws CalendarExhausted. */
export function reportDates(
  policy: Rules,
  period: Parameters<typeof reportDueOn>[0],
  sentOn: LocalDate,
): { readonly dueOn: LocalDate; readonly dueAt: Instant; readonly chase: readonly ChaseStep[] } {
  const dueOn = reportDueOn(period, sentOn);
  return { dueOn, dueAt: dueAt(policy.calendar.zone, dueOn), chase: chaseSteps(policy, dueOn) };
}

/**
 * When an organization is reminded and when the SPOC is asked, in the order of time. Always when business opens. If
 * business is closed on the due date, the reminder of that day comes on the last business day before. Throws
 * CalendarExhausted.
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
