import { createHash } from 'node:crypto';
import { v5 as nameBasedId, v7 as newId } from 'uuid';
import type { RecordedAct } from '../../domain/referral/ports';
import type { Idempotency } from './route';
import type { ApiClient } from './ports';

const ACT_NAMESPACE = '7d0c2f6e-4f0f-5c9e-9a55-0d1c6a3f7b21';

/**
 * The same id for the same request with the same content, so that a repeat is recognized; another one as soon as
 * anything in it was changed, so that a correction is not taken for a repeat. Without a `seed` each is new.
 */
export function actIdFor(seed: string | null, payload: RecordedAct['payload']): string {
  if (seed === null) return newId();
  const content = createHash('sha256').update(JSON.stringify(payload)).digest('hex');
  return nameBasedId(`${seed} ${content}`, ACT_NAMESPACE);
}

/**
 * Of a request under an Idempotency-Key: kept with what it did, so that it is done once also when the process dies
 * before its answer could be kept. Null without a key.
 */
export function commandIdOf(
  client: ApiClient,
  idempotency: Idempotency | null,
  what: string,
  body: RecordedAct['payload'],
): string | null {
  return idempotency && actIdFor(`${client.id} ${idempotency.claim.key} ${what}`, body);
}
