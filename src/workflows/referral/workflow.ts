import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';
import { assertNever } from '../../domain/errors';
import type { ReferralStatus, Resolution } from '../../domain/vocabulary';
import { keepClocks } from './clocks';
import { deliverLead } from './delivery';
import { handleActs } from './handlers';
import { routeNowUpdate, stateQuery, type ReferralInput } from './messages';
import { route, routeWaiting, waitForOrganization } from './route';
import { ReferralRun } from './run';

export interface ReferralOutcome {
  readonly status: ReferralStatus;
  readonly resolution: Resolution | null;
}

/**
 * One lead from its arrival to its end. The workflow decides, PostgreSQL remembers; it holds ids, codes and dates,
 * and never personal data. Ends when the referral is closed.
 */
export async function referral(input: ReferralInput): Promise<ReferralOutcome> {
  const run = new ReferralRun(input);
  setHandler(stateQuery, () => run.state);
  setHandler(routeNowUpdate, async () => ({ placed: await routeWaiting(run) }));
  handleActs(run);

  while (run.state.phase !== 'closed') {
    switch (run.state.phase) {
      case 'routing':
        await route(run);
        break;
      case 'waiting':
        await waitForOrganization(run, input);
        break;
      case 'sending':
        await deliverLead(run);
        break;
      case 'open':
        await keepClocks(run);
        break;
      default:
        assertNever(run.state.phase);
    }
  }

  await condition(() => allHandlersFinished() && run.isBackgroundDone());
  return { status: run.state.status, resolution: run.state.resolution?.resolution ?? null };
}
