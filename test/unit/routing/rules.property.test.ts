import fc from 'fast-check';
import { rankOrganizations } from '../../../src/domain/routing/ranking';
import {
  exclusionReasons,
  type RoutingNeed,
  type RoutingOrganization,
} from '../../../src/domain/routing/rules';
import { instant, localDate } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

const ON = localDate('2028-02-10');

/** By the criteria of the policy file. */
const rank = (wanted: RoutingNeed, all: readonly RoutingOrganization[]) =>
  rankOrganizations(wanted, all, minnesota.routing);

const instants = fc.option(
  fc.integer({ min: 0, max: 40 }).map((days) => instant(Date.UTC(2028, 0, 1 + days))),
  { nil: null },
);

const organizations: fc.Arbitrary<RoutingOrganization[]> = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name: fc.string({ maxLength: 8 }),
    type: fc.constantFrom('navigator', 'broker'),
    active: often(true),
    absent: often(false),
    contactVerified: often(true),
    capacity: fc.integer({ min: 0, max: 6 }),
    held: fc.integer({ min: 0, max: 8 }),
    lastAssignedAt: instants,
    given: fc.constantFrom(0, 0.5, 2),
    leadsOn: fc.constantFrom(null, ON, localDate('2028-02-09')),
    leadsByDay: fc.constantFrom([1], [2, 1]),
    languages: fc.subarray(['en', 'es', 'so', 'hmn', 'es-MX'], { minLength: 1 }),
    tried: often(false),
    waitingAhead: fc.constantFrom(0, 0, 0, 1, 3),
  }) satisfies fc.Arbitrary<RoutingOrganization>,
  { selector: ({ id }) => id, maxLength: 14 },
);

const need = fc.record({
  referralId: fc.uuid(),
  sameConsumer: fc.constant(null),
  on: fc.constant(ON),
  assisterType: fc.constantFrom('navigator' as const, 'broker' as const),
  language: fc.constantFrom('en', 'es', 'so', 'es-MX', 'vi'),
});

test('everybody is explained exactly once, with the reasons that apply, as candidate or as excluded', () => {
  fc.assert(
    fc.property(need, organizations, (wanted, all) => {
      const { candidates, excluded } = rank(wanted, all);
      const explained = [...candidates, ...excluded].map(({ organizationId }) => organizationId);
      expect([...explained].sort()).toEqual(all.map(({ id }) => id).sort());
      for (const { organizationId, reasons } of excluded) {
        expect(reasons).toEqual(exclusionReasons(wanted, byId(all, organizationId), minnesota.routing));
        expect(reasons.length).toBeGreaterThan(0);
      }
    }),
  );
});

test('a candidate is of the right type, there, trusted, new to this referral, and has a place nobody older needs', () => {
  fc.assert(
    fc.property(need, organizations, (wanted, all) => {
      for (const { organizationId } of rank(wanted, all).candidates) {
        const org = byId(all, organizationId);
        expect(org).toMatchObject({
          ...{ type: wanted.assisterType, active: true, absent: false },
          ...{ contactVerified: true, tried: false },
        });
        expect(org.capacity - org.held).toBeGreaterThan(org.waitingAhead);
      }
    }),
  );
});

test('the order of the input has no say', () => {
  const shuffled = organizations.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(need, shuffled, (wanted, [all, other]) => {
      expect(rank(wanted, other).candidates).toEqual(rank(wanted, all).candidates);
    }),
  );
});

test('nobody behind is better: not enough today, language, kept places, what was given, share of capacity, scarce languages, the longest wait', () => {
  fc.assert(
    fc.property(need, organizations, (wanted, all) => {
      const keys = rank(wanted, all).candidates.map((candidate) => [
        candidate.dayFull ? 1 : 0,
        candidate.languageMatch ? 0 : 1,
        candidate.keepsPlaces ? 1 : 0,
        candidate.given,
        candidate.load,
        candidate.scarceLanguages,
        candidate.lastAssignedAt === null ? 0 : Date.parse(candidate.lastAssignedAt),
      ]);
      const sorted = [...keys].sort(
        (a, b) => a.map((key, n) => compare(key, b[n])).find((order) => order !== 0) ?? 0,
      );
      expect(keys).toEqual(sorted);
    }),
  );
});

