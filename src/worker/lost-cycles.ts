import type { Log } from '../activities/ports';
import type {
  LostCycles,
  ReportNudges,
  SeasonStarter,
  UnfinishedReports,
  UnfinishedSeasons,
} from '../activities/reports/ports';
import { inPages } from '../domain/in-pages';
import { plusMillis, type Instant } from '../domain/time';

export interface LostCycleDeps {
  readonly unfinishedSeasons: UnfinishedSeasons;
  readonly unfinishedReports: UnfinishedReports;
  readonly lostCycles: LostCycles;
  readonly seasonStarter: SeasonStarter;
  readonly reportNudges: ReportNudges;
  readonly log: Log;
  readonly now: () => Instant;
}

/** What has just begun, or come back, may be on its way from one store to the other. */
const SETTLED_MS = 60_000;
const PAGE = 100;

/**
 * Compares the seasons and reports that PostgreSQL knows to be unfinished with the workflows that Temporal runs. One
 * that was terminated, or is gone, begins again and goes on from what its rows say. A report that waits for a nudge
 * that was lost gets another. Harmless when several workers do it at once.
 */
export async function restartLostCycles(deps: LostCycleDeps): Promise<{ restarted: number }> {
  const before = plusMillis(deps.now(), -SETTLED_MS);
  const restarted = (await restartSeasons(deps, before)) + (await restartReports(deps, before));
  if (restarted > 0) deps.log.warn({ restarted }, 'restarted seasons and reports whose workflow was gone');
  return { restarted };
}

async function restartSeasons(deps: LostCycleDeps, before: Instant): Promise<number> {
  let restarted = 0;
  const pages = inPages(
    PAGE,
    (after, limit) => deps.unfinishedSeasons.page(after, before, limit),
    (seasonId) => seasonId,
  );
  for await (const page of pages) {
    for (const seasonId of await deps.lostCycles.seasons(page)) {
      await deps.seasonStarter.begin(seasonId);
      restarted += 1;
    }
  }
  return restarted;
}

async function restartReports(deps: LostCycleDeps, before: Instant): Promise<number> {
  let restarted = 0;
  const pages = inPages(
    PAGE,
    (after, limit) => deps.unfinishedReports.page(after, before, limit),
    ({ reportId }) => reportId,
  );
  for await (const page of pages) {
    const lost = new Set(await deps.lostCycles.reports(page.map(({ reportId }) => reportId)));
    for (const { reportId, waiting } of page) {
      if (!waiting && !lost.has(reportId)) continue;
      await deps.reportNudges.nudge(reportId);
      if (lost.has(reportId)) restarted += 1;
    }
  }
  return restarted;
}
