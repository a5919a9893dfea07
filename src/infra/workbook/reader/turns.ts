import { DomainError } from '../../../domain/errors';

/** Lets `atOnce` run at a time and `mayWait` wait in order. Throws DomainError `unavailable` for any more. */
export function createTurns(atOnce: number, mayWait: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < atOnce) running += 1;
    else if (waiting.length < mayWait) await new Promise<void>((resolve) => waiting.push(resolve));
    else {
      throw new DomainError(
        'unavailable',
        'Many workbooks are being read just now. Please send this one again.',
      );
    }
    try {
      return await work();
    } finally {
      // The next one that waits gets the place.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
