import { setTimeout as sleep } from 'node:timers/promises';
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/** Closing waits no longer than this either. */
const MAX_PAUSE_MS = 2_000;
const MARGIN_MS = 50;

/**
 * The SDK's own retries, but they can be stopped. The SDK keeps retrying, from a timer, a request that nobody waits for
 * any more. If the channel was closed in the meantime, that throws where nobody can catch it, and ends the process.
 */
export function stoppableRetries() {
  const { delayFunction, retryableDecider } = defaultGrpcRetryOptions({ maxIntervalMs: () => MAX_PAUSE_MS });
  let stopped = false;
  let lastRetryAt = 0;
  return {
    interceptor: makeGrpcRetryInterceptor({
      delayFunction: (attempt, status) => {
        const ms = delayFunction(attempt, status);
        lastRetryAt = Math.max(lastRetryAt, Date.now() + ms);
        return ms;
      },
      retryableDecider: (attempt, status) => !stopped && retryableDecider(attempt, status),
    }),
    /** Resolves when no retry has a timer any more. */
    stop: async (): Promise<void> => {
      stopped = true;
      // Waits also when all timers are due already. A busy process runs them late, but before a timer that is due
      // later.
      await sleep(Math.max(lastRetryAt - Date.now(), 0) + MARGIN_MS);
    },
  };
}
