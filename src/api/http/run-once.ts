import { DomainError } from '../../domain/errors';
import type { Instant } from '../../domain/time';
import type { Log } from './log';
import { problemAnswer, problemCode } from './problems';
import type { IdempotencyStore } from './ports';
import type { Answer } from './answer';
import type { Idempotency } from './route';

/**
 * Runs `handle` once for each Idempotency-Key. From then on the first answer is given again, also if it was a refusal.
 * An answer 422 or 5xx is not kept, so the same key may try again.
 */
export async function runOnce(
  deps: { readonly idempotency: IdempotencyStore; readonly log: Log },
  { claim, requestHash }: Idempotency,
  now: Instant,
  handle: () => Promise<Answer>,
): Promise<Answer> {
  const claimed = await deps.idempotency.claim(claim, requestHash, now);
  switch (claimed.outcome) {
    case 'answered':
      return {
        ...claimed.answer,
        headers: { ...claimed.answer.headers, 'idempotency-replayed': 'true' },
      };
    case 'in-progress':
      throw new DomainError(
        'idempotency-key-in-progress',
        'The first request with this key is not answered yet.',
      );
    case 'other-request':
      throw new DomainError('idempotency-key-reused', 'This key was sent before with another request.');
    case 'claimed':
      break;
    default:
      return claimed satisfies never;
  }

  const settle = async (how: Promise<void>): Promise<void> => {
    // The effects are done. A claim that cannot be settled only lasts until its lock runs out.
    await how.catch((error: unknown) => deps.log.warn({ err: error }, 'an idempotency claim was left open'));
  };
  try {
    const answer = await handle();
    if (answer.kept !== true) {
      const { status, headers, body } = answer;
      if (typeof body !== 'string') throw new Error('only text can be kept under an Idempotency-Key');
      await settle(deps.idempotency.complete(claim, { status, headers, body }));
    }
    return answer;
  } catch (error) {
    const answer = problemAnswer(error);
    // Somebody else may be answering under this key by now.
    if (problemCode(error) === 'idempotency-key-in-progress') throw error;
    const keep = answer.status < 500 && answer.status !== 422;
    await settle(keep ? deps.idempotency.complete(claim, answer) : deps.idempotency.release(claim));
    throw error;
  }
}
