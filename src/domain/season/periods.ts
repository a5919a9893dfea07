import { addBusinessDays, businessDayOnOrAfter, businessOpens } from '../business-calendar';
import { dayBegins, instantOf, plusDays } from '../local-time';
import type { ProgramPolicy } from '../policy';
import type { Instant, LocalDate, Zone } from '../time';

/**
 * The rhythm of the Preferred Assister Report (docs/program.md, "The report and its dates"). Referrals sent
 * `from`..`to`, both days included, are reported on `sendOn`. The report is due back by the end of `dueOn`. All are
 * days in the program's zone.
 */
export interface PeriodDates {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly sendOn: LocalDate;
  readonly dueOn: LocalDate;
}

/** What a season is made from when its periods are not given one by one. */
export interface SeasonRule {
  readonly opensOn: LocalDate;
  readonly firstPeriodEndsOn: LocalDate;
  readonly closesOn: LocalDate;
}

type ReportPolicy = ProgramPolicy['reports'];

/**
 * The rule behind the program's own table. The first period runs from the opening day to its given end. Each later
 * period has `periodDays` days; a last one that would be longer than the season ends with it. Reports go out
 * `sendDaysAfterPeriod` calendar days after a period's last day and are due `dueDaysAfterSending` calendar days
 * later. Call it only for a rule without problems (ruleProblems in period-problems.ts).
 */
export function periodsByRule(
  { opensOn, firstPeriodEndsOn, closesOn }: SeasonRule,
  { periodDays, sendDaysAfterPeriod, dueDaysAfterSending }: ReportPolicy,
): PeriodDates[] {
  const periods: PeriodDates[] = [];
  let [from, to] = [opensOn, firstPeriodEndsOn];
  while (from <= closesOn) {
    if (to > closesOn) to = closesOn;
    const sendOn = plusDays(to, sendDaysAfterPeriod);
    periods.push({ from, to, sendOn, dueOn: plusDays(sendOn, dueDaysAfterSending) });
    [from, to] = [plusDays(to, 1), plusDays(to, periodDays)];
  }
  return periods;
}

/** What the dates of a season need of the policy. */
export type RhythmPolicy = Pick<ProgramPolicy, 'calendar' | 'reports'>;

/**
 * A published date is a promise, even when business is closed on it, unless the policy moves it on. Throws
 * CalendarExhausted.
 */
export function sendingDay({ calendar, reports }: RhythmPolicy, sendOn: LocalDate): LocalDate {
  return reports.closedDay === 'next-business-day' ? businessDayOnOrAfter(calendar, sendOn) : sendOn;
}

/** When the reports of a period go out. Throws CalendarExhausted. */
export function sendsAt(policy: RhythmPolicy, sendOn: LocalDate): Instant {
  return instantOf(sendingDay(policy, sendOn), policy.reports.sendAt, policy.calendar.zone);
}

/** The first instant at which a report is late: when `dueOn` is over in `zone`. */
export function dueAt(zone: Zone, dueOn: LocalDate): Instant {
  return dayBegins(plusDays(dueOn, 1), zone);
}

/**
 * When the single point of contact gets the season's summary: the opening of the `summaryBusinessDaysAfter`-th business
 * day after the last due date. Throws CalendarExhausted.
 */
export function summaryAt({ calendar, reports }: RhythmPolicy, lastDueOn: LocalDate): Instant {
  return businessOpens(calendar, addBusinessDays(calendar, lastDueOn, reports.summaryBusinessDaysAfter));
}

export function isSamePeriod(a: PeriodDates, b: PeriodDates): boolean {
  return a.from === b.from && a.to === b.to && a.sendOn === b.sendOn && a.dueOn === b.dueOn;
}
