/** How activities are retried, by what can go wrong with them. Each workflow's proxies name the class and the reason. */

/**
 * PostgreSQL only, and idempotent: local, so that it costs no trip over the server. It is retried for as long as it
 * takes: a database that is away makes a workflow wait, never fail.
 */
export const RECORD = {
  startToCloseTimeout: '15s',
  // Short retries stay in the workflow task; longer waits become timers that survive the worker.
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
} as const;

/** Over a network, and for as long as it takes: regular, so that a coordinator sees the attempts. */
export const UNTIL_DONE = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/**
 * Mail: irreversible, so a regular activity. An attempt is repeated only when its outcome is unknown (the worker died,
 * PostgreSQL was away); what the server said is an outcome, and the workflow acts on it. The time-out is longer than all
 * time-outs of SMTP together.
 */
export const MAIL = { startToCloseTimeout: '25s', retry: UNTIL_DONE } as const;
