import { speaksLike } from '../language/serves';
import { daysBetween } from '../local-time';
import type { RankCriterion } from '../policy';
import type { LocalDate } from '../time';
import { lotsFor } from './lots';
import { isDayFull, placesInUse } from './recent-leads';
import {
  exclusionReasons,
  type Candidate,
  type Exclusion,
  type RoutingNeed,
  type RoutingOrganization,
  type RoutingRules,
} from './rules';
import { otherScarceLanguages, spokenThere } from './scarcity';

/**
 * Ranks the organizations that serve the consumer's county. Among the eligible, an organization that helps the same
 * consumer already goes first. Then come those that can still contact another consumer in time, before those that were
 * given enough for today. Then the policy's criteria decide. By default these are language, then load, then the longest
 * time since the last assignment (never assigned comes first).
 *
 * Language has two parts. First come those that speak the consumer's language. Of those with equal claims, an
 * organization that keeps its last places for a scarce language comes last: what is scarce is spent last.
 *
 * Load has three parts. First comes the organization that has been given least for its capacity: it has its turn. Of
 * those with equal turns, the one with the lowest share of its capacity in use comes first, then the one that speaks
 * fewer scarce languages. What was given counts, not what is held. So shares follow capacities also when few
 * organizations are busy.
 *
 * A hash of referral and organization orders what is still equal. So seniority, name and insertion order do not
 * matter, and the order differs for each referral.
 */
export function rankOrganizations(
  need: RoutingNeed,
  organizations: readonly RoutingOrganization[],
  rules: RoutingRules,
): { candidates: Candidate[]; excluded: Exclusion[] } {
  const excluded: Exclusion[] = [];
  const ranked: { candidate: Candidate; lot: number }[] = [];
  const toCandidate = candidatesFor(need, rules, scarceThere(need, organizations, rules));
  const drawLot = lotsFor(need.referralId);
  for (const org of organizations) {
    const reasons = exclusionReasons(need, org, rules);
    if (reasons.length > 0) {
      excluded.push({ organizationId: org.id, name: org.name, reasons });
      continue;
    }
    ranked.push({ candidate: toCandidate(org), lot: drawLot(org.id) });
  }
  const compare = comparison(rules.rankBy, need.sameConsumer?.organizationId ?? null);
  ranked.sort((a, b) => compare(a.candidate, b.candidate) || a.lot - b.lot);
  return { candidates: ranked.map((entry) => entry.candidate), excluded };
}

/**
 * The first candidate of `rankOrganizations` with its turn, without explaining the others. For replays of thousands
 * of leads. Lots are drawn only where they decide. `scarce`: the languages that few speak there, where they are known.
 */
export function firstCandidate(
  need: RoutingNeed,
  organizations: readonly RoutingOrganization[],
  rules: RoutingRules,
  scarce = scarceThere(need, organizations, rules),
): { readonly candidate: Candidate; readonly turn: number } | null {
  const toCandidate = candidatesFor(need, rules, scarce);
  const drawLot = lotsFor(need.referralId);
  const compare = comparison(rules.rankBy, need.sameConsumer?.organizationId ?? null);
  const candidates: Candidate[] = [];
  let first: Candidate | null = null;
  for (const org of organizations) {
    if (exclusionReasons(need, org, rules).length > 0) continue;
    const candidate = toCandidate(org);
    candidates.push(candidate);
    const order = first === null ? -1 : compare(candidate, first);
    const isFirst =
      first === null || order < 0 || (order === 0 && drawLot(org.id) < drawLot(first.organizationId));
    if (isFirst) first = candidate;
  }
  return first === null
    ? null
    : { candidate: first, turn: turnOf(first, candidates, organizations, need.on) };
}

function scarceThere(
  need: RoutingNeed,
  organizations: readonly RoutingOrganization[],
  { scarceLanguages }: RoutingRules,
): ReadonlySet<string> {
  return spokenThere(organizations, need.assisterType, scarceLanguages.below).scarce;
}

function candidatesFor(
  need: RoutingNeed,
  { capacityMeans, dailyCapacityDivisor, scarceLanguages }: RoutingRules,
  scarce: ReadonlySet<string>,
): (org: RoutingOrganization) => Candidate {
  const isSpoken = speaksLike(need.language);
  return (org) => {
    const load = placesInUse(org, need.on, capacityMeans) / org.capacity;
    const others = otherScarceLanguages(org, scarce, isSpoken);
    return {
      organizationId: org.id,
      name: org.name,
      languageMatch: org.languages.some(isSpoken),
      dayFull: isDayFull(org, need.on, dailyCapacityDivisor),
      scarceLanguages: others,
      keepsPlaces: others > 0 && load >= 1 - scarceLanguages.keptPart,
      load,
      given: org.given,
      lastAssignedAt: org.lastAssignedAt,
    };
  };
}

/** After so many days without a lead, an organization was away or full, and has missed its turns. */
const MISSED_AFTER_DAYS = 3;

/** Who had leads lately has a claim on one whole capacity at most. */
const MOST_OWED = 1;

/**
 * What counts as given to the chosen organization before this lead, at the least. Who is new starts at the turn of the
 * others that could have had the lead. Who comes back has a claim on no more than one turn of theirs: the largest part
 * that one lead is of the capacity of any of them. Who only has fewer leads in its area stays behind, because that is
 * what evens out areas that overlap.
 */
export function turnOf(
  chosen: Candidate,
  candidates: readonly Candidate[],
  organizations: readonly RoutingOrganization[],
  on: LocalDate,
): number {
  const byId = new Map(organizations.map((organization) => [organization.id, organization]));
  let least = Infinity;
  let smallest = Infinity;
  for (const { organizationId, given } of candidates) {
    if (organizationId === chosen.organizationId) continue;
    least = Math.min(least, given);
    smallest = Math.min(smallest, byId.get(organizationId)?.capacity ?? Infinity);
  }
  if (least === Infinity) return chosen.given;
  const leadsOn = byId.get(chosen.organizationId)?.leadsOn ?? null;
  if (leadsOn === null) return Math.max(chosen.given, least);
  const owed = daysBetween(leadsOn, on) > MISSED_AFTER_DAYS ? 1 / smallest : MOST_OWED;
  return Math.max(chosen.given, least - owed);
}

function ascending<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Comparison = (a: Candidate, b: Candidate) => number;

const BY: Record<RankCriterion, Comparison> = {
  language: (a, b) =>
    Number(b.languageMatch) - Number(a.languageMatch) || Number(a.keepsPlaces) - Number(b.keepsPlaces),
  load: (a, b) => ascending(a.given, b.given) || a.load - b.load || a.scarceLanguages - b.scarceLanguages,
  idle: (a, b) => ascending(a.lastAssignedAt ?? '', b.lastAssignedAt ?? ''),
};

function comparison(rankBy: readonly RankCriterion[], known: string | null): Comparison {
  const criteria = rankBy.map((criterion) => BY[criterion]);
  return (a, b) => {
    if (known !== null && (a.organizationId === known) !== (b.organizationId === known)) {
      return a.organizationId === known ? -1 : 1;
    }
    if (a.dayFull !== b.dayFull) return a.dayFull ? 1 : -1;
    for (const by of criteria) {
      const order = by(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}
