import type { AssisterTypeRule } from '../../domain/routing/assister-type';
import type { Lead } from '../../domain/referral/lead';
import type { CarriedPolicy } from '../../domain/referral/carried-policy';
import type { HardExclusion } from '../../domain/routing/rules';
import type { Instant, LocalDate } from '../../domain/time';
import type { AssisterType } from '../../domain/vocabulary';
import type { KeptAnswer } from '../http/answer';
import type { Claim } from '../http/ports';

/** Where leads are kept, and what decides whether one can be sent. As the other ports, all throw `unavailable`. */

export interface ReceivedLead {
  readonly id: string;
  readonly lead: Lead;
  readonly assisterType: AssisterType;
  readonly assisterTypeRule: AssisterTypeRule;
  /** What it takes along of the policy. */
  readonly carriedPolicy: CarriedPolicy;
  /** Days for which a resolved referral of the same consumer still counts. */
  readonly sameConsumerDays: number;
  readonly at: Instant;
}

export interface LeadStore {
  /**
   * Lead, referral, event 1 and, with a claim, the answer to the request, in one transaction. Nothing is stored
   * when the external id is known already. Throws `idempotency-key-in-progress` when the claim was lost meanwhile.
   */
  receive(
    received: ReceivedLead,
    kept: { readonly claim: Claim; readonly answer: (stored: StoredLead) => KeptAnswer } | null,
  ): Promise<
    | ({ readonly outcome: 'stored' } & StoredLead)
    | { readonly outcome: 'duplicate'; readonly referralId: string }
  >;
  /** The lead as it is now, with what routing goes by, all of one moment. */
  find(referralId: string): Promise<CurrentLead | null>;
}

/** What only PostgreSQL knows of a lead that has just been stored. */
export interface StoredLead {
  /** An older referral of the same consumer. */
  readonly sameConsumerAs: string | null;
}

export interface CurrentLead {
  readonly lead: Lead;
  readonly assisterType: AssisterType;
  readonly assisterTypeRule: AssisterTypeRule;
  /** The referral's: the number of its last event. */
  readonly version: number;
}

/** What no choice of a person can change about an organization. */
export interface ExclusionReader {
  /** Why it can be sent no lead on that day, empty when it can; null when there is no such organization. */
  exclusions(organizationId: string, on: LocalDate): Promise<readonly HardExclusion[] | null>;
}
