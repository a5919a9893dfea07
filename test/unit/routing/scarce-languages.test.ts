import { rankOrganizations } from '../../../src/domain/routing/ranking';
import type { RoutingOrganization } from '../../../src/domain/routing/rules';
import { spokenThere } from '../../../src/domain/routing/scarcity';
import { RoutingReplay, type TrialRules } from '../../../src/domain/routing/trial';
import {
  offeredAs,
  standingOf,
  waitingAhead,
  type WaitingGroup,
} from '../../../src/domain/routing/waiting-order';
import { DAY_MS, instant, localDate, millis } from '../../../src/domain/time';
import { minnesota } from '../support/minnesota';
import { tightNetwork, type Network } from './support/tight-network';
import { terms } from '../../support/minnesota-terms';

/* Language minorities do not lose when the network is tight: what is scarce is spent last. */

const AT = instant('2026-11-24T16:00:00Z');

function organization(id: string, languages: readonly string[], more: Partial<RoutingOrganization> = {}) {
  return {
    ...{ id, name: id, type: 'navigator', active: true, absent: false, contactVerified: true, capacity: 10 },
    ...{ held: 0, lastAssignedAt: null, given: 0, leadsOn: null, leadsByDay: [], languages },
    ...{ tried: false, waitingAhead: 0, counties: ['27053'] },
    ...more,
  } satisfies RoutingOrganization & { counties: readonly string[] };
}

function order(language: string, organizations: readonly RoutingOrganization[]) {
  const need = {
    ...{ referralId: 'referral-1', language, sameConsumer: null, on: localDate('2026-11-24') },
    assisterType: 'navigator',
  } as const;
  return rankOrganizations(need, organizations, minnesota.routing).candidates.map(
    ({ organizationId }) => organizationId,
  );
}

test('among equals, who speaks fewer languages that are scarce there goes first', () => {
  const others = ['c', 'd', 'e'].map((id) => organization(id, ['en'], { given: 5 }));
  const three = [
    organization('two', ['en', 'so', 'ase']),
    organization('none', ['en']),
    organization('one', ['en', 'so'], { type: 'navigator' }),
  ];
  expect(order('en', [...three, ...others]).slice(0, 3)).toEqual(['none', 'one', 'two']);
  // Asked for Somali, what counts of Somali speakers is what else they speak.
  expect(order('so', [...three, ...others]).slice(0, 2)).toEqual(['one', 'two']);
});

test('the last places of a speaker go to others only when nobody else can take them', () => {
  const speaker = organization('speaks', ['en', 'so'], { held: 8 });
  const later = ['a', 'b'].map((id) => organization(id, ['en'], { given: 5, held: 9 }));
  expect(order('en', [speaker, ...later])[2]).toBe('speaks');
  expect(order('so', [speaker, ...later])[0]).toBe('speaks');
  expect(order('en', [speaker])).toEqual(['speaks']);
  // With places to spare it has its turn like anybody.
  expect(order('en', [{ ...speaker, held: 7 }, ...later])[0]).toBe('speaks');
});

test('a language that many speak is not scarce; who takes no leads does not count', () => {
  const all = [
    organization('a', ['en', 'es']),
    organization('b', ['en', 'es']),
    organization('c', ['en', 'so', 'vi']),
    organization('d', ['en', 'hmn'], { type: 'broker' }),
    organization('e', ['vi'], { active: false, capacity: 99 }),
  ];
  expect([...spokenThere(all, 'navigator', 0.5).scarce].sort()).toEqual(['so', 'vi']);
});