test('among equals each gets its share of many referrals, whatever the ids look like', () => {
  const ids = {
    uuids: (seed: number) => (count: number) => fc.sample(fc.uuid(), { seed, numRuns: count }),
    // As made one after the other: they differ in a few digits only.
    sequence: (seed: number) => (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `0199a${seed}00-0000-7000-8000-${String(index).padStart(12, '0')}`,
      ),
  };
  const DRAWS = 2000;
  for (const [kind, make] of Object.entries(ids)) {
    for (const equals of [2, 3, 5, 8, 12]) {
      const all = make(1)(equals).map((id) => equal(id));
      const wins = new Map(all.map(({ id }) => [id, 0]));
      for (const referralId of make(2)(DRAWS)) {
        const [first] = rank(
          { referralId, assisterType: 'navigator', language: 'en', on: ON, sameConsumer: null },
          all,
        ).candidates;
        const id = first?.organizationId ?? 'nobody';
        wins.set(id, (wins.get(id) ?? 0) + 1);
      }
      // Five standard deviations of a fair draw.
      const fair = DRAWS / equals;
      const slack = 5 * Math.sqrt(fair * (1 - 1 / equals));
      for (const [id, won] of wins) {
        expect([kind, equals, id, Math.abs(won - fair) <= slack]).toEqual([kind, equals, id, true]);
      }
    }
  }
});

test('the whole order among equals is drawn, not only who is first', () => {
  const all = ['a', 'b', 'c'].map((id) => equal(id));
  const orders = new Map<string, number>();
  for (let index = 0; index < 3000; index += 1) {
    const { candidates } = rank(
      {
        referralId: `referral-${index}`,
        assisterType: 'navigator',
        language: 'en',
        on: ON,
        sameConsumer: null,
      },
      all,
    );
    const key = candidates.map(({ organizationId }) => organizationId).join('');
    orders.set(key, (orders.get(key) ?? 0) + 1);
  }
  // Six orders, 500 each if fair; five standard deviations are 102.
  expect([...orders.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of orders.values()) expect(Math.abs(count - 500)).toBeLessThanOrEqual(102);
});

test('assigned one after the other, nobody is overfilled, and the shares stay within one place of each other', () => {
  const capacities = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(capacities, fc.integer({ min: 0, max: 80 }), (sizes, leads) => {
      const state = sizes.map((capacity, index) => ({ ...equal(`organization-${index}`), capacity }));
      const places = sizes.reduce((sum, capacity) => sum + capacity, 0);
      let placed = 0;
      for (let lead = 0; lead < leads; lead += 1) {
        const [first] = rank(
          {
            referralId: `referral-${lead}`,
            assisterType: 'navigator',
            language: 'en',
            on: ON,
            sameConsumer: null,
          },
          state,
        ).candidates;
        const index = state.findIndex(({ id }) => id === first?.organizationId);
        const chosen = state[index];
        if (chosen === undefined) continue;
        state[index] = {
          ...chosen,
          held: chosen.held + 1,
          lastAssignedAt: instant(Date.UTC(2028, 0, 1) + lead),
        };
        placed += 1;
      }
      expect(placed).toBe(Math.min(leads, places));
      const overfilled = state.filter(({ held, capacity }) => held > capacity);
      expect(overfilled).toEqual([]);
      // Whoever was chosen had the lowest share then: no share is ahead of another by more than one of its places.
      const lowest = Math.min(...state.map(({ held, capacity }) => held / capacity));
      const ahead = state.filter(({ held, capacity }) => (held - 1) / capacity > lowest + 1e-9);
      expect(ahead).toEqual([]);
    }),
  );
});

function often(value: boolean): fc.Arbitrary<boolean> {
  return fc.constantFrom(value, value, value, value, !value);
}

function equal(id: string): RoutingOrganization {
  return {
    ...{ id, name: id, type: 'navigator', active: true, absent: false, contactVerified: true },
    ...{
      capacity: 10,
      held: 0,
      lastAssignedAt: null,
      given: 0,
      ...{ leadsOn: null, leadsByDay: [] },
      languages: ['en'],
      tried: false,
      waitingAhead: 0,
    },
  };
}

function byId(all: readonly RoutingOrganization[], id: string): RoutingOrganization {
  const found = all.find((org) => org.id === id);
  if (found === undefined) throw new Error(`unknown organization ${id}`);
  return found;
}

function compare(a = 0, b = 0): number {
  return a - b;
}
