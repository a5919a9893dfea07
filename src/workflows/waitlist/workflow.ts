import { proxyActivities, setHandler } from '@temporalio/workflow';
import type { WaitlistActivities } from './activities';
import { nudgeSignal } from './messages';

/** Turns can take minutes when hundreds wait; the heartbeat tells a dead worker from a long queue. */
const { routeWaitingReferrals } = proxyActivities<WaitlistActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/**
 * The exchange's one waiting list: a single run at a time keeps the order, oldest first. A nudge that comes while it
 * works makes it look once more, so that no freed place is overlooked.
 */
export async function waitlist(): Promise<{ placed: number }> {
  let nudged = true;
  let placed = 0;
  setHandler(nudgeSignal, () => {
    nudged = true;
  });
  while (nudged) {
    nudged = false;
    placed += (await routeWaitingReferrals()).placed;
  }
  return { placed };
}
