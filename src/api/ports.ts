import type { AssisterTypeRule } from '../domain/assister-type';
import type { DeadlineProof } from '../domain/deadlines';
import type { Lead } from '../domain/lead';
import type { RoutingExplanation } from '../domain/routing';
import type { Instant, LocalDate } from '../domain/time';
import type {
  AssisterType,
  EscalationReason,
  EscalationState,
  MilestoneName,
  MilestoneState,
  OrganizationStatus,
  ReferralStatus,
  Resolution,
} from '../domain/vocabulary';
import type { Actor, NumberedEvent } from '../workflows/referral/events';
import type { Act, ActKind, ActResult, ReferralInput } from '../workflows/referral/messages';
import type { KeptAnswer } from './http/answer';
import type { DecisionView } from './schemas/decision-view';
import type { EscalationView } from './schemas/escalation-view';
import type { EventView } from './schemas/event-view';
import type { ReferralView } from './schemas/referral-view';
import type { Scope } from './scopes';

/**
 * What the API needs of the outside world. src/infra implements it; tests may put fakes in its place. When a store
 * or Temporal cannot be reached, every method throws DomainError `unavailable`.
 */

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

export interface ReceivedLead {
  readonly id: string;
  readonly lead: Lead;
  readonly assisterType: AssisterType;
  readonly assisterTypeRule: AssisterTypeRule;
  readonly at: Instant;
}

export interface LeadStore {
  /**
   * Lead, referral, event 1 and, with a claim, the answer to the request, in one transaction. Nothing is stored
   * when the external id is known already. Throws `idempotency-key-in-progress` when the claim was lost meanwhile.
   */
  receive(
    received: ReceivedLead,
    kept: { readonly claim: Claim; readonly answer: KeptAnswer } | null,
  ): Promise<{ readonly outcome: 'stored' } | { readonly outcome: 'duplicate'; readonly referralId: string }>;
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
  /** Whether an act has left its events already. */
  hasRecorded(id: string, actId: string): Promise<boolean>;
  /** Newest first. */
  decisions(id: string): Promise<readonly DecisionView[]>;
}

export interface StoredAct {
  readonly id: string;
  readonly referralId: string;
  readonly kind: Exclude<ActKind, 'open'>;
  readonly actor: Actor;
  /** The validated request, free text included. */
  readonly payload: Readonly<Record<string, string | boolean | undefined>>;
  readonly at: Instant;
}

export interface ActStore {
  /** The same id again changes nothing. */
  store(act: StoredAct): Promise<void>;
}

export interface ReferralWorkflows {
  /** Does nothing when it runs or has run. */
  start(input: ReferralInput): Promise<void>;
  /**
   * Returns once the act is recorded. Throws DomainError: the workflow's own reason when it refuses,
   * `referral-closed` when there is no workflow any more, `unavailable` without an answer in time.
   */
  act(referralId: string, act: Act): Promise<ActResult>;
}

export interface Waitlist {
  /** An organization may have become eligible. */
  nudge(): Promise<void>;
}

export interface OrganizationFields {
  readonly name: string;
  readonly type: AssisterType;
  readonly status: OrganizationStatus;
  /** FIPS codes. */
  readonly counties: readonly string[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly contactEmail: string;
  readonly capacity: number;
  readonly absences: readonly AbsenceFields[];
}

export interface AbsenceFields {
  readonly from: LocalDate;
  /** Null: until further notice. */
  readonly until: LocalDate | null;
  readonly reason: string | null;
}

export type OrganizationChanges = {
  readonly [Field in keyof OrganizationFields]?: OrganizationFields[Field] | undefined;
};

export interface OrganizationRecord extends OrganizationFields {
  readonly id: string;
  readonly contactVerified: boolean;
  /** Open assignments that hold a place. */
  readonly held: number;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface OrganizationStore {
  find(id: string): Promise<OrganizationRecord | null>;
  list(
    filter: {
      readonly type?: AssisterType | undefined;
      readonly status?: OrganizationStatus | undefined;
      readonly countyFips?: string | undefined;
    },
    page: PageRequest,
  ): Promise<readonly OrganizationRecord[]>;
  create(id: string, fields: OrganizationFields, at: Instant): Promise<OrganizationRecord>;
  /**
   * Null when there is no such organization. A contact address that the exchange enters counts as verified. Throws
   * `version-conflict` when `expectedVersion` is not the current one.
   */
  change(
    id: string,
    changes: OrganizationChanges,
    expectedVersion: number | null,
    at: Instant,
  ): Promise<OrganizationRecord | null>;
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
  readonly assignmentId: string;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface MilestoneRecord {
  readonly name: MilestoneName;
  readonly dueAt: Instant;
  readonly state: MilestoneState;
  readonly metAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly proof: DeadlineProof;
}

/** With what the person typed who caused it. */
export type CommentedEvent = NumberedEvent & { readonly comments: string | null };

/** Everything that the pages of one assignment show. Holds personal data. */
export interface AssignmentRecord {
  readonly id: string;
  readonly referralId: string;
  readonly link: LinkRecord;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly sentAt: Instant | null;
  readonly openedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  /** This is the assignment that the referral is with. */
  readonly current: boolean;
  readonly lead: Lead;
  readonly status: ReferralStatus;
  readonly contactMadeOn: LocalDate | null;
  readonly appointment: { readonly at: Instant; readonly held: boolean } | null;
  readonly resolution: Resolution | null;
  readonly milestones: readonly MilestoneRecord[];
  /** Of this assignment alone, oldest first. */
  readonly events: readonly CommentedEvent[];
  /** How it was chosen; null when the decision is not known. */
  readonly explanation: RoutingExplanation | null;
}

export interface AssignmentReader {
  findByLink(linkId: string): Promise<AssignmentRecord | null>;
  find(assignmentId: string): Promise<AssignmentRecord | null>;
}

/** What the cookie of an opened link proves: this browser pressed the button of this link. */
export interface PageSession {
  readonly assignmentId: string;
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
