import type { CoverageFacts } from '../domain/coverage';
import type { DeadlineProof } from '../domain/deadlines';
import type { CauseFacts } from '../domain/escalation-cause';
import type { EscalationKind } from '../domain/escalation-kind';
import type { Lead } from '../domain/lead';
import type { RoutingExplanation, RoutingNeed, RoutingOrganization } from '../domain/routing';
import type { Instant, LocalDate } from '../domain/time';
import type {
  AssignmentEnd,
  AssisterType,
  LinkPurpose,
  MessageKind,
  MilestoneName,
} from '../domain/vocabulary';
import type { Attachment } from '../mail/types';
import type { ResumeClockCommand, RouteCommand, RouteOutcome } from '../workflows/referral/activities';
import type { Clock, NumberedEvent, SentTimes } from '../workflows/referral/events';
import type { ReferralInput } from '../workflows/referral/messages';
import type { DeliveryOutcome } from '../workflows/shared/delivery';
import type { EscalationCommand, EscalationOpened } from '../workflows/shared/escalation-activities';
import type { LateReportFacts } from './reports/ports';

/** What the activities need of the outside world. src/infra implements it; tests may put fakes in its place. */

export interface RoutingStore {
  /**
   * The outcome that this routing had already, when the activity is repeated; otherwise what the rules need, read at
   * one moment. `on`: the local date by which absences are judged. Organizations outside the county are only counted.
   */
  look(command: RouteCommand, on: LocalDate): Promise<RoutingLook>;
  /**
   * Takes the organization's place, if there still is one, and keeps decision, assignment and event and moves the
   * read model: all of it commits together. False when the place is gone, or others took the turn meanwhile: nothing
   * has changed then.
   */
  keep(decision: RoutingDecision): Promise<boolean>;
}

export type RoutingLook =
  { readonly recorded: RouteOutcome } | { readonly recorded: null; readonly situation: RoutingSituation };

export interface RoutingSituation {
  readonly need: RoutingNeed;
  readonly assisterTypeRule: string;
  readonly countyFips: string;
  readonly organizations: readonly RoutingOrganization[];
  readonly elsewhere: number;
  /** The organization that a coordinator chose, wherever it serves. */
  readonly directed: DirectedOrganization | null;
}

export type DirectedOrganization = RoutingOrganization & { readonly servesCounty: boolean };

export interface RoutingDecision {
  readonly command: RouteCommand;
  readonly outcome: RouteOutcome;
  /** Of an organization that the rules chose: what it had been given when it was looked at, and what counts as given. */
  readonly turn: { readonly known: number; readonly counts: number } | null;
  readonly explanation: RoutingExplanation;
  readonly ruleVersion: string;
  readonly policyVersion: string;
}

export interface ReferralHistory {
  /**
   * Appends what is not there yet and moves the read model, in one transaction; rows of reports about it follow. Returns
   * the reports that changed.
   */
  append(referralId: string, events: readonly RecordedEvent[]): Promise<readonly string[]>;
  /** Appends `sent` with both milestones. When it is there already, returns the times as they were set. */
  appendSent(sent: SentRecord): Promise<SentTimes>;
  /** The proof of the milestone's deadline as it is now. */
  proofOf(assignmentId: string, milestone: MilestoneName): Promise<DeadlineProof>;
  /** Appends `clock-resumed`, keeps the old deadline and sets the new one. A repeat returns the clock as it was set. */
  appendResumed(resumed: ResumedRecord): Promise<Clock>;
}

/** An event as it is kept: with the instant at which a milestone counts as met. */
export type RecordedEvent = NumberedEvent & { readonly metAt: Instant | null };

export interface SentRecord {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly seq: number;
  readonly sentAt: Instant;
  readonly milestones: Readonly<Record<MilestoneName, ProvenClock>>;
  readonly acceptBy: Instant | null;
  readonly unopenedAlertAt: Instant;
}

export type ProvenClock = Clock & { readonly proof: DeadlineProof };

export interface ResumedRecord {
  readonly command: ResumeClockCommand;
  readonly clock: ProvenClock;
}

/** What the workflow asks of the read model before it decides. */
export interface AssignmentFacts {
  /** Whether the assignment's organization has the type and the county that the referral needs now. */
  fits(assignmentId: string): Promise<boolean>;
  /** Leads of the organization up to the last one it answered whose contact deadline has passed. */
  unansweredInARow(organizationId: string): Promise<number>;
}

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
  readonly dueAt: Readonly<Record<MilestoneName, Instant>> | null;
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

/** The record of every mail, made before SMTP is touched. */
export interface Outbox {
  /** Finds or makes the message of this key. Its id, and so its Message-ID, stays the same for ever. */
  claim(letter: Letter): Promise<ClaimedMessage>;
  /** Keeps what the server said. */
  record(messageId: string, outcome: MailServerAnswer, at: Instant): Promise<void>;
}

export interface Letter {
  /** Workflow and step; the recipient is added to make the message's key. */
  readonly key: string;
  readonly kind: MessageKind;
  readonly recipient: string;
  readonly referralId: string | null;
  readonly escalationId: string | null;
  /** Of a report's own mails. */
  readonly reportId?: string;
  /** Whose contact point it goes to; null for mails to the exchange itself. */
  readonly organizationId: string | null;
  readonly at: Instant;
}

export interface ClaimedMessage {
  readonly id: string;
  readonly state: 'pending' | 'sent' | 'refused';
}

export interface MailServer {
  /** One SMTP transaction. Never throws for what the server or the network did: that is an answer. */
  send(mail: OutgoingMail): Promise<MailServerAnswer>;
}

export interface OutgoingMail {
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Written into the Date header, so that a repeated attempt gives the same mail. */
  readonly date: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** With the server's own words, for the record. */
export type MailServerAnswer = DeliveryOutcome & { readonly response: string };

export interface LinkIssuer {
  /** The subject's one working link for this purpose; the same address whenever it is asked for again. */
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

export interface EscalationDesk {
  /** Atomic: one open escalation for each reason and subject; `opened` is true again for who opened it. */
  open(command: EscalationCommand, dueAt: Instant): Promise<EscalationOpened>;
}

export interface WaitingReferrals {
  /** The oldest unassigned referral that some organization could take now, leaving out `passedOver`. */
  nextPlaceable(passedOver: readonly string[], on: LocalDate): Promise<string | null>;
}

/** Leads that are stored but whose workflow has recorded nothing yet. */
export interface UnstartedReferrals {
  olderThan(before: Instant, limit: number): Promise<readonly Omit<ReferralInput, 'terms'>[]>;
}

export interface ReferralStarter {
  /** Does nothing when it runs or has run. */
  start(input: ReferralInput): Promise<void>;
}

export interface ReferralTurns {
  /** Lets a waiting referral try the rules. False when it could not be placed, or is not waiting any more. */
  routeNow(referralId: string): Promise<boolean>;
}

export interface Waitlist {
  nudge(): Promise<void>;
}

/** What the digest tells, and what it told before. */
export interface DigestDesk {
  /** Names the `limit` oldest open escalations and counts everything. */
  read(limit: number): Promise<DigestFacts>;
  /** The gaps that the last digest before that day knew; null when there was none. */
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

/** Who could take leads where, and in which languages they are asked for. */
export interface CoverageReader {
  read(leadsSince: Instant): Promise<CoverageFacts>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
