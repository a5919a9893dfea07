import fc from 'fast-check';
import { popEarliest, pushEarliest } from '../../../src/domain/routing/earliest-first';
import { fairnessOf } from '../../../src/domain/routing/fairness';
import {
  RoutingReplay,
  type TrialLead,
  type TrialOrganization,
  type TrialRules,
} from '../../../src/domain/routing/trial';
import { firstCandidate, rankOrganizations } from '../../../src/domain/routing/ranking';
import { NO_LEADS } from '../../../src/domain/routing/recent-leads';
import { DAY_MS, instant, localDate, type LocalDate } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

const RULES: TrialRules = minnesota.routing;
const ON = localDate('2026-10-05');
const START = Date.UTC(2026, 9, 5, 15);

function organization(id: string, about: Partial<TrialOrganization> = {}): TrialOrganization {
  return {
    ...{ id, name: id, type: 'navigator', active: true, contactVerified: true, capacity: 10 },
    ...{ languages: ['en'], counties: ['27053'], absences: [], lastAssignedAt: null, heldUntil: [] },
    recent: NO_LEADS,
    ...about,
  };
}

/** Comes on the `day`-th day of the period, and holds its place for as many days as are given. */
function lead(
  referralId: string,
  day: number,
  about: Partial<TrialLead> & { days?: number } = {},
): TrialLead {
  const { days, ...rest } = about;
  const at = instant(START + day * DAY_MS);
  return {
    ...{ referralId, at, on: at.slice(0, 10) as LocalDate, countyFips: '27053', language: 'en' },
    ...{ application: { active: true }, determinations: [], had: null, sameConsumerAs: null },
    ...{ sameConsumerHad: null, heldMs: days === undefined ? null : days * DAY_MS },
    ...rest,
  };
}

function replay(organizations: readonly TrialOrganization[], leads: readonly TrialLead[], rules = RULES) {
  const run = new RoutingReplay(rules, organizations);
  for (const each of leads) run.place(each);
  return new Map(
    [...run.finish()].map(([id, { organizationId, waited }]) => [
      id,
      organizationId === null ? 'nobody' : `${organizationId}${waited ? ' later' : ''}`,
    ]),
  );
}

const asObject = (placements: Map<string, string>) => Object.fromEntries(placements);

test('a place is held for as long as it really was, and at most for 28 days', () => {
  const one = [organization('one', { capacity: 1 })];
  const leads = [lead('a', 0, { days: 3 }), lead('b', 2), lead('c', 4, { days: 90 }), lead('d', 50)];
  // b waits for a until day 3 and, without an end, holds until day 31; c until day 59.
  expect(asObject(replay(one, leads))).toEqual({ a: 'one', b: 'one later', c: 'one later', d: 'nobody' });
});

test('places taken before the period are held until they really became free', () => {
  const until = (day: number) => instant(START + day * DAY_MS);
  const organizations = [
    organization('busy', { capacity: 2, heldUntil: [until(1), until(5)] }),
    organization('full', { capacity: 1, heldUntil: [until(7)] }),
  ];
  const leads = [lead('a', 0), lead('b', 2), lead('c', 6)];
  expect(asObject(replay(organizations, leads))).toEqual({ a: 'busy later', b: 'busy later', c: 'nobody' });
});

test('who waits goes first, the oldest before the younger, wherever it comes from', () => {
  const organizations = [organization('one', { capacity: 1, counties: ['27053', '27123'] })];
  const leads = [
    lead('a', 0, { days: 10 }),
    lead('b', 1, { countyFips: '27123', days: 10 }),
    lead('c', 2, { days: 10 }),
    lead('d', 15, { days: 1 }),
    lead('e', 40),
  ];
  expect(asObject(replay(organizations, leads))).toEqual({
    ...{ a: 'one', b: 'one later', c: 'one later', d: 'one later', e: 'one' },
  });
});

