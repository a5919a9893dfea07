import type { PassOver } from '../activities/ports';
import type { Instant } from '../domain/time';
import type { Followed } from '../workflows/follow/plan';

/** What the sweep and the comparison need of the outside world. */

export interface FollowerRows {
  /**
   * Followers whose workflow should have been told: they are behind since before `behindBefore`, or should have been
   * woken before `wakeBefore`. Each is given to one sweep only, and given again after a while if that did not help:
   * `again` says so. Those that had no turn yet come first.
   */
  overdue(
    due: { readonly behindBefore: Instant; readonly wakeBefore: Instant; readonly now: Instant },
    limit: number,
  ): Promise<readonly (Followed & { readonly again: boolean })[]>;
  /** Those of `overdue` that were not woken after all: the next sweep gets them. */
  giveBack(followed: readonly Followed[]): Promise<void>;
  /**
   * All followers that should have a workflow, in the order of their workflow ids. Followers that have just changed are
   * left out.
   */
  page(after: Followed | null, limit: number): Promise<readonly Followed[]>;
  /** Makes sure that the digest's follower exists: there is always exactly one. */
  ensureDigest(now: Instant): Promise<void>;
  /**
   * Its workflow was gone: marks it as behind. For a referral, tells the single point of contact, once for all of them.
   */
  noteLost(followed: Followed, now: Instant): Promise<void>;
}

/** Which workflows Temporal runs. */
export interface RunningWorkflows {
  /** The followers without a running workflow. The list of running ones lags, so each suspect is also asked itself. */
  missing(followed: readonly Followed[]): Promise<readonly Followed[]>;
}

/** What a sweep finds, for a metric. In a quiet system it finds nothing. */
export interface SweepMetrics {
  woken(count: number): void;
  /** Those that an earlier signal has not helped. */
  stuck(count: number): void;
  lost(count: number): void;
  passedOver(where: Parameters<PassOver>[0]): void;
}
