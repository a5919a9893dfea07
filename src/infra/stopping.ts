import type { Logger } from './logger';

/**
 * Aborted by the first SIGTERM or SIGINT. Later ones change nothing: process groups send signals more than once, and
 * the second must not cut the stopping short. A process that has not stopped after `withinMs` is ended with exit code
 * 1, because a supervisor would kill it a moment later without a line in the log.
 */
export function whenToldToStop(log: Logger, withinMs: number): AbortSignal {
  const stopping = new AbortController();
  const tooLong = (): void => {
    log.error({ withinMs }, 'the process did not stop in time and is ended');
    process.exit(1);
  };
  const hear = (): void => {
    if (stopping.signal.aborted) return;
    setTimeout(tooLong, withinMs).unref();
    stopping.abort();
  };
  process.on('SIGTERM', hear).on('SIGINT', hear);
  return stopping.signal;
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
