import { CalendarExhausted } from '../../../src/domain/business-calendar';
import type { ProgramPolicy } from '../../../src/domain/policy';
import {
  dueAt,
  periodsByRule,
  sendsAt,
  summaryAt,
  type PeriodDates,
} from '../../../src/domain/season/periods';
import { localDate, type LocalTime, type Zone } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

/** "Reporting rhythm for OE5", copied by hand from the program's slides; years from the season 2017–18. */
const OE5 = [
  { from: '2017-11-01', to: '2017-11-15', sendOn: '2017-11-22', dueOn: '2017-11-29' },
  { from: '2017-11-16', to: '2017-11-29', sendOn: '2017-12-06', dueOn: '2017-12-13' },
  { from: '2017-11-30', to: '2017-12-13', sendOn: '2017-12-20', dueOn: '2017-12-27' },
  { from: '2017-12-14', to: '2017-12-27', sendOn: '2018-01-03', dueOn: '2018-01-10' },
  { from: '2017-12-28', to: '2018-01-10', sendOn: '2018-01-17', dueOn: '2018-01-24' },
];

const { zone } = minnesota.calendar;
const onBusinessDays = withReports({ closedDay: 'next-business-day' });

function withReports(changes: Partial<ProgramPolicy['reports']>): ProgramPolicy {
  return { ...minnesota, reports: { ...minnesota.reports, ...changes } };
}

function byRule(opensOn: string, firstPeriodEndsOn: string, closesOn: string): PeriodDates[] {
  const rule = {
    opensOn: localDate(opensOn),
    firstPeriodEndsOn: localDate(firstPeriodEndsOn),
    closesOn: localDate(closesOn),
  };
  return periodsByRule(rule, minnesota.reports);
}

describe('periods by the rule', () => {
  test("give OE5's table to the day", () => {
    expect(byRule('2017-11-01', '2017-11-15', '2018-01-10')).toEqual(OE5);
  });

  test('give the same days in 2028, which has the same weekdays and a leap day before', () => {
    const shifted = OE5.map((period) =>
      Object.fromEntries(
        Object.entries(period).map(([name, day]) => [
          name,
          day.replace('2018', '2029').replace('2017', '2028'),
        ]),
      ),
    );
    expect(byRule('2028-11-01', '2028-11-15', '2029-01-10')).toEqual(shifted);
  });

  test('end a last period that would be too long with the season', () => {
    expect(byRule('2026-11-01', '2026-11-15', '2026-12-31').at(-1)).toEqual({
      ...{ from: '2026-12-28', to: '2026-12-31', sendOn: '2027-01-07', dueOn: '2027-01-14' },
    });
  });

  test('make one more of a single day', () => {
    const [first, second, ...others] = byRule('2026-11-01', '2026-11-15', '2026-11-16');
    expect([first?.to, second?.from, second?.to]).toEqual(['2026-11-15', '2026-11-16', '2026-11-16']);
    expect(others).toEqual([]);
  });

  test('are one when the season closes with it, even on its opening day', () => {
    expect(byRule('2026-11-01', '2026-11-01', '2026-11-01')).toEqual([
      { from: '2026-11-01', to: '2026-11-01', sendOn: '2026-11-08', dueOn: '2026-11-15' },
    ]);
  });
});

describe('the instant of sending', () => {
  test.each([
    // Nine in the morning in Chicago, five or six hours after the same time in UTC; clocks change on November 5.
    ['in winter time', '2017-11-22', '2017-11-22T15:00:00.000Z'],
    ['the day before winter time begins', '2017-11-04', '2017-11-04T14:00:00.000Z'],
    ['the day on which it begins, 2017', '2017-11-05', '2017-11-05T15:00:00.000Z'],
    ['the day on which it begins, 2028', '2028-11-05', '2028-11-05T15:00:00.000Z'],
    ['the day on which it ends', '2029-03-11', '2029-03-11T14:00:00.000Z'],
    ['Thanksgiving, as published', '2028-11-23', '2028-11-23T15:00:00.000Z'],
    ['a Sunday, as published', '2028-12-03', '2028-12-03T15:00:00.000Z'],
  ])('%s', (_what, sendOn, at) => {
    expect(sendsAt(minnesota, localDate(sendOn))).toBe(at);
  });

  test.each([
    ['Thanksgiving, then a closed Friday: Monday', '2028-11-23', '2028-11-27T15:00:00.000Z'],
    ['a Sunday: Monday', '2028-12-03', '2028-12-04T15:00:00.000Z'],
    ['a business day stays', '2028-12-06', '2028-12-06T15:00:00.000Z'],
  ])('moved on by policy: %s', (_what, sendOn, at) => {
    expect(sendsAt(onBusinessDays, localDate(sendOn))).toBe(at);
  });

  test.each([
    // 2:30 does not exist on March 11, 2029, and 1:30 comes twice on November 5, 2028.
    ['a time that the clocks skip comes with the gap', '02:30', '2029-03-11', '2029-03-11T08:30:00.000Z'],
    ['of a time that comes twice the first', '01:30', '2028-11-05', '2028-11-05T06:30:00.000Z'],
  ])('%s', (_what, time, sendOn, at) => {
    expect(sendsAt(withReports({ sendAt: time as LocalTime }), localDate(sendOn))).toBe(at);
  });
});

describe('a report is late', () => {
  test.each([
    ['with the midnight that ends its day', zone, '2017-11-29', '2017-11-30T06:00:00.000Z'],
    ['before winter time begins', zone, '2028-11-04', '2028-11-05T05:00:00.000Z'],
    ['after the day of 25 hours', zone, '2028-11-05', '2028-11-06T06:00:00.000Z'],
    ['after the day of 23 hours', zone, '2029-03-11', '2029-03-12T05:00:00.000Z'],
    ['after a leap day', zone, '2028-02-29', '2028-03-01T06:00:00.000Z'],
    // Beirut went from 24:00 on March 30, 2024 to 1:00 on the 31st: the day begins there.
    ['where the clocks skip midnight', 'Asia/Beirut' as Zone, '2024-03-30', '2024-03-30T22:00:00.000Z'],
  ])('%s', (_what, where, dueOn, at) => {
    expect(dueAt(where, localDate(dueOn))).toBe(at);
  });
});

describe('the summary', () => {
  test.each([
    // Ten business days after Wednesday, January 24, 2029, at eight in the morning: no holiday between.
    ["the season's like OE5's", '2029-01-24', '2029-02-07T14:00:00.000Z'],
    // December 25 and January 1 are closed.
    ['over the holidays', '2028-12-20', '2029-01-05T14:00:00.000Z'],
    ['from a Sunday', '2029-01-28', '2029-02-09T14:00:00.000Z'],
  ])('%s', (_what, lastDueOn, at) => {
    expect(summaryAt(minnesota, localDate(lastDueOn))).toBe(at);
  });

  test('is no guess after the end of the calendar', () => {
    expect(() => summaryAt(minnesota, localDate('2036-12-24'))).toThrow(CalendarExhausted);
  });
});
