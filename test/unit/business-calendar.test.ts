import fc from 'fast-check';
import {
  CalendarExhausted,
  addBusinessDays,
  businessCloses,
  businessDayOnOrAfter,
  businessOpens,
  closedBecause,
  isBusinessDay,
  nextBusinessDay,
} from '../../src/domain/business-calendar';
import { latenessInMinutes, nextBusinessInstant } from '../../src/domain/business-hours';
import { contactDeadline } from '../../src/domain/deadlines';
import { escalationDueAt } from '../../src/domain/escalation/due';
import { instantOf, plusDays } from '../../src/domain/local-time';
import { requestDueAt } from '../../src/domain/organization/request/requests';
import { instant, localDate, localDateIn, type LocalTime, type Zone } from '../../src/domain/time';
import { calendar, day, nthDay, open } from './support/calendars';
import { minnesota } from './support/minnesota';

const state = minnesota.calendar;
const chicago = 'America/Chicago' as Zone;

describe('one by one', () => {
  test('a closed day has its reason', () => {
    expect(closedBecause(state, localDate('2026-11-25'))).toBeNull();
    expect(closedBecause(state, localDate('2026-11-26'))).toBe('Thanksgiving Day');
    expect(closedBecause(state, localDate('2026-11-28'))).toBe('weekend');
    expect(closedBecause(state, localDate('2026-07-04'))).toBe('weekend');
    expect(closedBecause(state, localDate('2026-07-03'))).toBe('Independence Day (observed)');
  });

  test('opening and closing follow the clocks on the wall', () => {
    const winter = localDate('2026-11-02');
    const summer = localDate('2026-10-30');
    expect([businessOpens(state, winter), businessCloses(state, winter)]).toEqual([
      '2026-11-02T14:00:00.000Z',
      '2026-11-02T23:00:00.000Z',
    ]);
    expect([businessOpens(state, summer), businessCloses(state, summer)]).toEqual([
      '2026-10-30T13:00:00.000Z',
      '2026-10-30T22:00:00.000Z',
    ]);
  });

  test('counting from a closed day', () => {
    expect(businessDayOnOrAfter(state, localDate('2026-11-26'))).toBe('2026-11-30');
    expect(businessDayOnOrAfter(state, localDate('2026-11-25'))).toBe('2026-11-25');
    expect(nextBusinessDay(state, localDate('2026-11-25'))).toBe('2026-11-30');
    expect(addBusinessDays(state, localDate('2026-11-28'), 1)).toBe('2026-11-30');
    expect(addBusinessDays(state, localDate('2026-11-28'), -1)).toBe('2026-11-25');
    expect(addBusinessDays(state, localDate('2026-11-28'), 0)).toBe('2026-11-28');
  });

  test('the local date is the zone’s, to the millisecond', () => {
    expect(localDateIn(chicago, instant('2026-11-24T05:59:59.999Z'))).toBe('2026-11-23');
    expect(localDateIn(chicago, instant('2026-11-24T06:00:00.000Z'))).toBe('2026-11-24');
    expect(localDateIn(chicago, instant('2026-07-24T04:59:59.999Z'))).toBe('2026-07-23');
    expect(localDateIn('Asia/Tokyo' as Zone, instant('2026-11-24T05:59:59.999Z'))).toBe('2026-11-24');
  });

  test('a time that a clock change skips or repeats', () => {
    expect(instantOf(localDate('2027-03-14'), '02:30' as LocalTime, chicago)).toBe(
      '2027-03-14T08:30:00.000Z',
    );
    expect(instantOf(localDate('2026-11-01'), '01:30' as LocalTime, chicago)).toBe(
      '2026-11-01T06:30:00.000Z',
    );
  });

  test('past its last day the calendar gives no answer', () => {
    expect(isBusinessDay(state, state.through)).toBe(true);
    const after = plusDays(state.through, 1);
    expect(() => isBusinessDay(state, after)).toThrow(new CalendarExhausted(after, state));
    expect(() => nextBusinessDay(state, state.through)).toThrow(CalendarExhausted);
    expect(() => addBusinessDays(state, localDate('2036-12-29'), 3)).toThrow(
      expect.objectContaining({ code: 'calendar-exhausted', date: '2037-01-01' }),
    );
  });
});

