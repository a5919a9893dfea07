import { proxyActivities, setDefaultSignalHandler } from '@temporalio/workflow';
import { PRIORITY } from '../priority';
import type { WaitlistActivities } from './activities';

/** Turns can take minutes when hundreds wait. The heartbeat tells a dead worker from a long queue. */
const { routeWaitingReferrals } = proxyActivities<WaitlistActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  // Consumers wait for this, so it goes before mails that can wait.
  priority: { priorityKey: PRIORITY.now },
});

/**
 * The exchange's one waiting list, oldest first. A nudge that comes while it works makes it look once more, so no
 * freed place is missed. A lost nudge delays it until the next sweep at most.
 */
export async function waitlist(): Promise<{ placed: number }> {
  let nudged = 0;
  setDefaultSignalHandler(() => {
    nudged += 1;
  });
  let placed = 0;
  for (let heard = -1; heard !== nudged;) {
    heard = nudged;
    placed += (await routeWaitingReferrals()).placed;
  }
  return { placed };
}
