import {
  leadsInFortnight,
  leadsToday,
  NO_LEADS,
  placesInUse,
  withLead,
  type RecentLeads,
} from '../../../src/domain/routing/recent-leads';
import { plusDays } from '../../../src/domain/local-time';
import { localDate } from '../../../src/domain/time';

const MONDAY = localDate('2026-11-02');

function given(days: readonly number[]): RecentLeads {
  return days.reduce((recent, day) => withLead(recent, plusDays(MONDAY, day)), NO_LEADS);
}

test.each([
  ['nothing yet', [], 0, 0, 0],
  ['twice today', [0, 0], 0, 2, 2],
  ['yesterday and today', [0, 1], 1, 1, 2],
  ['thirteen days ago still counts', [0, 0, 13], 13, 1, 3],
  ['fourteen days ago does not', [0, 0, 14], 14, 1, 1],
  ['looked at thirteen days later', [0, 0], 13, 0, 2],
  ['looked at fourteen days later', [0, 0], 14, 0, 0],
  ['long ago', [0, 100], 100, 1, 1],
  ['a clock that is behind counts for the latest day', [1, 0], 1, 2, 2],
  ['and sees the latest day', [1, 1], 0, 2, 2],
])('%s', (_what, days, on, today, fortnight) => {
  const recent = given(days);
  const day = plusDays(MONDAY, on);
  expect(leadsToday(recent, day)).toBe(today);
  expect(leadsInFortnight(recent, day)).toBe(fortnight);
});

test('capacity has two readings: open places, and leads in any two weeks', () => {
  const organization = { held: 1, ...given([0, 0, 5]) };
  const on = plusDays(MONDAY, 6);
  expect(placesInUse(organization, on, 'open-places')).toBe(1);
  expect(placesInUse(organization, on, 'fortnight')).toBe(3);
  expect(placesInUse({ ...organization, held: 4 }, on, 'fortnight')).toBe(4);
  expect(placesInUse(organization, plusDays(MONDAY, 19), 'fortnight')).toBe(1);
});
