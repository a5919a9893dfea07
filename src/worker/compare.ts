import type { Log } from '../activities/ports';
import type { Instant } from '../domain/time';
import type { Followed } from '../workflows/follow/plan';
import type { Waker } from '../workflows/follow/waker';
import type { FollowerRows, RunningWorkflows, SweepMetrics } from './ports';

export interface CompareDeps {
  readonly rows: FollowerRows;
  readonly running: RunningWorkflows;
  readonly waker: Waker;
  readonly metrics: SweepMetrics;
  readonly log: Log;
  readonly now: () => Instant;
}

const PAGE = 100;

/**
 * Finds the runs that Temporal has lost, which PostgreSQL cannot know: somebody terminated a run, or its data is gone.
 * Each follower without a running workflow is woken and continues from what is on record. The single point of contact
 * is told once, if a referral's run was among them. Works page by page, and can be stopped between two pages. Several workers can do it at the same time
 * without harm.
 */
export async function compareWithTemporal(deps: CompareDeps, stop?: AbortSignal): Promise<{ lost: number }> {
  const { rows, running, waker, metrics, log, now } = deps;
  await rows.ensureDigest(now());
  let lost = 0;
  let after: Followed | null = null;
  while (!stop?.aborted) {
    const page: readonly Followed[] = await rows.page(after, PAGE);
    for (const followed of await running.missing(page)) {
      await rows.noteLost(followed, now());
      waker.wake(followed, 'restarted');
      lost += 1;
    }
    if (page.length < PAGE) break;
    after = page.at(-1) ?? null;
  }
  if (lost > 0) log.warn({ lost }, 'woke what had lost its workflow');
  metrics.lost(lost);
  return { lost };
}
