import { firstCandidate } from '../../../src/domain/routing/ranking';
import { leadsADay, withLead } from '../../../src/domain/routing/recent-leads';
import type { RoutingOrganization } from '../../../src/domain/routing/rules';
import { DAY_MS, instant, localDate, type LocalDate } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

/**
 * What is measured: 10,000 leads from one county, among ten organizations of very different capacity that may all take
 * every one of them. Weight: its capacity in the capacity of all. Share: its leads in all placed leads. The deviation
 * is the share's distance from the weight, relative to the weight; of the ten the largest counts.
 */
const LEADS = 10_000;
const CAPACITIES = [5, 8, 10, 12, 20, 20, 30, 40, 60, 95];
const TOTAL = CAPACITIES.reduce((sum, capacity) => sum + capacity, 0);
const START = Date.UTC(2026, 10, 2, 15);
const SERVICE_DAYS = 10;

type Organization = { -readonly [Key in keyof RoutingOrganization]: RoutingOrganization[Key] };

interface Scene {
  readonly capacities?: readonly number[];
  /** Share of all places that is held on average: it follows from how fast leads come. */
  readonly busy: number;
  /** So many leads look at once, and only then take their places. */
  readonly atOnce?: number;
  /** How many times longer than the others the n-th organization holds a place. */
  readonly slowness?: (n: number) => number;
}

interface Outcome {
  readonly got: readonly number[];
  readonly mostHeld: readonly number[];
  readonly unplaced: number;
}

function run({ capacities = CAPACITIES, busy, atOnce = 1, slowness = () => 1 }: Scene): Outcome {
  const organizations = capacities.map((capacity, n): Organization => ({
    ...{ id: `organization-${n}`, name: `Organization ${n}`, type: 'navigator', active: true, absent: false },
    ...{ contactVerified: true, capacity, held: 0, lastAssignedAt: null, given: 0, languages: ['en'] },
    ...{ leadsOn: null, leadsByDay: [], tried: false, waitingAhead: 0 },
  }));
  const total = capacities.reduce((sum, capacity) => sum + capacity, 0);
  const gapMs = (SERVICE_DAYS * DAY_MS) / (total * busy);
  const got = capacities.map(() => 0);
  const mostHeld = capacities.map(() => 0);
  let releases: { at: number; n: number }[] = [];
  let unplaced = 0;
  for (let lead = 0; lead < LEADS; lead += atOnce) {
    const now = START + lead * gapMs;
    for (const { n } of releases.filter(({ at }) => at <= now)) {
      const organization = organizations[n];
      if (organization !== undefined) organization.held -= 1;
    }
    releases = releases.filter(({ at }) => at > now);
    const seen = organizations.map((organization) => ({ ...organization }));
    for (let k = 0; k < Math.min(atOnce, LEADS - lead); k += 1) {
      const n = take(`referral-${lead + k}`, seen, organizations, now);
      if (n === null) {
        unplaced += 1;
        continue;
      }
      got[n] = (got[n] ?? 0) + 1;
      mostHeld[n] = Math.max(mostHeld[n] ?? 0, organizations[n]?.held ?? 0);
      releases.push({ at: now + SERVICE_DAYS * DAY_MS * slowness(n), n });
    }
  }
  return { got, mostHeld, unplaced };
}

/** As the routing store does it: look, then take the place on condition, and look again when it or the turn is gone. */
function take(referralId: string, seen: Organization[], now: Organization[], at: number): number | null {
  const need = {
    referralId,
    assisterType: 'navigator',
    language: 'en',
    on: dayOf(at),
    sameConsumer: null,
  } as const;
  for (;;) {
    const first = firstCandidate(need, seen, minnesota.routing);
    if (first === null) return null;
    const n = seen.findIndex(({ id }) => id === first.candidate.organizationId);
    const [known, real] = [seen[n], now[n]];
    if (known === undefined || real === undefined) throw new Error('chosen, but unknown');
    if (real.held < real.capacity && real.given <= known.given + 2.5 / real.capacity) {
      real.held += 1;
      real.given = Math.max(real.given, first.turn) + 1 / real.capacity;
      real.lastAssignedAt = instant(at);
      Object.assign(real, withLead(real, dayOf(at)));
      return n;
    }
    for (const [k, organization] of now.entries()) seen[k] = { ...organization };
  }
}

function dayOf(at: number): LocalDate {
  return localDate(instant(at).slice(0, 10));
}

function deviation({ got, unplaced }: Outcome, capacities: readonly number[] = CAPACITIES): number {
  const total = capacities.reduce((sum, capacity) => sum + capacity, 0);
  const placed = LEADS - unplaced;
  return Math.max(
    ...capacities.map((capacity, n) => Math.abs((got[n] ?? 0) / placed / (capacity / total) - 1)),
  );
}

test.each([0.001, 0.02, 0.1, 0.3, 0.6, 0.9])(
  'one by one, equally quick, with %s of all places held: each share is within 2 % of its weight',
  (busy) => {
    const outcome = run({ busy });
    expect(outcome.unplaced).toBe(0);
    expect(deviation(outcome)).toBeLessThanOrEqual(0.02);
  },
);

test.each([0.1, 0.3, 0.6, 0.9])(
  'sixteen at once, with %s of all places held: each share is within 2 % of its weight',
  (busy) => {
    const outcome = run({ busy, atOnce: 16 });
    expect(outcome.unplaced).toBe(0);
    expect(deviation(outcome)).toBeLessThanOrEqual(0.02);
  },
);

