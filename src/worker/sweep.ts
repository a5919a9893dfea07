import { nudgeIfPlaceable } from '../activities/waitlist';
import type {
  Log,
  ReferralStarter,
  UnstartedReferrals,
  Waitlist,
  WaitingReferrals,
} from '../activities/ports';
import type {
  ReportNudges,
  SeasonStarter,
  UnfinishedReports,
  UnfinishedSeasons,
} from '../activities/reports/ports';
import { DomainError } from '../domain/errors';
import type { ProgramPolicy } from '../domain/policy';
import { plusMillis, type Instant } from '../domain/time';
import type { ReferralInput } from '../workflows/referral/messages';
import { referralTerms } from '../workflows/referral/terms';

export interface SweepDeps {
  readonly policy: ProgramPolicy;
  readonly unstarted: UnstartedReferrals;
  readonly starter: ReferralStarter;
  readonly unfinishedSeasons: Pick<UnfinishedSeasons, 'unstarted'>;
  readonly seasonStarter: SeasonStarter;
  readonly unfinishedReports: Pick<UnfinishedReports, 'unstarted'>;
  readonly reportNudges: ReportNudges;
  readonly waiting: WaitingReferrals;
  readonly waitlist: Waitlist;
  readonly log: Log;
  readonly now: () => Instant;
}

const EVERY_MS = 10_000;
/** Younger ones are being started by the API right now. */
const MIN_AGE_MS = 5_000;
/** A season starts thousands of reports itself, and tries again by itself: only what it must have lost. */
const MIN_REPORT_AGE_MS = 600_000;
const BATCH = 200;

/**
 * The net under two gaps. A lead or season that was stored when Temporal was away, or whose API died before the start: its
 * workflow is started, within 30 seconds of both being there. A nudge that was lost, or an absence that ended: the
 * waiting list is woken. Both are harmless when several workers do them at once. Throws when PostgreSQL or Temporal is
 * away: there is nothing more to do then.
 */
export async function sweep(deps: SweepDeps): Promise<{ started: number }> {
  const now = deps.now();
  const before = plusMillis(now, -MIN_AGE_MS);
  const leads = await deps.unstarted.olderThan(before, BATCH);
  let started = 0;
  for (const lead of leads) if (await tryToStart(deps, lead)) started += 1;
  if (started > 0) deps.log.info({ started }, 'started referrals that had no workflow');
  const seasons = await deps.unfinishedSeasons.unstarted(before, BATCH);
  for (const seasonId of seasons) await deps.seasonStarter.begin(seasonId);
  const reports = await deps.unfinishedReports.unstarted(plusMillis(now, -MIN_REPORT_AGE_MS), BATCH);
  for (const reportId of reports) await deps.reportNudges.nudge(reportId);
  await nudgeIfPlaceable(deps, now);
  return { started };
}

/** False, and a line in the log, when this one cannot be started: those behind it and the waiting list still can. */
async function tryToStart(deps: SweepDeps, lead: Omit<ReferralInput, 'terms'>): Promise<boolean> {
  try {
    await deps.starter.start({ ...lead, terms: referralTerms(deps.policy) });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'unavailable') throw error;
    deps.log.error({ err: error, referralId: lead.referralId }, 'a referral could not be started');
    return false;
  }
}

/** Sweeps until stopped. What fails is tried again by the next one. */
export function startSweeping(deps: SweepDeps): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => sweepOnce(deps));
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function sweepOnce(deps: SweepDeps): Promise<void> {
  try {
    await sweep(deps);
  } catch (error) {
    deps.log.warn({ err: error }, 'the sweep failed; the next one tries again');
  }
}
