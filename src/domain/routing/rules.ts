import { primaryLanguage } from '../language/canonical-tag';
import { languagesServing, servesLanguage } from '../language/serves';
import type { RankCriterion } from '../policy';
import type { Instant } from '../time';
import type { AssisterType } from '../vocabulary';

/** Kept in every decision. Raised whenever a change of the rules below changes an outcome. */
export const ROUTING_RULE_VERSION = 'routing-3';

/** One organization as the rules see it, read in one statement so that the numbers belong together. */
export interface RoutingOrganization {
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
  readonly active: boolean;
  readonly absent: boolean;
  readonly contactVerified: boolean;
  /** Appointments in any two weeks. */
  readonly capacity: number;
  /** Open assignments that hold a place. */
  readonly held: number;
  readonly lastAssignedAt: Instant | null;
  /**
   * How often its whole capacity was given to it so far. Each lead adds one part of its capacity. See `turnOf`.
   */
  readonly given: number;
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** This referral was with this organization before, and it was declined, refused or out of time. */
  readonly tried: boolean;
  /** Older unassigned referrals that this organization could take. */
  readonly olderWaiting: number;
}

export const EXCLUSION_REASONS = [
  'wrong-type',
  'suspended',
  'absent',
  'contact-unverified',
  'already-tried',
  'no-capacity',
  'older-referrals-wait',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export interface Candidate {
  readonly organizationId: string;
  readonly name: string;
  readonly languageMatch: boolean;
  /** Share of the capacity in use before this referral, 0 to 1. */
  readonly load: number;
  /** How often its whole capacity was given to it so far. The organization with the least has the next turn. */
  readonly given: number;
  readonly lastAssignedAt: Instant | null;
}

export interface Exclusion {
  readonly organizationId: string;
  readonly name: string;
  /** Every reason that applies, not only the first. */
  readonly reasons: readonly ExclusionReason[];
}

/**
 * The record of why: every organization that serves the county one by one, the rest of the state by count and reason.
 */
export interface RoutingExplanation {
  readonly assisterType: AssisterType;
  readonly assisterTypeRule: string;
  readonly county: string;
  readonly language: string;
  /** In the order of preference. */
  readonly candidates: readonly Candidate[];
  readonly excluded: readonly Exclusion[];
  readonly elsewhere: { readonly reason: 'outside-service-area'; readonly count: number };
  /** The organization that has, or lately had, another referral of the same consumer; null when none does. */
  readonly sameConsumer: SameConsumer | null;
  /** Set when a coordinator chose: the organization, and the rules that the choice went against. */
  readonly directed: {
    readonly organizationId: string;
    readonly against: readonly (ExclusionReason | 'outside-service-area')[];
  } | null;
}

export interface SameConsumer {
  readonly referralId: string;
  readonly organizationId: string;
}

export interface RoutingNeed {
  readonly referralId: string;
  readonly assisterType: AssisterType;
  readonly language: string;
  /** An organization that helps this consumer already goes before all others that are eligible. */
  readonly sameConsumer: SameConsumer | null;
}

/** Facts that a person's choice cannot change. Without a place or an address, a lead cannot be sent. */
export const HARD_EXCLUSIONS = [
  'suspended',
  'contact-unverified',
  'no-capacity',
] as const satisfies readonly ExclusionReason[];
export type HardExclusion = (typeof HARD_EXCLUSIONS)[number];

export function isHardExclusion(reason: string): reason is HardExclusion {
  return (HARD_EXCLUSIONS as readonly string[]).includes(reason);
}

const HARD: Record<
  HardExclusion,
  (org: Pick<RoutingOrganization, 'active' | 'contactVerified' | 'capacity' | 'held'>) => boolean
> = {
  suspended: ({ active }) => !active,
  'contact-unverified': ({ contactVerified }) => !contactVerified,
  'no-capacity': ({ capacity, held }) => held >= capacity,
};

/** Why it can take no referral at all, not even when a person chooses it. */
export function hardExclusions(org: Parameters<(typeof HARD)[HardExclusion]>[0]): HardExclusion[] {
  return HARD_EXCLUSIONS.filter((reason) => HARD[reason](org));
}

/** Why this organization may not take the referral; empty when it may. */
export function exclusionReasons(need: RoutingNeed, org: RoutingOrganization): ExclusionReason[] {
  const reasons: ExclusionReason[] = [];
  if (org.type !== need.assisterType) reasons.push('wrong-type');
  if (HARD.suspended(org)) reasons.push('suspended');
  if (org.absent) reasons.push('absent');
  if (HARD['contact-unverified'](org)) reasons.push('contact-unverified');
  if (org.tried) reasons.push('already-tried');
  if (HARD['no-capacity'](org)) reasons.push('no-capacity');
  else if (org.olderWaiting >= org.capacity - org.held) reasons.push('older-referrals-wait');
  return reasons;
}

/**
 * Ranks the organizations that serve the consumer's county. Among the eligible, an organization that helps the same
 * consumer already goes first. Then the policy's criteria decide. By default these are language match, then load,
 * then the longest time since the last assignment (never assigned comes first).
 *
 * Load has two parts. First comes the organization that has been given least for its capacity: it has its turn. Of
 * those with equal turns, the one with the lowest share of its capacity in use comes first. What was given counts,
 * not what is held. So shares follow capacities also when few organizations are busy.
 *
 * A hash of referral and organization orders what is still equal. So seniority, name and insertion order do not
 * matter, and the order differs for each referral.
 */
export function rankOrganizations(
  need: RoutingNeed,
  organizations: readonly RoutingOrganization[],
  rankBy: readonly RankCriterion[],
): { candidates: Candidate[]; excluded: Exclusion[] } {
  const excluded: Exclusion[] = [];
  const ranked: { candidate: Candidate; lot: number }[] = [];
  const isSpoken = speaksLike(need.language);
  const drawLot = lotsFor(need.referralId);
  for (const org of organizations) {
    const reasons = exclusionReasons(need, org);
    if (reasons.length > 0) {
      excluded.push({ organizationId: org.id, name: org.name, reasons });
      continue;
    }
    ranked.push({ candidate: candidateOf(org, isSpoken), lot: drawLot(org.id) });
  }
  const known = need.sameConsumer?.organizationId ?? null;
  const compare = comparison(rankBy, known);
  ranked.sort((a, b) => compare(a.candidate, b.candidate) || a.lot - b.lot);
  return { candidates: ranked.map((entry) => entry.candidate), excluded };
}

/**
 * The first candidate of `rankOrganizations` with its turn, without explaining the others. For replays of thousands
 * of leads. Lots are drawn only where they decide.
 */
export function firstCandidate(
  need: RoutingNeed,
  organizations: readonly RoutingOrganization[],
  rankBy: readonly RankCriterion[],
): { readonly candidate: Candidate; readonly turn: number } | null {
  const isSpoken = speaksLike(need.language);
  const drawLot = lotsFor(need.referralId);
  const compare = comparison(rankBy, need.sameConsumer?.organizationId ?? null);
  const candidates: Candidate[] = [];
  let first: Candidate | null = null;
  for (const org of organizations) {
    if (exclusionReasons(need, org).length > 0) continue;
    const candidate = candidateOf(org, isSpoken);
    candidates.push(candidate);
    const order = first === null ? -1 : compare(candidate, first);
    const isFirst =
      first === null || order < 0 || (order === 0 && drawLot(org.id) < drawLot(first.organizationId));
    if (isFirst) first = candidate;
  }
  return first === null ? null : { candidate: first, turn: turnOf(first, candidates) };
}

function candidateOf(org: RoutingOrganization, isSpoken: (language: string) => boolean): Candidate {
  return {
    organizationId: org.id,
    name: org.name,
    languageMatch: org.languages.some(isSpoken),
    load: org.held / org.capacity,
    given: org.given,
    lastAssignedAt: org.lastAssignedAt,
  };
}

/**
 * An organization that was away for long has a claim on one whole capacity, not on everything that it missed.
 */
const MOST_OWED = 1;

/**
 * What counts as given to the chosen organization before this lead, at the least. It is never more than `MOST_OWED`
 * behind the other organizations that could have had the lead.
 */
export function turnOf(chosen: Candidate, candidates: readonly Candidate[]): number {
  let least = Infinity;
  for (const { organizationId, given } of candidates) {
    if (organizationId !== chosen.organizationId && given < least) least = given;
  }
  return least === Infinity ? chosen.given : Math.max(chosen.given, least - MOST_OWED);
}

function ascending<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Comparison = (a: Candidate, b: Candidate) => number;

const BY: Record<RankCriterion, Comparison> = {
  language: (a, b) => Number(b.languageMatch) - Number(a.languageMatch),
  load: (a, b) => ascending(a.given, b.given) || a.load - b.load,
  idle: (a, b) => ascending(a.lastAssignedAt ?? '', b.lastAssignedAt ?? ''),
};

function comparison(rankBy: readonly RankCriterion[], known: string | null): Comparison {
  const criteria = rankBy.map((criterion) => BY[criterion]);
  return (a, b) => {
    if (known !== null && (a.organizationId === known) !== (b.organizationId === known)) {
      return a.organizationId === known ? -1 : 1;
    }
    for (const by of criteria) {
      const order = by(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Whether the organization speaks the consumer's language. */
export function speaks({ language }: RoutingNeed, { languages }: RoutingOrganization): boolean {
  return servesLanguage(languages, language);
}

/** `servesLanguage` for one need and many organizations. */
function speaksLike(wanted: string): (language: string) => boolean {
  const serving = languagesServing(wanted);
  return (language) => serving.has(language) || serving.has(primaryLanguage(language));
}

/**
 * A fixed number for this pair of ids. It is unrelated to the order of the ids, however much they look alike.
 */
function lotsFor(referralId: string): (organizationId: string) => number {
  const start = fnv1a(0x811c9dc5, `${referralId}:`);
  return (organizationId) => scatter(fnv1a(start, organizationId)) >>> 0;
}

function fnv1a(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** MurmurHash3's finalizer. FNV alone leaves ids that differ only in their last digits close to each other. */
function scatter(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
