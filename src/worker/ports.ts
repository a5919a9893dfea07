import type { Instant } from '../domain/time';
import type { Followed } from '../workflows/follow/plan';

/** What the worker's sweeps need of the outside world. */

export interface FollowerRows {
  /**
   * Those whose workflow should have been told: behind, or past the time until which it rests, since before these
   * times. Each is given to one sweep only, and again after a while if that did not help.
   */
  overdue(
    due: { readonly behindBefore: Instant; readonly wakeBefore: Instant; readonly now: Instant },
    limit: number,
  ): Promise<readonly Followed[]>;
  /** In the order of their workflow ids: all that should have a workflow, but for those that have just changed. */
  page(after: Followed | null, limit: number): Promise<readonly Followed[]>;
  /** There is one digest, always. */
  ensureDigest(now: Instant): Promise<void>;
  /** Its workflow was gone: marks it behind, and tells the single point of contact, once for all of them. */
  noteLost(followed: Followed, now: Instant): Promise<void>;
}

/** Which workflows Temporal runs. */
export interface RunningWorkflows {
  /** Those without one: asked of the list first, which lags, and of each suspect itself. */
  missing(followed: readonly Followed[]): Promise<readonly Followed[]>;
}

/** What a sweep finds, for a metric: nothing, in a quiet system. */
export interface SweepMetrics {
  woken(count: number): void;
  lost(count: number): void;
}
