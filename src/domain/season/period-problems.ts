import { addBusinessDays, CalendarExhausted } from '../business-calendar';
import type { FieldError } from '../errors';
import { daysBetween, plusDays } from '../local-time';
import type { ProgramPolicy } from '../policy';
import type { LocalDate } from '../time';
import { formatShortDay } from '../wording';
import { sendingDay, type PeriodDates, type RhythmPolicy, type SeasonRule } from './periods';

/**
 * Even daily reports over a whole enrollment period would be fewer. More periods than this mean a typing mistake.
 */
export const MAX_PERIODS = 100;

/**
 * Why these periods cannot be a season's. Empty when they are good. Every problem names its period, by path and in
 * words: `periods[2].from`, `Period 3 (Nov 30 – Dec 13): …`. Problems are: dates out of order, a day in no period or
 * in two, and a business calendar that begins after the first day or ends before the last reminder, notice or summary.
 */
export function periodProblems(periods: readonly PeriodDates[], policy: RhythmPolicy): FieldError[] {
  if (periods.length === 0) return [{ path: 'periods', message: 'A season has at least one period.' }];
  return periods.flatMap((period, index) => {
    const previous = periods[index - 1];
    const found = [
      ...problemsAlone(period),
      ...(previous === undefined ? [] : problemsAfter(period, previous)),
      ...calendarProblems(period, policy),
    ];
    return found.map(([field, what]) => ({
      path: `periods[${index}].${field}`,
      message: `${periodName(index + 1, period)}: ${what}`,
    }));
  });
}

/** `Period 3 (Nov 30 – Dec 13)` */
export function periodName(number: number, { from, to }: Pick<PeriodDates, 'from' | 'to'>): string {
  return `Period ${number} (${formatShortDay(from)} – ${formatShortDay(to)})`;
}

type Problem = readonly [field: keyof PeriodDates, what: string];

function problemsAlone({ from, to, sendOn, dueOn }: PeriodDates): Problem[] {
  const [sent, due] = [formatShortDay(sendOn), formatShortDay(dueOn)];
  return [
    ...(to < from ? [['to', 'it ends before it begins.'] as const] : []),
    ...(sendOn <= to ? [['sendOn', `its reports go out on ${sent}, before it is over.`] as const] : []),
    ...(dueOn < sendOn ? [['dueOn', `its reports are due on ${due}, before they go out.`] as const] : []),
  ];
}

function problemsAfter(period: PeriodDates, previous: PeriodDates): Problem[] {
  return [
    ...daysBetweenProblems(period, previous),
    ...(period.sendOn <= previous.sendOn
      ? [['sendOn', 'its reports go out no later than those of the period before.'] as const]
      : []),
    ...(period.dueOn < previous.dueOn
      ? [['dueOn', 'its reports are due before those of the period before.'] as const]
      : []),
  ];
}

function daysBetweenProblems({ from }: PeriodDates, previous: PeriodDates): Problem[] {
  const next = plusDays(previous.to, 1);
  if (from === next) return [];
  if (from <= previous.from) return [['from', 'it does not begin after the period before.']];
  if (from < next) return [['from', `${days(from, previous.to)} is in the period before, too.`]];
  return [['from', `no period has ${days(next, plusDays(from, -1))}.`]];
}

/** `Nov 16`, or `Nov 16 – Nov 18` */
function days(first: LocalDate, last: LocalDate): string {
  return first === last ? formatShortDay(first) : `${formatShortDay(first)} – ${formatShortDay(last)}`;
}

function calendarProblems({ from, sendOn, dueOn }: PeriodDates, policy: RhythmPolicy): Problem[] {
  const { calendar, reports } = policy;
  if (from < calendar.from) {
    return [['from', `the business calendar begins on ${calendar.from}, too late for it.`]];
  }
  const sent = orExhausted(() => sendingDay(policy, sendOn));
  if (sent === null) return [['sendOn', exhausted(policy)]];
  const furthest = Math.max(reports.escalateBusinessDaysAfter, reports.summaryBusinessDaysAfter);
  return [
    ...(dueOn >= sendOn && dueOn < sent
      ? [['dueOn', `its reports go out on ${formatShortDay(sent)}, the next business day.`] as const]
      : []),
    ...(orExhausted(() => addBusinessDays(calendar, dueOn, furthest)) === null
      ? [['dueOn', exhausted(policy)] as const]
      : []),
  ];
}

function exhausted({ calendar }: RhythmPolicy): string {
  return `the business calendar ends on ${calendar.through}, too early for it; the policy file needs more of it.`;
}

function orExhausted(day: () => LocalDate): LocalDate | null {
  try {
    return day();
  } catch (error) {
    if (error instanceof CalendarExhausted) return null;
    throw error;
  }
}

/** Why periods cannot be made by this rule. Empty when they can. */
export function ruleProblems(
  { opensOn, firstPeriodEndsOn, closesOn }: SeasonRule,
  { periodDays }: ProgramPolicy['reports'],
): FieldError[] {
  const problem = (field: keyof SeasonRule, message: string) => [{ path: `rule.${field}`, message }];
  if (firstPeriodEndsOn < opensOn) {
    return problem('firstPeriodEndsOn', 'Period 1 ends before the season opens.');
  }
  if (closesOn < firstPeriodEndsOn) {
    return problem('closesOn', 'The season closes before period 1 ends.');
  }
  const count = 1 + Math.ceil(daysBetween(firstPeriodEndsOn, closesOn) / periodDays);
  if (count > MAX_PERIODS) {
    return problem('closesOn', `This would make ${count} periods; a season has at most ${MAX_PERIODS}.`);
  }
  return [];
}
