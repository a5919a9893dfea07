import type { EscalationAct } from '../../../domain/escalation/acts';
import type { CauseDetails } from '../../../domain/escalation/cause';
import type { EscalationKind } from '../../../domain/escalation/kind';
import type { ExclusionReason } from '../../../domain/routing/rules';
import type { RequestAsk } from '../../../domain/organization/request/requests';
import type { Instant, LocalDate } from '../../../domain/time';
import type {
  AssisterType,
  DeclineReason,
  MilestoneState,
  OrganizationStatus,
  ReferralStatus,
  RequestKind,
} from '../../../domain/vocabulary';

/**
 * What the escalation's page needs of the outside world. src/infra implements it. Every call may throw `unavailable`.
 */

export interface EscalationPages {
  /** Everything that the page shows, read for `now`. Holds nothing about any consumer. */
  find(escalationId: string, now: Instant): Promise<EscalationRecord | null>;
  /**
   * Writes into its history what is about to be done, before it is done. Whatever dies in between, the line is there,
   * not done, and the same act can be done again. The same id again changes nothing.
   */
  begin(event: Omit<EscalationEvent, 'done'> & { readonly escalationId: string }): Promise<void>;
  /** It is done. */
  finish(eventId: string): Promise<void>;
  /** It was refused, so nothing was done: the line goes. One that is done stays. */
  abandon(eventId: string): Promise<void>;
}

export interface EscalationRecord {
  readonly id: string;
  readonly kind: EscalationKind;
  readonly cause: CauseDetails;
  readonly open: boolean;
  readonly occurrences: number;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly owner: string;
  readonly resolvedAt: Instant | null;
  /** An API key, `coordinator`, or `system` when the cause was gone. */
  readonly resolvedBy: string | null;
  readonly note: string | null;
  readonly county: string | null;
  readonly assisterType: AssisterType | null;
  readonly organization: ConcernedOrganization | null;
  readonly request: ConcernedRequest | null;
  /** For an organization: all that are open there. Otherwise those that it is about. The oldest come first. */
  readonly referrals: readonly ConcernedReferral[];
  readonly referralCount: number;
  /** Who serves the county, with what is against each now. Empty when nobody has to be chosen. */
  readonly choices: readonly OrganizationChoice[];
  /** How organizations gave the referral back since a person decided last, the oldest first; of a referral alone. */
  readonly told: readonly ToldByOrganization[];
  /** What the latest change made of whom the consumer needs; empty when it changed nothing of that. */
  readonly changes: readonly NeedChange[];
  readonly mailedAt: Instant | null;
  /** Oldest first. */
  readonly history: readonly EscalationEvent[];
}

export interface ToldByOrganization {
  readonly at: Instant;
  readonly organizationName: string;
  readonly how: 'declined' | 'timed-out' | 'delivery-refused';
  /** Of a decline. */
  readonly reason: DeclineReason | null;
  /** Its own words. It is asked to leave out everything about the consumer. */
  readonly comments: string | null;
}

/** Counties by name, types by code. */
export type NeedChange =
  | { readonly what: 'county'; readonly from: string; readonly to: string }
  | { readonly what: 'assister-type'; readonly from: AssisterType; readonly to: AssisterType };

export interface ConcernedOrganization {
  readonly id: string;
  readonly name: string;
  readonly status: OrganizationStatus;
  readonly contactEmail: string;
  readonly contactVerified: boolean;
}

export interface ConcernedRequest {
  readonly id: string;
  readonly kind: RequestKind;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  /** What is asked for; counties by name. */
  readonly ask: RequestAsk;
  /** The organization's own words: of a question, the question. */
  readonly comments: string | null;
  /** The answer in words, once there is one. */
  readonly note: string | null;
}

export interface ConcernedReferral {
  readonly id: string;
  readonly status: ReferralStatus;
  readonly county: string;
  readonly organizationName: string | null;
  /** To the organization that has it. */
  readonly sentAt: Instant | null;
  readonly contactMadeOn: LocalDate | null;
  readonly contact: ConcernedMilestone | null;
  readonly appointment: ConcernedMilestone | null;
}

export interface ConcernedMilestone {
  readonly dueAt: Instant;
  readonly state: MilestoneState;
}

export interface OrganizationChoice {
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
  readonly capacity: number;
  readonly held: number;
  /** Whether it has the referral already. */
  readonly hasIt: boolean;
  /** The rules that giving it the referral would go against. */
  readonly against: readonly ExclusionReason[];
}

export interface EscalationEvent {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly type: EscalationAct | 'assigned';
  /** False while it is being done, and for good when a process died then and nobody pressed the button again. */
  readonly done: boolean;
  readonly data: EscalationEventData;
}

export interface EscalationEventData {
  readonly organization?: string;
  readonly on?: LocalDate;
  readonly at?: Instant;
  readonly capacity?: number;
  readonly owner?: string;
  /** A code of a closed list, such as why a referral was withdrawn. */
  readonly choice?: string;
  readonly note?: string;
}
