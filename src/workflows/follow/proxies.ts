import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { FollowActivities } from './activities';

/**
 * Uses only PostgreSQL, and is idempotent. So it is a local activity, which saves a round trip to the Temporal
 * server. It is retried for as long as it takes: when the database is away, the workflow waits and never fails.
 */
export const record = proxyLocalActivities<Pick<FollowActivities, 'advance'>>({
  startToCloseTimeout: '15s',
  // Short retries stay in the workflow task. Longer waits become timers, which survive the worker.
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * Goes over a network, and is retried for as long as it takes. A regular activity, so that a coordinator sees the
 * attempts.
 */
const UNTIL_DONE = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/**
 * Mail is irreversible. An attempt is repeated only when its outcome is unknown (the worker died, or PostgreSQL was
 * away). An answer of the server is an outcome, and the plan says when to try again. The time-out is longer than
 * one mail may take over SMTP, with the time to make a workbook first. The heartbeat tells a dead worker from a slow
 * server.
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
