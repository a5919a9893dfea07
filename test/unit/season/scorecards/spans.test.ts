import { businessDayNumbers } from '../../../../src/domain/season/scorecards/business-day-numbers';
import { monthSpans } from '../../../../src/domain/season/scorecards/spans';
import { localDate } from '../../../../src/domain/time';
import { minnesota } from '../../support/minnesota';

test('months, the first and the last cut to the days that are asked about', () => {
  expect(monthSpans(localDate('2028-01-31'), localDate('2028-03-01'))).toEqual([
    { label: 'January 2028', from: '2028-01-31', to: '2028-01-31' },
    { label: 'February 2028', from: '2028-02-01', to: '2028-02-29' },
    { label: 'March 2028', from: '2028-03-01', to: '2028-03-01' },
  ]);
  expect(monthSpans(localDate('2026-12-05'), localDate('2026-12-20'))).toEqual([
    { label: 'December 2026', from: '2026-12-05', to: '2026-12-20' },
  ]);
});

test('a closed day has the number of the business day that follows it', () => {
  // Thanksgiving is Thursday, November 26; the day after it is closed too.
  const days = businessDayNumbers(minnesota.calendar, localDate('2026-11-24'), localDate('2026-12-01'));
  expect(days.map(({ on, number }) => `${on.slice(5)} ${number}`)).toEqual([
    '11-24 0',
    '11-25 1',
    '11-26 2',
    '11-27 2',
    '11-28 2',
    '11-29 2',
    '11-30 2',
    '12-01 3',
  ]);
});

test('nothing is said of days before the calendar’s first', () => {
  const { calendar } = minnesota;
  const days = businessDayNumbers(calendar, localDate('2016-11-01'), localDate('2017-01-03'));
  expect(days).toEqual([
    { on: '2017-01-01', number: 0 },
    { on: '2017-01-02', number: 0 },
    { on: '2017-01-03', number: 0 },
  ]);
});

test('nothing is said of days after the calendar’s last', () => {
  const { calendar } = minnesota;
  const days = businessDayNumbers(calendar, calendar.through, localDate('2199-01-01'));
  expect(days.map(({ on }) => on)).toEqual([calendar.through]);
});
