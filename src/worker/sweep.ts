import type { Log, PassOver } from '../activities/ports';
import type { WaitingReferrals } from '../activities/waitlist/ports';
import { plusMillis, type Instant } from '../domain/time';
import type { Waker } from '../workflows/follow/waker';
import { workflowIdOf } from '../workflows/ids';
import type { FollowerRows, SweepMetrics } from './ports';

export interface SweepDeps {
  readonly rows: FollowerRows;
  readonly waiting: Pick<WaitingReferrals, 'isAnyPlaceable'>;
  readonly waker: Waker;
  readonly metrics: SweepMetrics;
  readonly log: Log;
  readonly passOver: PassOver;
  readonly now: () => Instant;
}

/** Followers that are behind for a shorter time are being told right now. */
const BEHIND_MS = 10_000;
/** A busy worker may be a moment late. */
const LATE_MS = 60_000;
const BATCH = 200;
/** When Temporal is away all are stuck, and nobody reads more names than this. */
const NAMED = 20;

/**
 * Repairs lost signals. A signal is lost when Temporal is away, or when the process dies between its commit and the
 * signal. Signals again each follower that has been behind for ten seconds or should have looked a minute ago. Wakes
 * the waiting list when a nudge was lost or an absence has ended. Several workers can do it at the same time without
 * harm. Signals at most one batch in a call, and waits while too many signals are on their way. Throws when PostgreSQL
 * is away.
 */
export async function sweep(deps: SweepDeps, stop?: AbortSignal): Promise<{ woken: number }> {
  const { rows, waker, metrics, log, passOver } = deps;
  const now = deps.now();
  const due = { behindBefore: plusMillis(now, -BEHIND_MS), wakeBefore: plusMillis(now, -LATE_MS), now };
  const overdue = await rows.overdue(due, BATCH);
  let turns = 0;
  let woken = 0;
  for (const { kind, subjectId } of overdue) {
    if (stop?.aborted) break;
    turns += 1;
    try {
      await waker.room();
      waker.wake({ kind, subjectId }, 'swept');
      woken += 1;
    } catch (error) {
      passOver('sweep', workflowIdOf({ kind, subjectId }), error);
    }
  }
  if (turns < overdue.length) await rows.giveBack(overdue.slice(turns));
  if (woken > 0) log.info({ woken }, 'woke workflows that had not followed');
  metrics.woken(woken);
  const stuck = overdue.slice(0, turns).filter(({ again }) => again);
  if (stuck.length > 0) {
    const workflowIds = stuck.slice(0, NAMED).map(workflowIdOf);
    log.warn(
      { stuck: stuck.length, workflowIds },
      'workflows that were woken before have still not followed',
    );
  }
  metrics.stuck(stuck.length);
  if (!stop?.aborted && (await deps.waiting.isAnyPlaceable(now))) waker.nudgeWaitlist();
  return { woken };
}