test('nobody of the type, or only somebody suspended, absent or unverified: nobody would get it', () => {
  const organizations = [
    organization('broker', { type: 'broker' }),
    organization('elsewhere', { counties: ['27001'] }),
    organization('suspended', { active: false }),
    organization('unverified', { contactVerified: false }),
    organization('absent', { absences: [{ from: localDate('2026-10-01'), until: localDate('2026-10-06') }] }),
  ];
  // October 5 is day 0: on day 2 the absence is over, and the one that waited goes first.
  const placements = replay(organizations, [lead('a', 0), lead('b', 1), lead('c', 2)]);
  expect(asObject(placements)).toEqual({ a: 'absent later', b: 'absent later', c: 'absent' });
  expect(asObject(replay(organizations.slice(0, 4), [lead('a', 0)]))).toEqual({ a: 'nobody' });
});

test('the rules tried are the rules used: type for both programs, and what is ranked first', () => {
  const organizations = [
    organization('navigator'),
    organization('broker', { type: 'broker' }),
    organization('speaks', {
      languages: ['en', 'so'],
      capacity: 5,
      heldUntil: [instant(START + 90 * DAY_MS)],
    }),
  ];
  const both = lead('both', 0, { determinations: ['minnesotacare', 'qhp'] });
  const somali = lead('somali', 0, { language: 'so' });
  expect(asObject(replay(organizations, [both, somali]))).toEqual({ both: 'navigator', somali: 'speaks' });
  const tried: TrialRules = { ...RULES, bothProgramsAssisterType: 'broker', rankBy: ['load'] };
  expect(asObject(replay(organizations, [both, somali], tried))).toEqual({
    both: 'broker',
    somali: 'navigator',
  });
});

test('the same consumer stays with whom the replay gave the first lead, not with whom really had it', () => {
  const organizations = [organization('large', { capacity: 20 }), organization('small', { capacity: 2 })];
  const leads = [
    lead('a', 0, { had: 'small', days: 5 }),
    lead('b', 1, { sameConsumerAs: 'a' }),
    lead('c', 90, { sameConsumerAs: 'a', days: 1 }),
    lead('d', 96, { sameConsumerAs: 'a' }),
    lead('e', 97, { sameConsumerAs: 'before', sameConsumerHad: 'small' }),
  ];
  const fill = [organization('other', { capacity: 40, counties: ['27053'] })];
  const placements = replay([...organizations, ...fill], leads);
  const [a] = [placements.get('a')];
  expect(placements.get('b')).toBe(a);
  expect(placements.get('c')).toBe(a);
  expect(placements.get('e')).toBe('small');
  expect(placements.get('d')).not.toBe(a);
});

test('never overfilled, each lead once, whatever comes', () => {
  const scenes = fc.record({
    organizations: fc.array(fc.record({ capacity: fc.integer({ min: 1, max: 3 }), wide: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    }),
    leads: fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 3 }),
        days: fc.option(fc.integer({ min: 0, max: 40 })),
        other: fc.boolean(),
      }),
      { maxLength: 60 },
    ),
  });
  fc.assert(
    fc.property(scenes, (scene) => {
      const organizations = scene.organizations.map(({ capacity, wide }, n) =>
        organization(`o${n}`, { capacity, counties: wide ? ['27053', '27123'] : ['27053'] }),
      );
      let day = 0;
      const leads = scene.leads.map(({ gap, days, other }, n) => {
        day += gap;
        return lead(`l${n}`, day, {
          ...(days === null ? {} : { days }),
          countyFips: other ? '27123' : '27053',
        });
      });
      const run = new RoutingReplay(RULES, organizations);
      for (const each of leads) run.place(each);
      expect([...run.finish().keys()]).toEqual(leads.map(({ referralId }) => referralId));
      // Who did not wait held its place from its arrival: so many at once are never more than the capacity.
      for (const { id, capacity } of organizations) {
        const at = leads.flatMap(({ referralId, at: from, heldMs }) => {
          const placement = run.finish().get(referralId);
          if (placement?.organizationId !== id || placement.waited) return [];
          const start = Date.parse(from);
          return [[start, start + Math.min(heldMs ?? 28 * DAY_MS, 28 * DAY_MS)] as const];
        });
        const most = Math.max(
          0,
          ...at.map(([moment]) => at.filter(([from, to]) => from <= moment && moment < to).length),
        );
        expect(most).toBeLessThanOrEqual(capacity);
      }
    }),
  );
});

