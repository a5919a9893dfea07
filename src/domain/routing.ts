import type { Instant } from './time';
import type { AssisterType } from './vocabulary';

/** Stands in every decision; raised whenever the rules below change their outcome. */
export const ROUTING_RULE_VERSION = 'routing-1';

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
}

export interface RoutingNeed {
  readonly referralId: string;
  readonly assisterType: AssisterType;
  readonly language: string;
}

/** Why this organization may not take the referral; empty when it may. */
export function exclusionReasons(need: RoutingNeed, org: RoutingOrganization): ExclusionReason[] {
  const reasons: ExclusionReason[] = [];
  if (org.type !== need.assisterType) reasons.push('wrong-type');
  if (!org.active) reasons.push('suspended');
  if (org.absent) reasons.push('absent');
  if (!org.contactVerified) reasons.push('contact-unverified');
  if (org.tried) reasons.push('already-tried');
  const free = org.capacity - org.held;
  if (free <= 0) reasons.push('no-capacity');
  else if (org.olderWaiting >= free) reasons.push('older-referrals-wait');
  return reasons;
}

/**
 * Ranks the organizations that serve the consumer's county. Among the eligible: language match first, then the
 * lowest share of capacity in use, then the longest since its last assignment (never assigned comes first). What
 * is still equal is ordered by a hash of referral and organization: not by seniority, name or insertion order,
 * and differently for each referral.
 */
export function rankOrganizations(
  need: RoutingNeed,
  organizations: readonly RoutingOrganization[],
): { candidates: Candidate[]; excluded: Exclusion[] } {
  const excluded: Exclusion[] = [];
  const ranked: { candidate: Candidate; lot: number }[] = [];
  const speaks = speaksLike(need.language);
  const drawLot = lotsFor(need.referralId);
  for (const org of organizations) {
    const reasons = exclusionReasons(need, org);
    if (reasons.length > 0) {
      excluded.push({ organizationId: org.id, name: org.name, reasons });
      continue;
    }
    ranked.push({
      candidate: {
        organizationId: org.id,
        name: org.name,
        languageMatch: org.languages.some(speaks),
        load: org.held / org.capacity,
        lastAssignedAt: org.lastAssignedAt,
      },
      lot: drawLot(org.id),
    });
  }
  ranked.sort((a, b) => compareCandidates(a.candidate, b.candidate) || a.lot - b.lot);
  return { candidates: ranked.map((entry) => entry.candidate), excluded };
}

function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.languageMatch !== b.languageMatch) return a.languageMatch ? -1 : 1;
  if (a.load !== b.load) return a.load - b.load;
  const aLast = a.lastAssignedAt ?? '';
  const bLast = b.lastAssignedAt ?? '';
  return aLast < bLast ? -1 : aLast > bLast ? 1 : 0;
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
