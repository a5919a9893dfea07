import type { KeptAnswer } from './answer';
import type { Scope } from './scopes';
import type { Instant } from '../../domain/time';

export interface Clock {
  now(): Instant;
}

export interface ApiClient {
  readonly id: string;
  readonly scopes: readonly Scope[];
}

export interface ApiKeys {
  /** Whose key this is. Takes the same time for every wrong key. */
  find(presented: string): ApiClient | null;
}

/** One page of a list, newest first. `after` is the id of the last item seen. */
export interface PageRequest {
  readonly after: string | null;
  readonly limit: number;
}

/** The right to answer one request under its Idempotency-Key, until `lockedUntil`. */
export interface Claim {
  readonly clientId: string;
  readonly key: string;
  readonly lockedUntil: Instant;
}

export type ClaimOutcome =
  | { readonly outcome: 'claimed' }
  | { readonly outcome: 'answered'; readonly answer: KeptAnswer }
  | { readonly outcome: 'in-progress' }
  | { readonly outcome: 'other-request' };

export interface IdempotencyStore {
  /** Takes over a claim whose lock ran out without an answer. */
  claim(claim: Claim, requestHash: string, at: Instant): Promise<ClaimOutcome>;
  /** Does nothing when somebody else has the claim by now. */
  complete(claim: Claim, answer: KeptAnswer): Promise<void>;
  release(claim: Claim): Promise<void>;
}
