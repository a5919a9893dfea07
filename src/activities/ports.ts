import type { CoverageFacts } from '../domain/routing/coverage';
import type { CauseFacts } from '../domain/escalation/cause';
import type { EscalationKind } from '../domain/escalation/kind';
import type { Lead } from '../domain/referral/lead';
import type { MailOutcome } from '../domain/mail-retries';
import type { RoutingExplanation } from '../domain/routing/rules';
import type { Instant, LocalDate } from '../domain/time';
import type {
  AssignmentEnd,
  AssisterType,
  LinkPurpose,
  MessageKind,
  MilestoneName,
  MilestoneState,
} from '../domain/vocabulary';
import type { Attachment } from '../mail/types';
import type { LateReportFacts } from './report/ports';

/** What the activities need of the outside world. src/infra implements it; tests may put fakes in its place. */

/** Leads and assignments, as the mails need them. */
export interface MailReader {
  leadMail(assignmentId: string): Promise<LeadMailFacts>;
  escalationMail(escalationId: string): Promise<EscalationMailFacts>;
}

export interface LeadMailFacts {
  readonly lead: Lead;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly contactEmail: string;
  /** How the organization was chosen; null when the decision is not known. */
  readonly explanation: RoutingExplanation | null;
  /** How the referral's assignment before this one ended; null when this is the first. */
  readonly previousEnd: AssignmentEnd | null;
  readonly sentAt: Instant | null;
  readonly contactMade: boolean;
  readonly appointmentAt: Instant | null;
  /** Null until the lead was sent. */
  readonly clocks: Readonly<
    Record<MilestoneName, { readonly dueAt: Instant; readonly state: MilestoneState }>
  > | null;
  /** The referral is not with this organization any more, or was closed. */
  readonly ended: boolean;
}

export interface EscalationMailFacts {
  readonly kind: EscalationKind;
  readonly cause: CauseFacts;
  readonly countyName: string | null;
  readonly assisterType: AssisterType | null;
  readonly organizationName: string | null;
  readonly owner: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** The missed deadline of the referral that opened it. */
  readonly missedDeadlineAt: Instant | null;
  readonly referralIds: readonly string[];
  /** What is missing, of a late report. */
  readonly lateReport: LateReportFacts | null;
}

export interface MailServer {
  /** One SMTP transaction. Never throws for what the server or the network did; such a failure is an answer. */
  send(mail: OutgoingMail): Promise<MailServerAnswer>;
}

export interface OutgoingMail {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Written into the Date header, so that a repeated attempt sends the same mail. */
  readonly date: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** With the server's own words, for the record. */
export type MailServerAnswer = Extract<MailOutcome, { readonly response: string }>;

export interface LinkIssuer {
  /** The subject's one working link for this purpose. Asking again gives the same address. */
  linkFor(link: {
    readonly purpose: LinkPurpose;
    readonly subjectId: string;
    readonly recipient: string;
    readonly expiresAt: Instant;
    readonly at: Instant;
  }): Promise<IssuedLink>;
}

export interface IssuedLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

/** The waiting list. Each turn is one transaction. */
export interface WaitingReferrals {
  isAnyPlaceable(now: Instant): Promise<boolean>;
  /**
   * Gives the oldest unassigned referral that some organization could take its turn. Skips `passedOver`. Null when
   * there is none.
   */
  placeNext(
    passedOver: readonly string[],
    now: Instant,
  ): Promise<{ readonly referralId: string; readonly placed: boolean } | null>;
  /** Wakes the workflows of the referrals that were placed. The sweep finds those that were not told. */
  wake(referralIds: readonly string[]): void;
}

/** What the digest says, and what it said before. */
export interface DigestDesk {
  /** Names the `limit` oldest open escalations and counts everything. */
  read(limit: number): Promise<DigestFacts>;
  /** The gaps in the last digest before that day. Null when there was none. */
  gapsBefore(on: LocalDate): Promise<readonly string[] | null>;
  remember(on: LocalDate, at: Instant, gaps: readonly string[]): Promise<void>;
}

export interface DigestFacts {
  readonly openCount: number;
  readonly unassigned: number;
  readonly requests: number;
  readonly escalations: readonly {
    readonly id: string;
    readonly kind: EscalationKind;
    readonly organizationName: string | null;
    readonly countyFips: string | null;
    readonly owner: string;
    readonly occurrences: number;
    readonly dueAt: Instant;
  }[];
}

/** Which organizations could take leads where, and in which languages they are asked for. */
export interface CoverageReader {
  read(leadsSince: Instant): Promise<CoverageFacts>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