test('Christmas 2024, before the service, is no business day', () => {
  expect(closedBecause(state, localDate('2024-12-25'))).toBe('Christmas Day');
});

describe('a day before the calendar begins', () => {
  const before = plusDays(state.from, -1);

  test('gets no answer, from whatever asks: a Christmas that nobody listed is no business day', () => {
    expect(state.from).toBe('2017-01-01');
    expect(closedBecause(state, localDate('2017-01-02'))).toBe("New Year's Day (observed)");
    const beginning = expect.objectContaining({
      code: 'calendar-exhausted',
      message: 'the business calendar begins on 2017-01-01 and knows nothing of 2016-12-26',
    }) as Error;
    expect(() => isBusinessDay(state, localDate('2016-12-26'))).toThrow(beginning);
    expect(() => closedBecause(state, before)).toThrow(CalendarExhausted);
    expect(() => businessDayOnOrAfter(state, localDate('2016-12-26'))).toThrow(beginning);
    expect(() => nextBusinessDay(state, plusDays(before, -1))).toThrow(CalendarExhausted);
    expect(() => addBusinessDays(state, localDate('2017-01-04'), -2)).toThrow(CalendarExhausted);
    expect(() => nextBusinessInstant(state, instant('2016-12-26T16:00:00Z'))).toThrow(beginning);
    expect(() => contactDeadline(minnesota, instant('2016-12-23T16:00:00Z'))).toThrow(CalendarExhausted);
    // An answer is due on a business day after the day that it is asked on, so the next day is the first that is looked at.
    expect(() => escalationDueAt(minnesota, instant('2016-12-25T16:00:00Z'))).toThrow(beginning);
    expect(() => requestDueAt(minnesota, instant('2016-12-25T16:00:00Z'))).toThrow(beginning);
  });

  test('leaves out a figure that is only shown, and nothing else', () => {
    const [dueAt, metAt] = [instant('2016-12-23T23:00:00Z'), instant('2017-01-03T15:00:00Z')];
    expect(latenessInMinutes(state, dueAt, metAt)).toBeNull();
    expect(latenessInMinutes(state, instant('2017-01-03T14:00:00Z'), metAt)).toBe(60);
    expect(latenessInMinutes(state, metAt, instant('2037-01-02T15:00:00Z'))).toBeNull();
  });
});

describe('against a walk from day to day', () => {
  test('a day is open or closed for a reason', () => {
    fc.assert(
      fc.property(calendar, day, (anyCalendar, date) => {
        expect(isBusinessDay(anyCalendar, date)).toBe(open(date, anyCalendar));
        expect(closedBecause(anyCalendar, date) === null).toBe(open(date, anyCalendar));
      }),
    );
  });

  test('adding and subtracting business days', () => {
    fc.assert(
      fc.property(calendar, day, fc.integer({ min: -15, max: 15 }), (anyCalendar, date, count) => {
        let expected: string = date;
        for (let left = Math.abs(count); left > 0;) {
          expected = nthDay(Math.sign(count), expected);
          if (open(expected, anyCalendar)) left -= 1;
        }
        expect(addBusinessDays(anyCalendar, date, count)).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('the next business day, and the first from a day on', () => {
    fc.assert(
      fc.property(calendar, day, (anyCalendar, date) => {
        const later = Array.from({ length: 100 }, (_, offset) => nthDay(offset, date));
        const openDays = later.filter((candidate) => open(candidate, anyCalendar));
        expect(businessDayOnOrAfter(anyCalendar, date)).toBe(openDays[0]);
        expect(nextBusinessDay(anyCalendar, date)).toBe(openDays.find((candidate) => candidate > date));
      }),
    );
  });
});