test('in bulk, before any is finished: each share is within 2 % of its weight, and nobody is overfilled', () => {
  const capacities = CAPACITIES.map((capacity) => capacity * 40);
  for (const atOnce of [1, 16]) {
    const outcome = run({ capacities, busy: 1e9, atOnce });
    expect(outcome.unplaced).toBe(0);
    expect(deviation(outcome, capacities)).toBeLessThanOrEqual(0.02);
    expect(capacities.filter((capacity, n) => (outcome.mostHeld[n] ?? 0) > capacity)).toEqual([]);
  }
});

test.each([0.2, 0.4, 0.6, 0.8])(
  'two are four times slower, with %s held if all were quick: no quick one is starved, no slow one overfilled',
  (busy) => {
    const slow = [4, 8];
    const { got, mostHeld, unplaced } = run({ busy, slowness: (n) => (slow.includes(n) ? 4 : 1) });
    const placed = LEADS - unplaced;
    const shares = CAPACITIES.map((capacity, n) => (got[n] ?? 0) / placed / (capacity / TOTAL));
    const quick = shares.filter((_, n) => !slow.includes(n));
    expect(Math.min(...quick)).toBeGreaterThanOrEqual(0.98);
    // What the slow ones cannot take is shared by the quick ones: none of them is a favorite.
    expect(Math.max(...quick) / Math.min(...quick)).toBeLessThanOrEqual(1.1);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(CAPACITIES.filter((capacity, n) => (mostHeld[n] ?? 0) > capacity)).toEqual([]);
  },
);

describe('who is new, or comes back, with a capacity of 60 among three of 20', () => {
  const organization = (id: string, capacity: number, given: number): Organization => ({
    ...{
      id,
      name: id,
      type: 'navigator',
      active: true,
      absent: false,
      contactVerified: true,
      capacity,
      given,
    },
    ...{ held: 0, lastAssignedAt: null, languages: ['en'], leadsOn: null, leadsByDay: [] },
    ...{ tried: false, waitingAhead: 0 },
  });
  const scene = (given: number) => [
    organization('back', 60, given),
    ...['a', 'b', 'c'].map((id) => organization(id, 20, 30)),
  ];
  const START_DAY = Date.UTC(2026, 10, 2, 9);

  test.each([
    ['never had a lead', 0],
    ['missed ten capacities', 20],
    ['is one capacity behind', 29],
  ])('%s: it starts at the others’ turn, and gets its half of the leads', (_what, given) => {
    const organizations = scene(given);
    const took = Array.from({ length: 20 }, (_, n) =>
      take(
        `referral-${n}`,
        organizations.map((each) => ({ ...each })),
        organizations,
        START_DAY + n,
      ),
    );
    const own = took.filter((n) => n === 0).length;
    expect(Math.abs(own - 10)).toBeLessThanOrEqual(1);
    expect(took.slice(0, 4).filter((n) => n === 0).length).toBeLessThanOrEqual(3);
  });

  test('who was away for weeks has a claim on one turn of the others, and on no more', () => {
    const organizations = scene(20);
    const [back] = organizations;
    if (back === undefined) throw new Error('nobody is back');
    Object.assign(back, { leadsOn: localDate('2026-10-12'), leadsByDay: [9] });
    const took = Array.from({ length: 20 }, (_, n) =>
      take(
        `referral-${n}`,
        organizations.map((each) => ({ ...each })),
        organizations,
        START_DAY + n,
      ),
    );
    // One lead of theirs is a twentieth of their capacity, and three of its 60.
    expect(took.slice(0, 6).filter((n) => n === 0).length).toBeLessThanOrEqual(5);
    expect(took.filter((n) => n === 0).length).toBeLessThanOrEqual(12);
    expect(took.filter((n) => n === 0).length).toBeGreaterThanOrEqual(9);
  });

  test('nobody gets more in a day than it can contact in two, while somebody else can take the lead', () => {
    const organizations = scene(0);
    const got = [0, 0, 0, 0];
    for (let n = 0; n < 24; n += 1) {
      const which = take(
        `referral-${n}`,
        organizations.map((each) => ({ ...each })),
        organizations,
        START_DAY + n,
      );
      if (which !== null) got[which] = (got[which] ?? 0) + 1;
    }
    // A fifth of each capacity: 12 and three times 4.
    expect(got).toEqual([12, 4, 4, 4]);
  });

  test('when all have had enough for the day, the next lead is placed all the same; the next day begins anew', () => {
    const organizations = scene(30);
    const seen = () => organizations.map((each) => ({ ...each }));
    for (let n = 0; n < 24; n += 1) take(`referral-${n}`, seen(), organizations, START_DAY + n);
    expect(take('one more', seen(), organizations, START_DAY + 100)).not.toBeNull();
    for (let n = 0; n < 12; n += 1) take(`next-${n}`, seen(), organizations, START_DAY + DAY_MS + n);
    expect(organizations.every((each) => (each.leadsByDay[0] ?? 0) <= leadsADay(each.capacity, 5))).toBe(
      true,
    );
  });

  test.each([
    [0, 1],
    [1, 1],
    [4, 1],
    [5, 1],
    [6, 2],
    [60, 12],
    [61, 13],
  ])('with a capacity of %i, %i a day', (capacity, most) => {
    expect(leadsADay(capacity, 5)).toBe(most);
  });
});
