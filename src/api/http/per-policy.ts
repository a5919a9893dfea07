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
  const made = new WeakMap<SpokenPolicy, Schemas>();
  return (policy) => {
    const known = made.get(policy);
    if (known !== undefined) return known;
    const schemas = make(policy);
    made.set(policy, schemas);
    return schemas;
  };
}
