import type { RankCriterion } from '../policy';
import type { Instant } from '../time';
import type { AssisterType } from '../vocabulary';

/** Stands in every decision; raised whenever the rules below change their outcome. */
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
  /** How often its capacity was given to it so far: each lead is one part of its capacity. See `turnOf`. */
  readonly given: number;
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** This referral was here before: declined, refused, or out of time. */
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
  /** How often its capacity was given to it so far; who has least has the next turn. */
  readonly given: number;
  readonly lastAssignedAt: Instant | null;
}

export interface Exclusion {
  readonly organizationId: string;
  readonly name: string;
  /** Every reason that applies, not only the first. */
  readonly reasons: readonly ExclusionReason[];
}

/** The record of why: everybody who serves the county one by one, the rest of the state by count and reason. */
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
  /** Set when a coordinator chose: whom, and which rules that went against. */
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
  /** Who helps this consumer already goes before everybody else that is eligible. */
  readonly sameConsumer: SameConsumer | null;
}

/** Facts that no choice of a person can change: without a place, or an address, a lead cannot be sent. */
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

/** Why it can take no referral whatever, not even from a person who chooses it. */
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
 * Ranks the organizations that serve the consumer's county. Among the eligible: who helps the same consumer already,
 * then by the policy's criteria, by default language match first, then the load, then the longest since its last
 * assignment (never assigned comes first). Load is: who has been given least for its capacity has its turn, and of those
 * with equal turns who has the lowest share of it in use. Counting what was
 * given, and not what is held, makes the shares those of the capacities also when few are busy. What is still equal is ordered by a hash of referral
 * and organization: not by seniority, name or insertion order, and differently for each referral.
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
 * The first candidate of `rankOrganizations` with its turn, without explaining the others: for replays of thousands of
 * leads. Lots are drawn only where they decide.
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

/** An organization that was away for long has a claim on one whole capacity, not on all that it missed. */
const MOST_OWED = 1;

/**
 * What counts as given to the chosen organization before this lead, at the least: never more than `MOST_OWED` behind
 * the others that could have had it.
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
  return languages.some(speaksLike(language));
}

/** Same primary language: `es-MX` is served by who speaks `es`. */
function speaksLike(wanted: string): (language: string) => boolean {
  const primary = primaryLanguage(wanted);
  return (language) => language === primary || primaryLanguage(language) === primary;
}

function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split('-', 1)[0] ?? tag;
}

/** A fixed number for this pair of ids, unrelated to either id's order, however much ids look alike. */
function lotsFor(referralId: string): (organizationId: string) => number {
  const start = fnv1a(0x811c9dc5, `${referralId}:`);
  return (organizationId) => scatter(fnv1a(start, organizationId)) >>> 0;
}

function fnv1a(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** MurmurHash3's finalizer: FNV alone leaves ids that differ in their last digits close to each other. */
function scatter(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
