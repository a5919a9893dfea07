import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../domain/errors';

const TRY_AGAIN_MS = 2_000;

/**
 * Waits for something that a process needs of another server before it begins. Tries again every two seconds while
 * `attempt` throws an error that `isAway` knows. Throws all other errors.
 *
 * @param waiting Told the cause each time when the server cannot be used.
 * @param isAway Unless given: DomainError `unavailable`, which adapters of the database throw.
 */
export async function untilReachable<T>(
  attempt: () => Promise<T>,
  waiting: (error: unknown) => void,
  isAway: (error: unknown) => boolean = isUnavailable,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error)) throw error;
      waiting(error);
      await sleep(TRY_AGAIN_MS);
    }
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'unavailable';
}