test('the heap gives back what was put in, the earliest first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (times) => {
      const heap: { at: number }[] = [];
      for (const at of times) pushEarliest(heap, { at });
      const taken: number[] = [];
      while (heap.length > 0) {
        taken.push(heap[0]?.at ?? Number.NaN);
        popEarliest(heap);
      }
      expect(taken).toEqual([...times].sort((a, b) => a - b));
    }),
  );
});

test.each([
  ['open-places', 280],
  ['fortnight', 5],
] as const)(
  '20 leads a day, closed within minutes, for a capacity of 5: by %s it gets %i in 14 days',
  (capacityMeans, most) => {
    const leads = Array.from({ length: 20 * 14 }, (_, n) =>
      lead(`l${n}`, Math.floor(n / 20) + (n % 20) / 100, { days: 0.001 }),
    );
    const placements = replay([organization('one', { capacity: 5 })], leads, { ...RULES, capacityMeans });
    expect([...placements.values()].filter((where) => where !== 'nobody')).toHaveLength(most);
  },
);

test('by fortnight, what it was given before the period counts, and is over after fourteen days', () => {
  const recent = { leadsOn: localDate('2026-10-01'), leadsByDay: [2] };
  const rules: TrialRules = { ...RULES, capacityMeans: 'fortnight' };
  // October 5 is day 0: the two of October 1 no longer count from October 15 on.
  const leads = [lead('a', 0, { days: 1 }), lead('b', 9.1, { days: 1 }), lead('c', 10, { days: 1 })];
  const placements = replay([organization('one', { capacity: 2, recent })], leads, rules);
  expect(asObject(placements)).toEqual({ a: 'one later', b: 'one later', c: 'nobody' });
});

describe('fairness measures what turns even out: leads for capacity, over areas that overlap', () => {
  const placed = (countyFips: string, ...ids: (string | null)[]) =>
    ids.map((organizationId, n) => ({
      referralId: `${countyFips}-${n}`,
      countyFips,
      organizationId,
      assisterType: 'navigator' as const,
    }));
  const weights = (organizations: readonly TrialOrganization[], leads: ReturnType<typeof placed>) =>
    fairnessOf(leads, organizations).organizations.map(({ weight }) => Math.round(weight * 1000) / 1000);

  test('who serves two counties is filled less in the poorer one, so that all are even', () => {
    const organizations = [
      organization('a', { capacity: 30 }),
      organization('b', { capacity: 10, counties: ['27053', '27123'] }),
      organization('c', { capacity: 10, counties: ['27123'] }),
      organization('broker', { type: 'broker', capacity: 99 }),
    ];
    const leads = [...placed('27053', 'a', 'a', 'b', 'b'), ...placed('27123', 'b', 'c', 'c', 'c', null)];
    // No lead of 27053 can bring a more than 4 for its 30. So b has its 2 of 10 from 27123 alone, like c.
    expect(weights(organizations, leads)).toEqual([0.5, 0.25, 0.25, 0]);
    expect(fairnessOf(leads, organizations).maxDeviation).toBeCloseTo(0.25, 6);
    expect(fairnessOf([], organizations).maxDeviation).toBe(0);
  });

  test.each([
    ['alone in its county', [30, 10], [['27053'], ['27123']], [12, 4], [0.75, 0.25]],
    ['a county that nobody serves has no weight', [10], [['27053']], [10, 0], [1]],
    ['no capacity, no weight', [10, 0], [['27053'], ['27053']], [10, 0], [1, 0]],
    [
      'a chain: the middle one helps where more is asked for',
      [10, 10, 10],
      [['27053'], ['27053', '27123'], ['27123']],
      [20, 10],
      [0.333, 0.333, 0.333],
    ],
  ] as const)('%s', (_what, capacities, areas, [inHennepin, inRamsey], expected) => {
    const organizations = capacities.map((capacity, n) =>
      organization(`o${n}`, { capacity, counties: areas[n] ?? [] }),
    );
    const leads = [
      ...placed('27053', ...Array.from({ length: inHennepin }, () => 'o0')),
      ...placed('27123', ...Array.from({ length: inRamsey }, () => 'o0')),
    ];
    expect(weights(organizations, leads)).toEqual(expected);
  });

  test('a replay in which each has the same number of leads for its capacity deviates from nothing', () => {
    const counties = ['27001', '27003', '27005', '27007', '27009', '27011'];
    const organizations = counties.map((county, n) =>
      organization(`o${n}`, { capacity: 60, counties: [county, counties[(n + 1) % 6] ?? county] }),
    );
    // County by county the first had half of 27001 and of 27003, where five times as many leads came from.
    const leads = Array.from({ length: 1_200 }, (_, n) =>
      lead(`l${n}`, n / 40, { countyFips: counties[n % 10 < 5 ? n % 3 : n % 6] ?? '27001', days: 2 }),
    );
    const run = new RoutingReplay(RULES, organizations);
    for (const each of leads) run.place(each);
    const placements = run.finish();
    const got = leads.map(({ referralId, countyFips }) => ({
      ...{ referralId, countyFips, assisterType: 'navigator' as const },
      organizationId: placements.get(referralId)?.organizationId ?? null,
    }));
    const { organizations: shares, maxDeviation } = fairnessOf(got, organizations);
    expect(maxDeviation).toBeLessThan(0.005);
    expect(Math.max(...shares.map(({ share, weight }) => Math.abs(share / weight - 1)))).toBeLessThan(0.03);
  });
});