describe('the order in which a place is offered to those who wait', () => {
  const [plain, speaker] = [
    organization('plain', ['en']),
    organization('speaks', ['en', 'so'], { capacity: 5 }),
  ];
  const there = spokenThere([plain, speaker], 'navigator', 0.5);
  const standing = (language: string, at: RoutingOrganization, tried: readonly string[] = []) =>
    standingOf({ language, tried }, there)(at);

  test('a speaker’s place first to whom it can serve; a place of another last to whom a speaker could serve', () => {
    expect([standing('so', speaker), standing('en', speaker)]).toEqual([-1, 0]);
    expect([standing('so', plain), standing('en', plain)]).toEqual([1, 0]);
    // Nobody speaks it there, or the only one that does has had it: nothing to wait for.
    expect([standing('vi', plain), standing('so', plain, ['speaks'])]).toEqual([0, 0]);
  });

  test('nobody is passed over for somebody who came more than the policy’s days later', () => {
    const later = instant(millis(AT) + 14 * DAY_MS + 1);
    expect(offeredAs(AT, 1, 14)).toBeLessThan(offeredAs(later, -1, 14));
    expect(offeredAs(AT, 1, 14)).toBeGreaterThan(offeredAs(instant(millis(AT) + 14 * DAY_MS - 1), -1, 14));
  });

  test.each([
    ['an older one with the same claim', 'so', 'so', -1, 1],
    ['a younger one with the same claim', 'so', 'so', 0, 0],
    ['an older one who asks for English, within half the days', 'so', 'en', -1, 0],
    ['an older one who asks for English, from before that', 'so', 'en', -2, 1],
    ['a younger one who asks for Somali', 'en', 'so', 0, 1],
    ['one who came half the days later', 'en', 'so', 1, 0],
  ])(
    'at the speaker, before one who asks for a language goes %s',
    (_what, own, theirs, stepsAfter, ahead) => {
      const group: WaitingGroup = { countyFips: '27053', language: theirs, tried: [], stepsAfter, count: 1 };
      const referral = { countyFips: '27053', language: own, tried: [] };
      expect(waitingAhead(referral, [group], () => there)(speaker)).toBe(ahead);
      // Who waits elsewhere, or has had this organization, takes nothing.
      const elsewhere = { ...group, countyFips: '27123' };
      const had = { ...group, tried: ['speaks'] };
      expect(waitingAhead(referral, [elsewhere, had], () => there)(speaker)).toBe(0);
    },
  );
});

interface Figures {
  /** Of all leads, in percent. */
  readonly placed: number;
  /** Of those who ask for another language than English where somebody speaks it, in percent. */
  readonly reachSpeaker: number;
}

function figuresOf({ organizations, leads }: Network, rules: TrialRules): Figures {
  const run = new RoutingReplay(rules, organizations, terms);
  for (const lead of leads) run.place(lead);
  const placements = run.finish();
  const spoken = new Map(organizations.map(({ id, languages }) => [id, languages]));
  const served = new Set(
    organizations.flatMap(({ counties, languages }) =>
      counties.flatMap((county) => languages.map((tag) => `${county}/${tag}`)),
    ),
  );
  const had = ({ referralId }: { referralId: string }) => placements.get(referralId)?.organizationId ?? null;
  const others = leads.filter(
    ({ language, countyFips }) => language !== 'en' && served.has(`${countyFips}/${language}`),
  );
  const reached = others.filter((lead) => spoken.get(had(lead) ?? '')?.includes(lead.language));
  return {
    placed: (100 * leads.filter((lead) => had(lead) !== null).length) / leads.length,
    reachSpeaker: (100 * reached.length) / others.length,
  };
}

test.each([1, 2])(
  '20,000 leads, 89 of 100 placed (network %i): other languages reach a speaker as often as anybody is placed, at no cost',
  (seed) => {
    const network = tightNetwork({ seed, leads: 20_000, days: 120, places: 0.82 });
    const { routing } = minnesota;
    const neutral = { below: 0, keptPart: 0, waitDays: 0 };
    const before = figuresOf(network, { ...routing, scarceLanguages: neutral });
    const after = figuresOf(network, routing);
    expect(before.placed).toBeGreaterThan(87);
    expect(before.placed).toBeLessThan(91);
    expect(before.reachSpeaker).toBeLessThan(40);
    expect(after.reachSpeaker).toBeGreaterThanOrEqual(after.placed - 3);
    expect(after.placed).toBeGreaterThanOrEqual(before.placed - 1);
  },
);
