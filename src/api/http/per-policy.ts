import { oncePer } from '../../domain/once-per';
import type { ProgramPolicy } from '../../domain/policy';

/** What of a policy decides how requests and answers are written. */
export type SpokenPolicy = Pick<ProgramPolicy, 'terms' | 'exchange' | 'example'>;

/**
 * Schemas that are made from the policy's lists. They are made once for each policy, so that every route of an API
 * shares them, and the OpenAPI document has each of them once.
 */
export function perPolicy<Schemas>(
  make: (policy: SpokenPolicy) => Schemas,
): (policy: SpokenPolicy) => Schemas {
  return oncePer(make);
}
