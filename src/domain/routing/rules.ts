import type { ProgramPolicy } from '../policy';
import type { Instant, LocalDate } from '../time';
import type { AssisterType } from '../vocabulary';
import { placesInUse, type RecentLeads } from './recent-leads';

/** Kept in every decision. Raised whenever a change of the rules below changes an outcome. */
export const ROUTING_RULE_VERSION = 'routing-4';

/** The part of the policy that says who may take a referral, and who goes first. */
export type RoutingRules = Pick<
  ProgramPolicy['routing'],
  'rankBy' | 'capacityMeans' | 'dailyCapacityDivisor' | 'scarceLanguages'
>;

/** One organization as the rules see it, read in one statement so that the numbers belong together. */
export interface RoutingOrganization extends RecentLeads {
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
  readonly active: boolean;
  readonly absent: boolean;
  readonly contactVerified: boolean;
  /** Places. What takes one is the policy's `capacityMeans`. */
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
  /** Waiting referrals that are offered a place at this organization before this one. */
  readonly waitingAhead: number;
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
  /** It was given today as many leads as it can contact in time. Whoever was not goes first. */
  readonly dayFull: boolean;
  /** Languages it speaks that few speak in the county, without the consumer's. */
  readonly scarceLanguages: number;
  /** Its last places are kept for consumers who ask for these languages. Whoever can take the referral goes first. */
  readonly keepsPlaces: boolean;
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
  /** The day on which it is routed, in the program's zone. */
  readonly on: LocalDate;
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

type HardFacts = RecentLeads & Pick<RoutingOrganization, 'active' | 'contactVerified' | 'capacity' | 'held'>;
type CapacityRule = Pick<RoutingRules, 'capacityMeans'>;

const HARD: Record<HardExclusion, (org: HardFacts, on: LocalDate, rule: CapacityRule) => boolean> = {
  suspended: ({ active }) => !active,
  'contact-unverified': ({ contactVerified }) => !contactVerified,
  'no-capacity': (org, on, rule) => freePlaces(org, on, rule) <= 0,
};

function freePlaces(org: HardFacts, on: LocalDate, { capacityMeans }: CapacityRule): number {
  return org.capacity - placesInUse(org, on, capacityMeans);
}

/** Why it can take no referral at all on the day `on`, not even when a person chooses it. */
export function hardExclusions(org: HardFacts, on: LocalDate, rule: CapacityRule): HardExclusion[] {
  return HARD_EXCLUSIONS.filter((reason) => HARD[reason](org, on, rule));
}

/** Why this organization may not take the referral; empty when it may. */
export function exclusionReasons(
  need: RoutingNeed,
  org: RoutingOrganization,
  rule: CapacityRule,
): ExclusionReason[] {
  const reasons: ExclusionReason[] = [];
  if (org.type !== need.assisterType) reasons.push('wrong-type');
  if (HARD.suspended(org, need.on, rule)) reasons.push('suspended');
  if (org.absent) reasons.push('absent');
  if (HARD['contact-unverified'](org, need.on, rule)) reasons.push('contact-unverified');
  if (org.tried) reasons.push('already-tried');
  const free = freePlaces(org, need.on, rule);
  if (free <= 0) reasons.push('no-capacity');
  else if (org.waitingAhead >= free) reasons.push('older-referrals-wait');
  return reasons;
}
