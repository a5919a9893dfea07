import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { FollowActivities } from './activities';

/**
 * PostgreSQL only, and idempotent: local, so that it costs no trip over the server. It is retried for as long as it
 * takes: a database that is away makes a workflow wait, never fail.
 */
export const record = proxyLocalActivities<Pick<FollowActivities, 'advance'>>({
  startToCloseTimeout: '15s',
  // Short retries stay in the workflow task; longer waits become timers that survive the worker.
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Over a network, and for as long as it takes: regular, so that a coordinator sees the attempts. */
const UNTIL_DONE = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/**
 * Mail: irreversible. An attempt is repeated only when its outcome is unknown (the worker died, PostgreSQL was away);
 * what the server said is an outcome, and the plan says when to try again. The time-out is longer than all time-outs of
 * SMTP together, with a workbook made before; the heartbeat tells a dead worker from a slow server.
 */
export const mail = proxyActivities<Pick<FollowActivities, 'sendMessage'>>({
  startToCloseTimeout: '60s',
  heartbeatTimeout: '12s',
  retry: UNTIL_DONE,
});

/** The heartbeat tells a dead worker from long work. */
export const long = proxyActivities<Pick<FollowActivities, 'work'>>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '20s',
  retry: UNTIL_DONE,
});
