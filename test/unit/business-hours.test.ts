import fc from 'fast-check';
import {
  businessMinutesBetween,
  businessMinutesLater,
  nextBusinessInstant,
  plusBusinessMinutes,
} from '../../src/domain/business-hours';
import type { BusinessCalendar } from '../../src/domain/policy';
import { instant } from '../../src/domain/time';
import { calendar, open } from './support/calendars';
import { minnesota } from './support/minnesota';

const state = minnesota.calendar;

describe('one by one', () => {
  test.each([
    ['inside business hours', '2026-11-23T16:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    ['at opening', '2026-11-23T14:00:00.000Z', '2026-11-23T14:00:00.000Z'],
    ['before opening', '2026-11-23T13:59:59.999Z', '2026-11-23T14:00:00.000Z'],
    ['a millisecond before closing', '2026-11-23T22:59:59.999Z', '2026-11-23T22:59:59.999Z'],
    ['at closing', '2026-11-23T23:00:00.000Z', '2026-11-24T14:00:00.000Z'],
    ['before a long weekend', '2026-11-25T23:00:00.000Z', '2026-11-30T14:00:00.000Z'],
    ['over the end of daylight saving', '2026-10-30T22:00:00.000Z', '2026-11-02T14:00:00.000Z'],
  ])('the next business instant %s', (_, at, expected) => {
    expect(nextBusinessInstant(state, instant(at))).toBe(expected);
  });

  test.each([
    ['an hour of a morning', '2026-11-23T15:00:00Z', '2026-11-23T16:00:00Z', 60],
    ['a whole day, night included', '2026-11-23T06:00:00Z', '2026-11-24T06:00:00Z', 540],
    ['Wednesday noon to Monday noon over Thanksgiving', '2026-11-25T18:00:00Z', '2026-11-30T18:00:00Z', 540],
    [
      'Friday to Monday over the start of daylight saving',
      '2027-03-12T22:00:00Z',
      '2027-03-15T14:00:00Z',
      120,
    ],
    ['rounded down', '2026-11-23T15:00:00.000Z', '2026-11-23T15:01:59.999Z', 1],
    ['backwards', '2026-11-23T16:00:00Z', '2026-11-23T15:00:00Z', 0],
  ])('minutes between: %s', (_, from, to, minutes) => {
    expect(businessMinutesBetween(state, instant(from), instant(to))).toBe(minutes);
  });

  test.each([
    ['four hours from the morning', '2026-11-23T15:00:00Z', 240, '2026-11-23T19:00:00.000Z'],
    ['up to closing exactly', '2026-11-23T22:00:00Z', 60, '2026-11-23T23:00:00.000Z'],
    ['over the night', '2026-11-23T22:00:00Z', 61, '2026-11-24T14:01:00.000Z'],
    ['from a Saturday', '2026-11-21T18:00:00Z', 30, '2026-11-23T14:30:00.000Z'],
    ['over the end of daylight saving', '2026-10-30T21:00:00Z', 120, '2026-11-02T15:00:00.000Z'],
    ['none', '2026-11-21T18:00:00Z', 0, '2026-11-21T18:00:00.000Z'],
  ])('adding minutes: %s', (_, at, minutes, expected) => {
    expect(plusBusinessMinutes(state, instant(at), minutes)).toBe(expected);
  });

  test('minutes are not counted backwards', () => {
    expect(() => plusBusinessMinutes(state, instant('2026-11-23T15:00:00Z'), -1)).toThrow(RangeError);
  });
});

const MINUTE = 60_000;
const minuteOfYear = fc
  .integer({ min: 0, max: 365 * 1440 })
  .map((minutes) => Date.parse('2026-10-01T00:00:00Z') + minutes * MINUTE);

const wall = new Intl.DateTimeFormat('en-US', {
  ...{ timeZone: 'America/Chicago', hourCycle: 'h23' },
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
});

/** Whether business is open in the minute that starts at `ms`. */
function openMinute(ms: number, anyCalendar: BusinessCalendar): boolean {
  const part = Object.fromEntries(wall.formatToParts(ms).map(({ type, value }) => [type, value]));
  const hour = Number(part['hour']);
  return hour >= 8 && hour < 17 && open(`${part['year']}-${part['month']}-${part['day']}`, anyCalendar);
}

describe('against a walk from minute to minute', () => {
  test('minutes between two instants', () => {
    fc.assert(
      fc.property(calendar, minuteOfYear, fc.integer({ min: 0, max: 5000 }), (anyCalendar, from, span) => {
        let walked = 0;
        for (let minute = 0; minute < span; minute += 1) {
          if (openMinute(from + minute * MINUTE, anyCalendar)) walked += 1;
        }
        const to = instant(from + span * MINUTE);
        expect(businessMinutesBetween(anyCalendar, instant(from), to)).toBe(walked);
      }),
      { numRuns: 60 },
    );
  });

  test('adding minutes lands on the first instant that has seen them all', () => {
    fc.assert(
      fc.property(calendar, minuteOfYear, fc.integer({ min: 1, max: 1500 }), (anyCalendar, from, minutes) => {
        const reached = plusBusinessMinutes(anyCalendar, instant(from), minutes);
        expect(businessMinutesBetween(anyCalendar, instant(from), reached)).toBe(minutes);
        expect(openMinute(Date.parse(reached) - MINUTE, anyCalendar)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('later by business minutes is never outside business hours', () => {
    fc.assert(
      fc.property(calendar, minuteOfYear, fc.integer({ min: 1, max: 1500 }), (anyCalendar, from, minutes) => {
        const later = businessMinutesLater(anyCalendar, instant(from), minutes);
        expect(businessMinutesBetween(anyCalendar, instant(from), later)).toBe(minutes);
        expect(openMinute(Date.parse(later), anyCalendar)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('the next business instant is open, and nothing before it was', () => {
    fc.assert(
      fc.property(calendar, minuteOfYear, (anyCalendar, at) => {
        const next = nextBusinessInstant(anyCalendar, instant(at));
        expect(openMinute(Date.parse(next), anyCalendar)).toBe(true);
        expect(businessMinutesBetween(anyCalendar, instant(at), next)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
