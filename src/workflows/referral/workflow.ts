import { allHandlersFinished, condition, continueAsNew, setHandler } from '@temporalio/workflow';
import { assertNever } from '../../domain/errors';
import type { ReferralStatus, Resolution } from '../../domain/vocabulary';
import { keepClocks } from './clocks';
import { deliverLead } from './delivery';
import { escalate } from './escalate';
import { handleActs } from './handlers';
import { routeNowUpdate, stateQuery, type ReferralInput } from './messages';
import { route, routeWaiting, waitForOrganization } from './route';
import { ReferralRun } from './run';

export interface ReferralOutcome {
  readonly status: ReferralStatus;
  readonly resolution: Resolution | null;
}

/** A run that was started to take an act into a closed referral ends again when none was possible. */
const ACT_WITHIN = '1m';

/**
 * One lead from its arrival to its end. The workflow decides, PostgreSQL remembers; it holds ids, codes and dates,
 * and never personal data. Ends when the referral is closed; goes on as a new run before its history is long, and
 * begins where another run stood when it was given one.
 */
export async function referral(input: ReferralInput): Promise<ReferralOutcome> {
  const run = new ReferralRun(input);
  setHandler(stateQuery, () => run.state);
  setHandler(routeNowUpdate, async () => ({ placed: await routeWaiting(run) }));
  handleActs(run);

  if (input.resume?.why === 'act') await condition(() => run.state.phase !== 'closed', ACT_WITHIN);
  if (input.resume?.why === 'restarted') {
    run.inBackground(escalate(run, 'workflow-restarted', { kind: 'service' }));
  }

  for (;;) {
    while (!mayEnd(run)) await step(run);
    await condition(() => !mayEnd(run) || (allHandlersFinished() && run.isBackgroundDone()));
    if (!mayEnd(run)) continue;
    if (run.state.phase === 'closed') return outcomeOf(run);
    await continueAsNew<typeof referral>({ ...input, resume: { ...run.toResume(), why: 'continued' } });
  }
}

/**
 * Closed, or long and in a phase that can last. Routing is always walked through, and sending while an act waits for
 * it: a handler that waits for a phase to end must not keep the run from ending it.
 */
function mayEnd({ state: { phase }, isLong }: ReferralRun): boolean {
  switch (phase) {
    case 'closed':
      return true;
    case 'routing':
      return false;
    case 'sending':
      return isLong && allHandlersFinished();
    case 'waiting':
    case 'open':
      return isLong;
    default:
      return assertNever(phase);
  }
}

/** One phase, until something leads out of it or the run has become long. */
async function step(run: ReferralRun): Promise<void> {
  const { phase } = run.state;
  switch (phase) {
    case 'routing':
      return route(run);
    case 'waiting':
      return waitForOrganization(run);
    case 'sending':
      return deliverLead(run);
    case 'open':
      return keepClocks(run);
    case 'closed':
      return;
    default:
      return assertNever(phase);
  }
}

function outcomeOf({ state }: ReferralRun): ReferralOutcome {
  return { status: state.status, resolution: state.resolution?.resolution ?? null };
}
