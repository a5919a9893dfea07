import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../domain/errors';

const TRY_AGAIN_MS = 2_000;

/**
 * What a process needs of another server before it begins: tries every two seconds while `attempt` throws what `isAway`
 * knows. Throws whatever else it throws.
 *
 * @param waiting Told each time when the server cannot be worked with.
 * @param isAway DomainError `unavailable` unless given, which is what adapters of the database throw.
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
