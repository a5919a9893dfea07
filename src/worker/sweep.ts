import type { Log, WaitingReferrals } from '../activities/ports';
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

/** Younger ones are being told right now. */
const BEHIND_MS = 10_000;
/** A busy worker may be a moment late. */
const LATE_MS = 60_000;
const BATCH = 200;

/**
 * The net under a signal that was lost: when Temporal was away, or the process died between its commit and the signal.
 * Whoever has not followed for ten seconds, or should have looked a minute ago, is signalled again. A lost nudge, or an
 * absence that ended: the waiting list is woken. Harmless when several workers do it at once. At most a batch a call, and
 * no more than the signals on their way allow. Throws when PostgreSQL is away.
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
