import fc from 'fast-check';
import { answerDueAt } from '../../src/domain/business-calendar';
import { escalationDueAt } from '../../src/domain/escalation/due';
import { requestDueAt } from '../../src/domain/organization/request/requests';
import type { ProgramPolicy } from '../../src/domain/policy';
import { instant, millis, plusMillis, type Instant } from '../../src/domain/time';
import { calendar, open } from './support/calendars';
import { minnesota } from './support/minnesota';

const KINDS: readonly [string, (policy: ProgramPolicy, at: Instant) => Instant][] = [
  ['an escalation', escalationDueAt],
  ['a request', requestDueAt],
];

/** Local times in Chicago, and the close of business of the next business day, by hand. */
const CASES: readonly [string, string, string][] = [
  ['Friday at noon', '2026-12-04T18:00:00Z', '2026-12-07T23:00:00.000Z'],
  ['Friday, the last millisecond of business', '2026-12-04T22:59:59.999Z', '2026-12-07T23:00:00.000Z'],
  ['Friday, as business closes', '2026-12-04T23:00:00Z', '2026-12-07T23:00:00.000Z'],
  ['Friday evening at 23:59', '2026-12-05T05:59:00Z', '2026-12-07T23:00:00.000Z'],
  ['Saturday at midnight', '2026-12-05T06:00:00Z', '2026-12-07T23:00:00.000Z'],
  ['Saturday', '2026-12-05T18:00:00Z', '2026-12-07T23:00:00.000Z'],
  ['Sunday evening', '2026-12-07T05:59:59Z', '2026-12-07T23:00:00.000Z'],
  ['Monday before business opens', '2026-12-07T12:00:00Z', '2026-12-08T23:00:00.000Z'],
  ['Wednesday before Thanksgiving', '2026-11-25T16:00:00Z', '2026-11-30T23:00:00.000Z'],
  ['Thanksgiving Day', '2026-11-26T16:00:00Z', '2026-11-30T23:00:00.000Z'],
  ['the Saturday after it', '2026-11-28T16:00:00Z', '2026-11-30T23:00:00.000Z'],
  ['Independence Day, observed on Friday', '2026-07-03T16:00:00Z', '2026-07-06T22:00:00.000Z'],
  ['New Year’s Eve', '2026-12-31T18:00:00Z', '2027-01-04T23:00:00.000Z'],
  ['New Year’s Day', '2027-01-01T18:00:00Z', '2027-01-04T23:00:00.000Z'],
  // Summer time begins on Sunday, March 14, 2027, and ends on Sunday, November 1, 2026.
  ['Saturday, the clocks go forward that night', '2027-03-13T18:00:00Z', '2027-03-15T22:00:00.000Z'],
  ['Saturday, the clocks go back that night', '2026-10-31T17:00:00Z', '2026-11-02T23:00:00.000Z'],
];

describe.each(KINDS)('%s that comes on a closed day is not due a business day late', (_kind, dueAt) => {
  test.each(CASES)('%s', (_when, cameAt, due) => {
    expect(dueAt(minnesota, instant(cameAt))).toBe(due);
  });

  test('with two business days', () => {
    const two = { ...minnesota, escalation: { dueBusinessDays: 2 } };
    const policy = { ...two, requests: { ...minnesota.requests, dueBusinessDays: 2 } };
    expect(dueAt(policy, instant('2026-12-05T18:00:00Z'))).toBe('2026-12-08T23:00:00.000Z');
    expect(dueAt(policy, instant('2026-12-04T18:00:00Z'))).toBe('2026-12-08T23:00:00.000Z');
  });
});

test('there are exactly so many open days from what came to its answer, for any calendar and time', () => {
  const start = millis(instant('2026-10-01T05:00:00Z'));
  const minutes = fc.integer({ min: 0, max: 360 * 24 * 60 });
  fc.assert(
    fc.property(calendar, minutes, fc.integer({ min: 1, max: 5 }), (of, minute, days) => {
      const at = instant(start + minute * 60_000);
      const due = answerDueAt(of, at, days);
      const dayOf = (time: Instant) =>
        new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Chicago' }).format(new Date(time));
      let counted = 0;
      for (let day = plusDay(dayOf(at)); day <= dayOf(due); day = plusDay(day))
        counted += open(day, of) ? 1 : 0;
      expect(counted).toBe(days);
      expect(dayOf(plusMillis(due, -1))).toBe(dayOf(due));
    }),
    { numRuns: 300 },
  );
});

function plusDay(on: string): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
