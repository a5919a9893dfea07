import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../../domain/errors';

const TRY_AGAIN_MS = 2_000;

/**
 * What a process needs of the database before it begins: tries every two seconds while `attempt` throws DomainError
 * `unavailable`. Throws whatever else it throws.
 *
 * @param waiting Told each time when the database cannot be reached.
 */
export async function untilReachable<T>(
  attempt: () => Promise<T>,
  waiting: (error: unknown) => void,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'unavailable') throw error;
      waiting(error);
      await sleep(TRY_AGAIN_MS);
    }
  }
}
