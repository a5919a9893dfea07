import type { AssisterTypeRule } from '../../domain/routing/assister-type';
import type { Lead } from '../../domain/referral/lead';
import type { CarriedPolicy } from '../../domain/referral/carried-policy';
import type { HardExclusion } from '../../domain/routing/rules';
import type { Instant, LocalDate } from '../../domain/time';
import type { AssisterType } from '../../domain/vocabulary';
import type { KeptAnswer } from '../http/answer';
import type { Claim } from '../http/ports';

/** Where leads are kept, and what decides whether one can be sent. Every call may throw `unavailable`. */

export interface ReceivedLead {
  readonly id: string;
  readonly lead: Lead;
  readonly assisterType: AssisterType;
  readonly assisterTypeRule: AssisterTypeRule;
  /** The part of the policy that it carries. */
  readonly carriedPolicy: CarriedPolicy;
  /** Days for which a resolved referral of the same consumer still counts. */
  readonly sameConsumerDays: number;
  readonly at: Instant;
}

export interface LeadStore {
  /**
   * Stores the lead, the referral, event 1 and, with a claim, the answer, in one transaction. Stores nothing when the
   * external id is known already. Throws `idempotency-key-in-progress` when the claim was lost meanwhile.
   */
  receive(
    received: ReceivedLead,
    kept: { readonly claim: Claim; readonly answer: (stored: StoredLead) => KeptAnswer } | null,
  ): Promise<
    | ({ readonly outcome: 'stored' } & StoredLead)
    | { readonly outcome: 'duplicate'; readonly referralId: string }
  >;
  /** The current lead, with what routing goes by, read at one moment. */
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
  /** The number of the referral's last event. */
  readonly version: number;
}

/** Facts about an organization that a person's choice cannot change. */
export interface ExclusionReader {
  /** Why it can be sent no lead on that day. Empty when it can. Null when there is no such organization. */
  exclusions(organizationId: string, on: LocalDate): Promise<readonly HardExclusion[] | null>;
}
