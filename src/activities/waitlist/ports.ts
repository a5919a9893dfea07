import type { Instant } from '../../domain/time';

/** The waiting list. Each turn is one transaction. */
export interface WaitingReferrals {
  isAnyPlaceable(now: Instant): Promise<boolean>;
  /**
   * Gives the oldest unassigned referral that some organization could take its turn. Skips `passedOver`. Null when
   * there is none.
   */
  placeNext(
    passedOver: readonly string[],
    now: Instant,
  ): Promise<{ readonly referralId: string; readonly placed: boolean } | null>;
  /** Wakes the workflows of the referrals that were placed. The sweep finds those that were not told. */
  wake(referralIds: readonly string[]): void;
}
