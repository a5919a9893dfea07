import type { Instant } from '../../domain/time';
import type { AssisterType, EscalationReason, MilestoneName } from '../../domain/vocabulary';
import type { Clocks, NumberedEvent } from './events';

/** What the referral workflow asks of the outside world. src/activities implements it. */
export interface ReferralActivities {
  /**
   * Decides, reserves a place and appends the event, in one transaction. The same `routing` number again gives
   * the recorded outcome again. A retry that finds nobody (`retry`) leaves no trace: the referral just waits on.
   */
  routeReferral(command: RouteCommand): Promise<RouteOutcome>;
  /** Appends numbered events and moves the read model in one transaction; what is there already is skipped. */
  recordEvents(command: { referralId: string; events: NumberedEvent[] }): Promise<void>;
  /** Computes both deadlines with their proof and appends `sent`, in one transaction; a repeat changes nothing. */
  startClocks(command: StartClocksCommand): Promise<Clocks>;
  /** One mail under one key. Already accepted by the server: says so again without sending. */
  sendLead(command: MailCommand): Promise<DeliveryOutcome>;
  /** As sendLead; outside business hours nothing is sent and the next opening is returned. */
  sendReminder(command: MailCommand & { milestone: MilestoneName }): Promise<ReminderOutcome>;
  /** One open escalation a cause: an existing one gets this referral linked. */
  openEscalation(command: EscalationCommand): Promise<EscalationOpened>;
  sendEscalationMail(command: {
    escalationId: string;
    referralId: string;
    at: Instant;
  }): Promise<DeliveryOutcome>;
}

export interface RouteCommand {
  readonly referralId: string;
  /** Counts the routings of this referral, from 1. */
  readonly routing: number;
  readonly retry: boolean;
  /** Number that the appended event gets. */
  readonly seq: number;
  readonly hop: number;
  readonly at: Instant;
}

export type RouteOutcome =
  | {
      readonly outcome: 'assigned';
      readonly assignmentId: string;
      readonly organizationId: string;
      readonly organizationName: string;
      readonly languageMatch: boolean;
      readonly load: number;
    }
  | { readonly outcome: 'unassigned' };

export interface StartClocksCommand {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly seq: number;
  /** The workflow's time when the send completed. */
  readonly sentAt: Instant;
}

export interface MailCommand {
  readonly referralId: string;
  readonly assignmentId: string;
  /** The workflow's time: deadlines in the text are computed from it, so a repeated attempt has the same text. */
  readonly at: Instant;
}

export type DeliveryOutcome =
  | { readonly outcome: 'sent' }
  /** The server will never take it (5xx): not to be retried. */
  | { readonly outcome: 'refused'; readonly smtpCode: number | null }
  /** Not now (4xx, no connection, no answer): to be tried again with a text made anew. */
  | { readonly outcome: 'deferred'; readonly smtpCode: number | null };

export type ReminderOutcome =
  DeliveryOutcome | { readonly outcome: 'outside-hours'; readonly until: Instant };

export interface EscalationCommand {
  readonly referralId: string;
  readonly reason: EscalationReason;
  readonly subject: EscalationSubject;
  readonly at: Instant;
}

/** The cause, with the reason: one open escalation for each. */
export type EscalationSubject =
  | { readonly kind: 'referral' }
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'gap'; readonly countyFips: string; readonly assisterType: AssisterType };

export interface EscalationOpened {
  readonly escalationId: string;
  /** False when the escalation was open already: its mail is somebody else's. */
  readonly opened: boolean;
}
