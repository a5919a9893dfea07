import type { Log } from '../activities/ports';
import type { WaitingReferrals } from '../activities/waitlist/ports';
import { plusMillis, type Instant } from '../domain/time';
import type { Waker } from '../workflows/follow/waker';
import type { FollowerRows, SweepMetrics } from './ports';

export interface SweepDeps {
  readonly rows: FollowerRows;
  readonly waiting: Pick<WaitingReferrals, 'isAnyPlaceable'>;
  readonly waker: Waker;
  readonly metrics: SweepMetrics;
  readonly log: Log;
  readonly now: () => Instant;
}

/** Followers that are behind for a shorter time are being told right now. */
const BEHIND_MS = 10_000;
/** A busy worker may be a moment late. */
const LATE_MS = 60_000;
const BATCH = 200;

/**
 * Repairs lost signals. A signal is lost when Temporal is away, or when the process dies between its commit and the
 * signal. Signals again each follower that has been behind for ten seconds or should have looked a minute ago. Wakes
 * the waiting list when a nudge was lost or an absence has ended. Several workers can do it at the same time without
 * harm. Signals at most one batch in a call, and waits while too many signals are on their way. Throws when PostgreSQL
 * is away.
 */
export async function sweep(deps: SweepDeps, stop?: AbortSignal): Promise<{ woken: number }> {
  const { rows, waker, metrics, log } = deps;
  const now = deps.now();
  const due = { behindBefore: plusMillis(now, -BEHIND_MS), wakeBefore: plusMillis(now, -LATE_MS), now };
  const overdue = await rows.overdue(due, BATCH);
  for (const followed of overdue) {
    if (stop?.aborted) break;
    await waker.room();
    waker.wake(followed, 'swept');
  }
  if (overdue.length > 0) log.info({ woken: overdue.length }, 'woke workflows that had not followed');
  metrics.woken(overdue.length);
  if (await deps.waiting.isAnyPlaceable(now)) waker.nudgeWaitlist();
  return { woken: overdue.length };
}
