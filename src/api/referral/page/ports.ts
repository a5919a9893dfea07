import type { DeadlineProof } from '../../../domain/deadlines';
import type { Lead } from '../../../domain/referral/lead';
import type { RoutingExplanation } from '../../../domain/routing/rules';
import type { Instant, LocalDate } from '../../../domain/time';
import type { Resolution } from '../../../domain/terms';
import type {
  AmendablePart,
  AssignmentEnd,
  MilestoneName,
  MilestoneState,
  ReferralStatus,
} from '../../../domain/vocabulary';
import type { NumberedEvent, ReferralEventBody } from '../../../domain/referral/events';

/** What the pages of an assignment need of the read model. */

export interface MilestoneRecord {
  readonly name: MilestoneName;
  readonly dueAt: Instant;
  readonly state: MilestoneState;
  readonly metAt: Instant | null;
  readonly breachedAt: Instant | null;
  /** When we were told that it was met. `metAt` is when it was. */
  readonly reportedAt: Instant | null;
  /** Since when it has been paused. Null while it is not. */
  readonly pausedAt: Instant | null;
  readonly proof: DeadlineProof;
}

/** An event, with what the person who caused it typed. */
export type CommentedEvent = NumberedEvent & { readonly comments: string | null };

/** Everything that the pages of one assignment show. Holds personal data. */
export interface AssignmentRecord {
  readonly id: string;
  readonly referralId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly sentAt: Instant | null;
  readonly openedAt: Instant | null;
  /** By when it must be accepted, before its details are shown. Null when acceptance is not asked for. */
  readonly acceptBy: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endReason: AssignmentEnd | null;
  /** Whether the referral is with this assignment. */
  readonly current: boolean;
  readonly lead: Lead;
  readonly status: ReferralStatus;
  readonly contactMadeOn: LocalDate | null;
  readonly appointment: { readonly at: Instant; readonly held: boolean } | null;
  readonly resolution: Resolution | null;
  readonly milestones: readonly MilestoneRecord[];
  /** The attempts that did not reach the consumer. */
  readonly attempts: {
    readonly count: number;
    /** On how many different days. */
    readonly days: number;
    /** The days of the latest, oldest first. */
    readonly latest: readonly LocalDate[];
  };
  /** What the exchange changed last. */
  readonly change: { readonly at: Instant; readonly parts: readonly AmendablePart[] } | null;
  /** The reason that was given when a person ended it. */
  readonly ending: EndingEvent | null;
  readonly history: HistoryPart;
  /** The first event with words that the requested act caused. Null when there is none. */
  readonly recorded: CommentedEvent | null;
  /** How it was chosen. Null when the decision is not known. */
  readonly explanation: RoutingExplanation | null;
  /** How the referral's assignment before this one ended. Null when this is the first. */
  readonly previousEnd: AssignmentEnd | null;
}

export type EndingEvent = Extract<ReferralEventBody, { readonly type: 'withdrawn' | 'declined' }>;

/** Which part of the assignment's own history is read. The whole can have hundreds of events. */
export interface HistoryRequest {
  /** Types that are not entries of the history. They are not counted either. */
  readonly without: readonly ReferralEventBody['type'][];
  /** Only what came before the event of this number. Null: the latest. */
  readonly before: number | null;
  readonly limit: number;
  /** How many of the latest attempts to read with their days. */
  readonly attempts: number;
  /** The act whose event becomes `recorded`. */
  readonly actId: string | null;
}

export interface HistoryPart {
  /** Oldest first. */
  readonly entries: readonly CommentedEvent[];
  /** Whether there are entries before these. */
  readonly hasEarlier: boolean;
  /** The number of entries in all. */
  readonly total: number;
}

export interface AssignmentReader {
  find(assignmentId: string, history: HistoryRequest): Promise<AssignmentRecord | null>;
}
