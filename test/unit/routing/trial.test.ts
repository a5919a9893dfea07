import fc from 'fast-check';
import { popEarliest, pushEarliest } from '../../../src/domain/routing/earliest-first';
import {
  RoutingReplay,
  type TrialLead,
  type TrialOrganization,
  type TrialRules,
} from '../../../src/domain/routing/trial';
import { firstCandidate, rankOrganizations } from '../../../src/domain/routing/ranking';
import { DAY_MS, instant, localDate } from '../../../src/domain/time';
import { lead, organization, RULES, START } from './support/trial';
import { terms } from '../../support/minnesota-terms';

const ON = localDate('2026-10-05');

function replay(organizations: readonly TrialOrganization[], leads: readonly TrialLead[], rules = RULES) {
  const run = new RoutingReplay(rules, organizations, terms);
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
      const run = new RoutingReplay(RULES, organizations, terms);
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
