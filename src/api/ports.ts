import type { CoverageFacts } from '../domain/coverage';
import type { HardExclusion } from '../domain/routing';
import type { Instant, LocalDate } from '../domain/time';
import type {
  EscalationReason,
  EscalationState,
  LinkPurpose,
  MilestoneName,
  MilestoneState,
  ReferralStatus,
} from '../domain/vocabulary';
import type { KeptAnswer } from './http/answer';
import type { DecisionView } from './referral/decision-view';
import type { EscalationView } from './escalation/schema';
import type { EventView } from './referral/event-view';
import type { ReferralView } from './referral/referral-view';
import type { Scope } from './http/scopes';

/**
 * What the API needs of the outside world. src/infra implements it; tests may put fakes in its place. When a store
 * or Temporal cannot be reached, every method throws DomainError `unavailable`.
 */

export type * from './organization/ports';

export interface Clock {
  now(): Instant;
}

export interface ApiClient {
  readonly id: string;
  readonly scopes: readonly Scope[];
}

export interface ApiKeys {
  /** Whose key this is; takes the same time for every wrong one. */
  find(presented: string): ApiClient | null;
}

/** One page of a list, newest first; `after` is the id of the last item seen. */
export interface PageRequest {
  readonly after: string | null;
  readonly limit: number;
}

export interface ReferralFilter {
  readonly status?: ReferralStatus | undefined;
  readonly organizationId?: string | undefined;
  readonly countyFips?: string | undefined;
  readonly externalId?: string | undefined;
  readonly milestone?:
    { readonly names: readonly MilestoneName[]; readonly states: readonly MilestoneState[] } | undefined;
}

/** The read model. All answers come from it, none from a workflow. */
export interface ReferralReader {
  find(id: string): Promise<ReferralView | null>;
  list(filter: ReferralFilter, page: PageRequest): Promise<readonly ReferralView[]>;
  /** The numbered history from the first event on, each with the free text of its act. */
  events(
    id: string,
    page: { readonly afterSeq: number; readonly limit: number },
  ): Promise<readonly EventView[]>;
  /** Newest first. */
  decisions(id: string): Promise<readonly DecisionView[]>;
}

/** Backpressure: leads come in no faster than they are followed. */
export interface Pace {
  /** Resolves at once, or after a moment when workflows are behind. */
  letIn(): Promise<void>;
}

/** What no choice of a person can change about an organization. */
export interface HardFacts {
  /** Why it can be sent no lead on that day, empty when it can; null when there is no such organization. */
  exclusions(organizationId: string, on: LocalDate): Promise<readonly HardExclusion[] | null>;
}

/** Who could take leads where, and in which languages they are asked for; one moment, one read. */
export interface CoverageReader {
  read(leadsSince: Instant): Promise<CoverageFacts>;
}

export interface EscalationStore {
  find(id: string): Promise<EscalationView | null>;
  list(
    filter: {
      readonly state?: EscalationState | undefined;
      readonly reason?: EscalationReason | undefined;
    },
    page: PageRequest,
  ): Promise<readonly EscalationView[]>;
  /** Null when there is none. Throws `escalation-closed` when it is closed already. */
  resolve(
    id: string,
    resolution: { readonly note: string; readonly by: string; readonly at: Instant },
  ): Promise<EscalationView | null>;
  /** Gives it an owner. Null when there is none. Throws `escalation-closed` when it is closed already. */
  assign(
    id: string,
    assignment: {
      /** Of the line in its history. */
      readonly eventId: string;
      readonly owner: string;
      readonly by: string;
      readonly at: Instant;
    },
  ): Promise<EscalationView | null>;
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
  /** Takes over what nobody answered before its lock ran out. */
  claim(claim: Claim, requestHash: string, at: Instant): Promise<ClaimOutcome>;
  /** Does nothing when somebody else holds the claim by now. */
  complete(claim: Claim, answer: KeptAnswer): Promise<void>;
  release(claim: Claim): Promise<void>;
}

export interface LinkTokens {
  verify(token: string): { readonly linkId: string } | 'altered';
}

export interface LinkRecord {
  readonly id: string;
  readonly purpose: LinkPurpose;
  /** The assignment, organization, request or escalation that it opens. */
  readonly subjectId: string;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface LinkStore {
  find(linkId: string): Promise<LinkRecord | null>;
}

/** What the cookie of an opened link proves: this browser pressed the button of this link. */
export interface PageSession {
  readonly linkId: string;
  readonly subjectId: string;
  readonly endsAt: Instant;
}

export interface PageSessions {
  /** A new value for the cookie. */
  open(session: PageSession): string;
  /** Null when the value is not one of ours. Whether it still holds is for the clock to say. */
  read(cookie: string): PageSession | null;
  /** Proves that a form came from a page of this very session. */
  formToken(cookie: string): string;
  isFormToken(cookie: string, token: string): boolean;
}

/** One probe for each dependency: it throws when the dependency is not there. */
export type HealthProbes = Readonly<Record<'postgres' | 'temporal', () => Promise<void>>>;
