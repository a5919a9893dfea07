import type { WaitingReferrals } from '../../../src/activities/waitlist/ports';
import { waitlistActivities } from '../../../src/activities/waitlist/waitlist';
import { instant } from '../../../src/domain/time';

const NOW = instant('2026-11-23T16:00:00Z');

/** As many places as given, then nobody who could be placed; `fails`: the database is away instead. */
function scene(places: number, fails = false) {
  const woken: string[][] = [];
  let turns = 0;
  const waiting: WaitingReferrals = {
    isAnyPlaceable: async () => true,
    async placeNext() {
      turns += 1;
      if (turns <= places) return { referralId: `referral-${turns}`, placed: true };
      if (fails) throw new Error('the database is away');
      return null;
    },
    wake: (referralIds) => void woken.push([...referralIds]),
  };
  return { woken, work: waitlistActivities({ waiting, now: () => NOW, heartbeat: () => undefined }) };
}

test('workflows are told when 100 are placed, and of the rest at the end: each once, in order', async () => {
  const { woken, work } = scene(250);
  expect(await work.routeWaitingReferrals()).toEqual({ placed: 250 });
  expect(woken.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(woken.flat()).toEqual(Array.from({ length: 250 }, (_, index) => `referral-${index + 1}`));
});

test('whoever was placed before the database went away is told', async () => {
  const { woken, work } = scene(3, true);
  await expect(work.routeWaitingReferrals()).rejects.toThrow('the database is away');
  expect(woken).toEqual([['referral-1', 'referral-2', 'referral-3']]);
});
