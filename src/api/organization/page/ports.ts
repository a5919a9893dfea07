import type { Instant } from '../../../domain/time';
import type { AssistanceKind } from '../../../domain/terms';
import type { MilestoneName, MilestoneState } from '../../../domain/vocabulary';

/** A referral that an organization has in hand, without anything personal. */
export interface OpenReferral {
  /** The referral's id, which both sides quote. */
  readonly reference: string;
  readonly county: string;
  readonly assistance: readonly AssistanceKind[];
  /** Empty until it was sent. */
  readonly milestones: readonly {
    readonly name: MilestoneName;
    readonly dueAt: Instant;
    readonly state: MilestoneState;
  }[];
}

export interface OpenReferrals {
  /** The organization's referrals, the nearest deadline first, `limit` at most, and how many there are in all. */
  of(
    organizationId: string,
    limit: number,
  ): Promise<{ readonly referrals: readonly OpenReferral[]; readonly count: number }>;
}
