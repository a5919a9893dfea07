import type { Log, PassOver } from '../activities/ports';
import type { Instant } from '../domain/time';
import type { Followed } from '../workflows/follow/plan';
import type { Waker } from '../workflows/follow/waker';
import { workflowIdOf } from '../workflows/ids';
import type { FollowerRows, RunningWorkflows, SweepMetrics } from './ports';

export interface CompareDeps {
  readonly rows: FollowerRows;
  readonly running: RunningWorkflows;
  readonly waker: Waker;
  readonly metrics: SweepMetrics;
  readonly log: Log;
  readonly passOver: PassOver;
  readonly now: () => Instant;
  /** Whether a failure is the fault of what was asked about. Otherwise PostgreSQL or Temporal is away. */
  readonly isAboutRow: (error: unknown) => boolean;
}

const PAGE = 100;

/**
 * Finds the runs that Temporal has lost, which PostgreSQL cannot know: somebody terminated a run, or its data is gone.
 * Each follower without a running workflow is woken and continues from what is on record. The single point of contact
 * is told once. A follower about which Temporal or PostgreSQL cannot be asked is passed over. Works page by page, and can be stopped between two pages. Several workers can do it at the same time
 * without harm.
 */
export async function compareWithTemporal(deps: CompareDeps, stop?: AbortSignal): Promise<{ lost: number }> {
  const { rows, waker, metrics, log, now, passOver, isAboutRow } = deps;
  await rows.ensureDigest(now());
  let lost = 0;
  let after: Followed | null = null;
  while (!stop?.aborted) {
    const page: readonly Followed[] = await rows.page(after, PAGE);
    for (const followed of await missingFrom(page, deps)) {
      try {
        await rows.noteLost(followed, now());
        waker.wake(followed, 'restarted');
        lost += 1;
      } catch (error) {
        if (!isAboutRow(error)) throw error;
        passOver('comparison', workflowIdOf(followed), error);
      }
    }
    if (page.length < PAGE) break;
    after = page.at(-1) ?? null;
  }
  if (lost > 0) log.warn({ lost }, 'woke what had lost its workflow');
  metrics.lost(lost);
  return { lost };
}

/** Asks about the whole page at once, and about one after the other when one of them spoils the question. */
async function missingFrom(
  page: readonly Followed[],
  { running, isAboutRow, passOver }: CompareDeps,
): Promise<readonly Followed[]> {
  try {
    return await running.missing(page);
  } catch (error) {
    if (!isAboutRow(error)) throw error;
  }
  const missing: Followed[] = [];
  for (const followed of page) {
    try {
      missing.push(...(await running.missing([followed])));
    } catch (error) {
      if (!isAboutRow(error)) throw error;
      passOver('comparison', workflowIdOf(followed), error);
    }
  }
  return missing;
}