test('ten thousand leads among two hundred organizations all find a place', () => {
  const organizations = Array.from({ length: 200 }, (_, n) =>
    organization(`organization-${n}`, {
      capacity: 10 + (n % 30),
      languages: n % 3 === 0 ? ['en', 'so'] : ['en'],
    }),
  );
  const leads = Array.from({ length: 10_000 }, (_, n) =>
    lead(`referral-${n}`, n / 100, { days: 1 + (n % 20), language: n % 5 === 0 ? 'so' : 'en' }),
  );
  const placements = replay(organizations, leads);
  expect(placements.size).toBe(10_000);
  expect([...placements.values()].filter((where) => where === 'nobody')).toEqual([]);
});

test('the first candidate alone is the first of the ranking', () => {
  const organizations = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.constant('Sample'),
      type: fc.constantFrom('navigator' as const, 'navigator' as const, 'broker' as const),
      active: fc.constantFrom(true, true, true, false),
      absent: fc.constant(false),
      contactVerified: fc.constant(true),
      capacity: fc.integer({ min: 1, max: 4 }),
      held: fc.integer({ min: 0, max: 4 }),
      given: fc.constantFrom(0, 0.5),
      leadsOn: fc.constantFrom(null, ON),
      leadsByDay: fc.constant([1]),
      lastAssignedAt: fc.constantFrom(null, instant(START), instant(START + 1)),
      languages: fc.constantFrom(['en'], ['en', 'so']),
      tried: fc.constant(false),
      waitingAhead: fc.constantFrom(0, 0, 1),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  const criteria = fc.shuffledSubarray(['language', 'load', 'idle'] as const, { minLength: 1 });
  fc.assert(
    fc.property(organizations, criteria, fc.uuid(), fc.nat(12), (all, rankBy, referralId, known) => {
      const friend = all[known];
      const sameConsumer = friend === undefined ? null : { referralId: 'earlier', organizationId: friend.id };
      const need = { referralId, assisterType: 'navigator', language: 'so', on: ON, sameConsumer } as const;
      const rules = { ...RULES, rankBy };
      const [first = null] = rankOrganizations(need, all, rules).candidates;
      expect(firstCandidate(need, all, rules)?.candidate ?? null).toEqual(first);
    }),
    { numRuns: 500 },
  );
});
