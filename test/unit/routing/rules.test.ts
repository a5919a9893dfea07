import { rankOrganizations } from '../../../src/domain/routing/ranking';
import {
  exclusionReasons,
  type RoutingNeed,
  type RoutingOrganization,
} from '../../../src/domain/routing/rules';
import { instant, localDate } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';

const need = {
  ...{ referralId: 'referral-1', assisterType: 'navigator', language: 'so' },
  ...{ on: localDate('2028-02-03'), sameConsumer: null },
} as const satisfies RoutingNeed;

/** By the criteria of the policy file. */
const rank = (wanted: RoutingNeed, organizations: readonly RoutingOrganization[]) =>
  rankOrganizations(wanted, organizations, minnesota.routing);

function organization(id: string, more: Partial<RoutingOrganization> = {}): RoutingOrganization {
  return {
    ...{ id, name: `Organization ${id}`, type: 'navigator', active: true, absent: false },
    ...{ contactVerified: true, capacity: 10, held: 0, lastAssignedAt: null, given: 0, languages: ['en'] },
    ...{ leadsOn: null, leadsByDay: [], tried: false, waitingAhead: 0 },
    ...more,
  };
}

const order = (organizations: readonly RoutingOrganization[], language = 'so') =>
  rank({ ...need, language }, organizations).candidates.map(({ organizationId }) => organizationId);

test('language comes first, whatever the load', () => {
  const full = organization('speaks', { languages: ['en', 'so'], held: 9 });
  expect(order([organization('empty'), full])).toEqual(['speaks', 'empty']);
});

test.each([
  ['es-MX', ['es'], true],
  ['es', ['es-MX'], true],
  ['ES', ['es'], true],
  ['zh-Hant', ['en', 'zh'], true],
  ['so', ['en', 'es'], false],
  ['s', ['so'], false],
])('who wants %s is served by %j: %s', (language, languages, languageMatch) => {
  const { candidates } = rank({ ...need, language }, [organization('one', { languages })]);
  expect(candidates).toMatchObject([{ languageMatch }]);
});

test('then the lowest share of the capacity, not the lowest number', () => {
  const small = organization('small', { capacity: 4, held: 1 });
  const large = organization('large', { capacity: 40, held: 8 });
  expect(order([small, large])).toEqual(['large', 'small']);
  expect(rank(need, [small, large]).candidates.map(({ load }) => load)).toEqual([0.2, 0.25]);
});

test('then who waited longest for one; never assigned waited longest of all', () => {
  const at = (text: string) => ({ lastAssignedAt: instant(text) });
  expect(
    order([
      organization('today', at('2028-02-02T16:00:00.001Z')),
      organization('yesterday', at('2028-02-01T16:00:00Z')),
      organization('just before', at('2028-02-02T16:00:00Z')),
      organization('never'),
    ]),
  ).toEqual(['never', 'yesterday', 'just before', 'today']);
});

test('then a lot that depends on the referral, not on id, name or place in the list', () => {
  const equal = ['a', 'b', 'c', 'd'].map((id) => organization(id));
  const first = (referralId: string) => rank({ ...need, referralId }, equal).candidates[0]?.organizationId;
  const winners = Array.from({ length: 40 }, (_, index) => first(`referral-${index}`));
  expect(new Set(winners)).toEqual(new Set(['a', 'b', 'c', 'd']));
  expect(first('referral-7')).toBe(first('referral-7'));
});

test.each([
  [{ type: 'broker' }, ['wrong-type']],
  [{ active: false }, ['suspended']],
  [{ absent: true }, ['absent']],
  [{ contactVerified: false }, ['contact-unverified']],
  [{ tried: true }, ['already-tried']],
  [{ held: 10 }, ['no-capacity']],
  [{ capacity: 0 }, ['no-capacity']],
  [{ capacity: 3, held: 5 }, ['no-capacity']],
  [{ held: 8, waitingAhead: 2 }, ['older-referrals-wait']],
  [{ held: 8, waitingAhead: 1 }, []],
  [{}, []],
  [
    {
      type: 'broker',
      active: false,
      absent: true,
      contactVerified: false,
      tried: true,
      held: 10,
      waitingAhead: 9,
    },
    ['wrong-type', 'suspended', 'absent', 'contact-unverified', 'already-tried', 'no-capacity'],
  ],
] as const)('with %j it is left out because of %j', (more, reasons) => {
  const org = organization('one', more);
  expect(exclusionReasons(need, org, minnesota.routing)).toEqual(reasons);
  const { candidates, excluded } = rank(need, [org]);
  expect(excluded).toEqual(
    reasons.length === 0 ? [] : [{ organizationId: 'one', name: 'Organization one', reasons }],
  );
  expect(candidates).toHaveLength(reasons.length === 0 ? 1 : 0);
});

test('nobody serves the county: nobody to choose, nobody to explain', () => {
  expect(rank(need, [])).toEqual({ candidates: [], excluded: [] });
});
