import { createHash } from 'node:crypto';
import { v5 as nameBasedId, v7 as newId } from 'uuid';
import type { RecordedAct } from '../../domain/referral/ports';
import type { Idempotency } from './route';
import type { ApiClient } from './ports';

const ACT_NAMESPACE = '7d0c2f6e-4f0f-5c9e-9a55-0d1c6a3f7b21';

/**
 * The same request with the same content gets the same id, so a repeat is recognized. Any change in it gives another
 * id, so a correction is not taken for a repeat. Without a `seed`, each id is new.
 */
export function actIdFor(seed: string | null, payload: RecordedAct['payload']): string {
  if (seed === null) return newId();
  const content = createHash('sha256').update(JSON.stringify(payload)).digest('hex');
  return nameBasedId(`${seed} ${content}`, ACT_NAMESPACE);
}

/**
 * The id of a request under an Idempotency-Key. It is kept with what the request did. So that is done only once, even
 * if the process dies before its answer is kept. Null without a key.
 */
export function commandIdOf(
  client: ApiClient,
  idempotency: Idempotency | null,
  what: string,
  body: RecordedAct['payload'],
): string | null {
  return idempotency && actIdFor(`${client.id} ${idempotency.claim.key} ${what}`, body);
}
