import { fairnessOf } from '../../../src/domain/routing/fairness';
import { RoutingReplay, type TrialOrganization } from '../../../src/domain/routing/trial';
import { lead, organization, RULES } from './support/trial';
import { terms } from '../../support/minnesota-terms';

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
    const run = new RoutingReplay(RULES, organizations, terms);
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
