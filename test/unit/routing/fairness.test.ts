import { firstCandidate, type RoutingOrganization } from '../../../src/domain/routing/rules';
import { DAY_MS, instant } from '../../../src/domain/time';

/**
 * What is measured: 10,000 leads from one county, among ten organizations of very different capacity that may all take
 * every one of them. Weight: its capacity in the capacity of all. Share: its leads in all placed leads. The deviation
 * is the share's distance from the weight, relative to the weight; of the ten the largest counts.
 */
const LEADS = 10_000;
const CAPACITIES = [5, 8, 10, 12, 20, 20, 30, 40, 60, 95];
const TOTAL = CAPACITIES.reduce((sum, capacity) => sum + capacity, 0);
const RANK_BY = ['language', 'load', 'idle'] as const;
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
    ...{ tried: false, olderWaiting: 0 },
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
  const need = { referralId, assisterType: 'navigator', language: 'en', sameConsumer: null } as const;
  for (;;) {
    const first = firstCandidate(need, seen, RANK_BY);
    if (first === null) return null;
    const n = seen.findIndex(({ id }) => id === first.candidate.organizationId);
    const [known, real] = [seen[n], now[n]];
    if (known === undefined || real === undefined) throw new Error('chosen, but unknown');
    if (real.held < real.capacity && real.given <= known.given + 2.5 / real.capacity) {
      real.held += 1;
      real.given = Math.max(real.given, first.turn) + 1 / real.capacity;
      real.lastAssignedAt = instant(at);
      return n;
    }
    for (const [k, organization] of now.entries()) seen[k] = { ...organization };
  }
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

test('who was away for long gets at most its capacity before the others have their turn again', () => {
  const organization = (id: string, given: number): RoutingOrganization => ({
    ...{ id, name: id, type: 'navigator', active: true, absent: false, contactVerified: true, capacity: 10 },
    ...{ held: 0, lastAssignedAt: null, given, languages: ['en'], tried: false, olderWaiting: 0 },
  });
  const [back, other] = [organization('back', 3), organization('other', 30)];
  const need = { referralId: 'r', assisterType: 'navigator', language: 'en', sameConsumer: null } as const;
  let given = back.given;
  let inARow = 0;
  for (; inARow < 50; inARow += 1) {
    const first = firstCandidate(need, [{ ...back, given }, other], RANK_BY);
    if (first?.candidate.organizationId !== 'back') break;
    given = first.turn + 1 / back.capacity;
  }
  expect([10, 11]).toContain(inARow);
});
