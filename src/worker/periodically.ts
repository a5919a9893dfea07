interface Log {
  warn(fields: object, message: string): void;
}

export interface Periodic {
  /** Aborts the round that runs, waits until it is over, and begins no other. */
  stop(): Promise<void>;
}

/**
 * Runs `round` every `everyMs`, and first at once when `atOnce` is set. Rounds never overlap: a time that falls into a
 * running round is left out. What a round throws is one warning in the log, and the next round tries again.
 *
 * @param round Looks at its signal between any two things that it does, and returns or throws once it is aborted:
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
      // Whatever an aborted round throws only says that it was aborted.
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
