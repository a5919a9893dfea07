import type { TrialLead, TrialOrganization } from '../../../../src/domain/routing/trial';
import { DAY_MS, instant, type LocalDate } from '../../../../src/domain/time';

/**
 * A network with too few places, as a busy season has it: most leads ask for English, which everybody speaks, and the
 * others for languages that few speak. Nothing in it is random: the same seed gives the same network.
 */
export interface Network {
  readonly organizations: readonly TrialOrganization[];
  readonly leads: readonly TrialLead[];
}

export interface NetworkOptions {
  readonly seed: number;
  readonly leads: number;
  /** Days over which the leads come. */
  readonly days: number;
  /** How many places there are for each place that is asked for on average. */
  readonly places: number;
}

/** How many of a hundred leads ask for it, and how many of a hundred organizations speak it. */
const LANGUAGES = [
  { tag: 'es', asked: 6, spoken: 25 },
  { tag: 'so', asked: 5, spoken: 14 },
  { tag: 'hmn', asked: 4, spoken: 12 },
  { tag: 'vi', asked: 1.5, spoken: 7 },
  { tag: 'ru', asked: 1, spoken: 6 },
  { tag: 'ase', asked: 1, spoken: 5 },
] as const;
const COUNTIES = Array.from({ length: 24 }, (_, n) => String(27_001 + 2 * n));
const HELD_DAYS = 10;
const START = Date.UTC(2026, 9, 5, 12);

export function tightNetwork({ seed, leads, days, places }: NetworkOptions): Network {
  const random = randomFrom(seed);
  const capacity = ((leads * HELD_DAYS) / days) * places;
  return { organizations: makeOrganizations(random, capacity), leads: makeLeads(random, leads, days) };
}

function makeOrganizations(random: () => number, total: number): TrialOrganization[] {
  const sizes = Array.from({ length: 110 }, () => 3 + 40 * random() ** 2);
  const sum = sizes.reduce((all, size) => all + size, 0);
  return sizes.map((size, n) => {
    const id = `organization-${n}`;
    const home = countyBy(random());
    const others = COUNTIES.filter((county) => county !== home && random() < 0.1);
    return {
      ...{ id, name: id, type: 'navigator', active: true, contactVerified: true },
      capacity: Math.max(1, Math.round((size * total) / sum)),
      languages: ['en', ...LANGUAGES.filter(({ spoken }) => random() * 100 < spoken).map(({ tag }) => tag)],
      counties: [home, ...others],
      ...{ absences: [], lastAssignedAt: null, heldUntil: [], recent: { leadsOn: null, leadsByDay: [] } },
    };
  });
}

function makeLeads(random: () => number, count: number, days: number): TrialLead[] {
  return Array.from({ length: count }, (_, n) => {
    const at = instant(Math.round(START + (n * days * DAY_MS) / count));
    return {
      ...{ referralId: `referral-${n}`, at, on: at.slice(0, 10) as LocalDate },
      ...{ countyFips: countyBy(random()), language: languageBy(random() * 100) },
      ...{ application: { active: true }, determinations: [], had: null },
      heldMs: Math.round(-Math.log(1 - random()) * HELD_DAYS * DAY_MS),
      ...{ sameConsumerAs: null, sameConsumerHad: null },
    };
  });
}

/** Half of everybody lives in the first three counties. */
function countyBy(part: number): string {
  return COUNTIES[Math.floor(part ** 2.4 * COUNTIES.length)] ?? '27001';
}

function languageBy(part: number): string {
  let below = 0;
  for (const { tag, asked } of LANGUAGES) {
    below += asked;
    if (part < below) return tag;
  }
  return 'en';
}

/** Numerical Recipes' generator: good enough to spread things. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
