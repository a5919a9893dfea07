import type { DeadlineProof } from '../domain/deadlines';
import type { Lead } from '../domain/lead';
import type { RoutingExplanation, RoutingNeed, RoutingOrganization } from '../domain/routing';
import type { Instant, LocalDate } from '../domain/time';
import type { AssisterType, EscalationReason, MilestoneName } from '../domain/vocabulary';
import type {
  DeliveryOutcome,
  EscalationCommand,
  EscalationOpened,
  RouteCommand,
  RouteOutcome,
} from '../workflows/referral/activities';
import type { Clock, Clocks, NumberedEvent } from '../workflows/referral/events';
import type { ReferralInput } from '../workflows/referral/messages';

/** What the activities need of the outside world. src/infra implements it; tests may put fakes in its place. */

export interface RoutingStore {
  /**
   * The outcome that this routing had already, when the activity is repeated; otherwise what the rules need, read at
   * one moment. `on`: the local date by which absences are judged. Organizations outside the county are only counted.
   */
  look(command: RouteCommand, on: LocalDate): Promise<RoutingLook>;
  /**
   * Takes the organization's place, if there still is one, and keeps decision, assignment and event and moves the
   * read model: all of it commits together. False when the place is gone: nothing has changed then.
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
}

export interface RoutingDecision {
  readonly command: RouteCommand;
  readonly outcome: RouteOutcome;
  readonly explanation: RoutingExplanation;
  readonly ruleVersion: string;
  readonly policyVersion: string;
}

export interface ReferralHistory {
  /** Appends what is not there yet and moves the read model, in one transaction. */
  append(referralId: string, events: readonly RecordedEvent[]): Promise<void>;
  /** Appends `sent` with both milestones. When it is there already, returns the clocks as they were set. */
  appendSent(sent: SentRecord): Promise<Clocks>;
}

/** An event as it is kept: with the instant at which a milestone counts as met. */
export type RecordedEvent = NumberedEvent & { readonly metAt: Instant | null };

export interface SentRecord {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly seq: number;
  readonly sentAt: Instant;
  readonly milestones: Readonly<Record<MilestoneName, Clock & { readonly proof: DeadlineProof }>>;
}

/** Leads and assignments, as the mails need them. */
export interface MailReader {
  leadMail(assignmentId: string): Promise<LeadMailFacts>;
  escalationMail(escalationId: string): Promise<EscalationMailFacts>;
}

export interface LeadMailFacts {
  readonly lead: Lead;
  readonly organizationName: string;
  readonly contactEmail: string;
  readonly languageMatch: boolean;
  readonly hop: number;
  readonly sentAt: Instant | null;
  readonly contactMade: boolean;
  readonly appointmentAt: Instant | null;
  /** Null until the lead was sent. */
  readonly dueAt: Readonly<Record<MilestoneName, Instant>> | null;
}

export interface EscalationMailFacts {
  readonly reason: EscalationReason;
  readonly countyName: string | null;
  readonly assisterType: AssisterType | null;
  readonly organizationName: string | null;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** The missed deadline of the referral that opened it. */
  readonly missedDeadlineAt: Instant | null;
  readonly referralIds: readonly string[];
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
  readonly at: Instant;
}

export type MessageKind = 'lead' | 'contact-reminder' | 'appointment-reminder' | 'escalation';

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
}

/** With the server's own words, for the record. */
export type MailServerAnswer = DeliveryOutcome & { readonly response: string };

export interface LinkIssuer {
  /** The assignment's one link; the same address whenever it is asked for again. */
  assignmentLink(link: {
    readonly assignmentId: string;
    readonly recipient: string;
    readonly expiresAt: Instant;
    readonly at: Instant;
  }): Promise<AssignmentLink>;
}

export interface AssignmentLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

export interface EscalationDesk {
  /** Atomic: one open escalation for each reason and subject; `opened` is true again for who opened it. */
  open(command: EscalationCommand, dueAt: Instant): Promise<EscalationOpened>;
}

export interface WaitingReferrals {
  /** The oldest unassigned referral after `after` that some organization could take now. */
  nextPlaceable(after: WaitingPosition | null, on: LocalDate): Promise<WaitingPosition | null>;
}

export interface WaitingPosition {
  readonly referralId: string;
  readonly createdAt: Instant;
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

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
