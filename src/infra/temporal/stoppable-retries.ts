import { setTimeout as sleep } from 'node:timers/promises';
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/** Also the longest that closing waits. */
const MAX_PAUSE_MS = 2_000;
const MARGIN_MS = 50;

/**
 * The SDK's own retries, which can be ended. It goes on retrying a request that nobody waits for any more, from a
 * timer; on a channel that was closed meanwhile that throws where nobody can catch it, and ends the process.
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
    /** Resolves once no timer of a retry is left. */
    stop: async (): Promise<void> => {
      stopped = true;
      // Also when all are due already: a busy process runs them late, but before a timer that is due after them.
      await sleep(Math.max(lastRetryAt - Date.now(), 0) + MARGIN_MS);
    },
  };
}
