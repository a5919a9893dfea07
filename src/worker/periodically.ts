interface Log {
  warn(fields: object, message: string): void;
}

export interface Periodic {
  /** Aborts the round that is running, waits until it is over, and begins no other. */
  stop(): Promise<void>;
}

/**
 * Runs `round` every `everyMs`. With `atOnce` the first round begins immediately. Rounds never overlap: a time that
 * falls into a running round is skipped. An error of a round becomes one warning in the log, and the next round tries
 * again.
 *
 * @param round Checks its signal between any two things that it does. Returns or throws once it is aborted, because
 *   `stop` waits for it.
 */
export function periodically(
  options: { readonly everyMs: number; readonly what: string; readonly atOnce?: boolean; readonly log: Log },
  round: (signal: AbortSignal) => Promise<unknown>,
): Periodic {
  const { everyMs, what, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    try {
      await round(signal);
    } catch (error) {
      // An error of an aborted round only says that it was aborted.
      if (!signal.aborted) log.warn({ err: error }, `${what} failed; the next round tries again`);
    }
  };
  const begin = (): void => {
    running ??= run().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(begin, everyMs);
  if (options.atOnce === true) begin();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
