import { missingFromCalendar } from '../../src/domain/calendar-ahead';
import type { ProgramPolicy } from '../../src/domain/policy';
import { instant, localDate } from '../../src/domain/time';
import { minnesota } from './support/minnesota';

const within = (from: string, through: string): ProgramPolicy => ({
  ...minnesota,
  calendar: { ...minnesota.calendar, from: localDate(from), through: localDate(through), closures: [] },
});

const now = instant('2026-11-10T16:00:00Z');

test('a calendar is long enough as long as what begins in so many days still gets all its times', () => {
  // A lead sent on Friday, November 20, has its appointment by Friday, December 4.
  const policy = within('2026-11-01', '2026-12-04');
  expect(missingFromCalendar(policy, now, 10)).toBeNull();
  expect(missingFromCalendar(policy, now, 11)).toMatchObject({ date: '2026-12-05' });
});

test('a calendar that has not begun is missing today', () => {
  expect(missingFromCalendar(within('2026-11-11', '2036-12-31'), now)).toMatchObject({ date: '2026-11-10' });
  // A report that is due today has had its reminder two business days before.
  expect(missingFromCalendar(within('2026-11-09', '2036-12-31'), now)).toMatchObject({ date: '2026-11-08' });
  expect(missingFromCalendar(within('2026-11-06', '2036-12-31'), now)).toBeNull();
});

test.each<[string, (policy: ProgramPolicy) => ProgramPolicy]>([
  ['an escalation', (policy) => ({ ...policy, escalation: { dueBusinessDays: 1000 } })],
  ['a request', (policy) => ({ ...policy, requests: { ...policy.requests, dueBusinessDays: 1000 } })],
  [
    'a lead that nobody opens',
    (policy) => ({ ...policy, routing: { ...policy.routing, unopenedAlertMinutes: 10_000 } }),
  ],
  [
    'a lead that is to be accepted',
    (policy) => ({ ...policy, routing: { ...policy.routing, acceptanceWindowMinutes: 10_000 } }),
  ],
  [
    'a late report',
    (policy) => ({ ...policy, reports: { ...policy.reports, escalateBusinessDaysAfter: 1000 } }),
  ],
])('%s asks for more days than the calendar has: told at start', (_, change) => {
  const policy = within('2026-11-01', '2026-12-04');
  expect(missingFromCalendar(policy, now, 10)).toBeNull();
  expect(missingFromCalendar(change(policy), now, 10)).not.toBeNull();
});
