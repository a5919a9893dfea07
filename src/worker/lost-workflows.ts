import type { Log } from '../activities/ports';
import { restartLostCycles, type LostCycleDeps } from './lost-cycles';
import { inPages } from '../domain/in-pages';
import { plusMillis, type Instant } from '../domain/time';
import type { DigestStarter, LostWorkflow, LostWorkflows, OpenReferrals, ReferralSnapshots } from './ports';

export interface LostWorkflowDeps {
  readonly openReferrals: OpenReferrals;
  readonly lostWorkflows: LostWorkflows;
  readonly snapshots: ReferralSnapshots;
  readonly digest: DigestStarter;
  readonly log: Log;
  readonly now: () => Instant;
}

const EVERY_MS = 300_000;
/** What has just happened may be on its way from one store to the other. */
const SETTLED_MS = 10_000;
const PAGE = 100;

/**
 * The second sweep: compares the referrals that PostgreSQL knows to be open with the workflows that Temporal runs. One
 * that was terminated, or is gone, starts again where its recorded events left it, and tells the single point of
 * contact itself. A lead that Temporal has never heard of is the first sweep's. The digest is kept alive in the same way. Harmless when several workers do it at once.
 */
export async function restartLostWorkflows(deps: LostWorkflowDeps): Promise<{ restarted: number }> {
  await deps.digest.ensure();
  const unchangedSince = plusMillis(deps.now(), -SETTLED_MS);
  let restarted = 0;
  const pages = inPages(
    PAGE,
    (after, limit) => deps.openReferrals.page(after, unchangedSince, limit),
    (referralId) => referralId,
  );
  for await (const page of pages) {
    for (const lost of await deps.lostWorkflows.among(page)) {
      if (await restart(deps, lost)) restarted += 1;
    }
  }
  if (restarted > 0) deps.log.warn({ restarted }, 'restarted referrals whose workflow was gone');
  return { restarted };
}

/** Read again after its workflow was found gone: it may have ended because the referral was closed meanwhile. */
async function restart(
  { snapshots, lostWorkflows }: LostWorkflowDeps,
  { referralId, ended }: LostWorkflow,
): Promise<boolean> {
  const snapshot = await snapshots.load(referralId);
  if (snapshot === null || snapshot.state.phase === 'closed') return false;
  if (!ended && snapshot.version === 1) return false;
  await lostWorkflows.restart(snapshot);
  return true;
}

export type RestartDeps = LostWorkflowDeps & LostCycleDeps;

/** Once at once, then every five minutes until stopped. What fails is tried again by the next one. */
export function startRestarting(deps: RestartDeps): { stop(): Promise<void> } {
  let running: Promise<void> = once(deps);
  const timer = setInterval(() => {
    running = running.then(() => once(deps));
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function once(deps: RestartDeps): Promise<void> {
  for (const look of [restartLostWorkflows, restartLostCycles]) {
    try {
      await look(deps);
    } catch (error) {
      deps.log.warn({ err: error }, 'lost workflows were not looked for; the next sweep does');
    }
  }
}
