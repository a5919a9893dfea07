import fc from 'fast-check';
import { MAX_PERIODS, periodProblems, ruleProblems } from '../../../src/domain/season/period-problems';
import { dueAt, periodsByRule, sendsAt } from '../../../src/domain/season/periods';
import { localDate, localDateIn, plusMillis } from '../../../src/domain/time';
import { nthDay } from '../support/calendars';
import { minnesota } from '../support/minnesota';

/** A season anywhere from 2026 to 2034, with its days in the order that they need. */
const season = fc
  .record({
    opens: fc.integer({ min: 0, max: 3000 }),
    first: fc.integer({ min: 0, max: 60 }),
    rest: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ opens, first, rest }) => ({
    opensOn: localDate(nthDay(opens)),
    firstPeriodEndsOn: localDate(nthDay(opens + first)),
    closesOn: localDate(nthDay(opens + first + rest)),
  }));

/** Other rhythms than that of the program's own table. */
const reports = fc
  .record({
    periodDays: fc.integer({ min: 3, max: 40 }),
    sendDaysAfterPeriod: fc.integer({ min: 1, max: 20 }),
    dueDaysAfterSending: fc.integer({ min: 1, max: 20 }),
  })
  .map((days) => ({ ...minnesota.reports, ...days }));

test('every day of a season is in exactly one of its periods, and no other day is', () => {
  fc.assert(
    fc.property(season, reports, (rule, policy) => {
      const listed = periodsByRule(rule, policy).flatMap(({ from, to }) => daysOf(from, to));
      expect(listed).toEqual(daysOf(rule.opensOn, rule.closesOn));
    }),
  );
});

test('what the rule makes is good, and no period but the first and last has another length', () => {
  fc.assert(
    fc.property(season, reports, (rule, policy) => {
      expect(ruleProblems(rule, policy)).toEqual([]);
      const periods = periodsByRule(rule, policy);
      expect(periods.length).toBeLessThanOrEqual(MAX_PERIODS);
      expect(periodProblems(periods, { ...minnesota, reports: policy })).toEqual([]);
      const middle = periods.slice(1, -1).map(({ from, to }) => daysOf(from, to).length);
      expect(middle.every((length) => length === policy.periodDays)).toBe(true);
    }),
  );
});

test('any one day moved to where it does not belong is found', () => {
  const damaged = fc.tuple(season, fc.nat(), fc.constantFrom('from', 'to'), fc.constantFrom(-1, 1));
  fc.assert(
    fc.property(damaged, ([rule, at, field, by]) => {
      const periods = periodsByRule(rule, minnesota.reports);
      // The outer two days of a season are its own choice.
      fc.pre(periods.length > 1);
      const index = field === 'from' ? 1 + (at % (periods.length - 1)) : at % (periods.length - 1);
      const moved = periods.map((period, each) =>
        each === index ? { ...period, [field]: localDate(nthDay(by, period[field])) } : period,
      );
      expect(periodProblems(moved, minnesota)).not.toEqual([]);
    }),
  );
});

test('reports go out on their day at the time of the policy and are late the day after they are due', () => {
  const { zone } = minnesota.calendar;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (offset) => {
      const day = localDate(nthDay(offset));
      const sent = sendsAt(minnesota, day);
      expect(localDateIn(zone, sent)).toBe(day);
      const clock = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
      expect(new Intl.DateTimeFormat('en-US', clock).format(new Date(sent))).toBe('09:00');
      const late = dueAt(zone, day);
      expect(localDateIn(zone, late)).toBe(nthDay(1, day));
      expect(localDateIn(zone, plusMillis(late, -1))).toBe(day);
    }),
  );
});

/** Both included, counted one by one. */
function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = nthDay(1, day)) days.push(day);
  return days;
}
