import type { Instant } from '../../domain/time';
import type { AmendablePart, MilestoneName } from '../../domain/vocabulary';
import type { DeliveryOutcome } from '../shared/delivery';
import type { EscalationActivities } from '../shared/escalation-activities';
import type { Clock, Clocks, NumberedEvent, WaitCause } from './events';

/** What the referral workflow asks of the outside world. src/activities implements it. */
export interface ReferralActivities extends EscalationActivities {
  /**
   * Decides, reserves a place and appends the event, in one transaction. The same `routing` number again gives
   * the recorded outcome again. A retry that finds nobody (`retry`) leaves no trace: the referral just waits on.
   */
  routeReferral(command: RouteCommand): Promise<RouteOutcome>;
  /** Appends numbered events and moves the read model in one transaction; what is there already is skipped. */
  recordEvents(command: { referralId: string; events: NumberedEvent[] }): Promise<void>;
  /** Computes both deadlines with their proof and appends `sent`, in one transaction; a repeat changes nothing. */
  startClocks(command: StartClocksCommand): Promise<StartedClocks>;
  /** Computes the deadline that a pause moved, keeps the old one, and appends `clock-resumed`, in one transaction. */
  resumeClock(command: ResumeClockCommand): Promise<Clock>;
  /** Whether the assignment's organization still serves the referral's county with the type that is needed. */
  assessFit(command: { referralId: string; assignmentId: string }): Promise<{ fits: boolean }>;
  /** How many leads in a row the organization has left unanswered until `at`. */
  countUnanswered(command: { organizationId: string; at: Instant }): Promise<{ inARow: number }>;
  /** One mail under one key. Already accepted by the server: says so again without sending. */
  sendLead(command: MailCommand): Promise<DeliveryOutcome>;
  /** As sendLead; outside business hours nothing is sent and the next opening is returned. */
  sendReminder(command: MailCommand & { milestone: MilestoneName; dueAt: Instant }): Promise<ReminderOutcome>;
  /** As sendLead: what an organization must know at once of a referral that it has or had. */
  sendNotice(command: NoticeCommand): Promise<DeliveryOutcome>;
}

export interface RouteCommand {
  readonly referralId: string;
  /** Counts the routings of this referral, from 1. */
  readonly routing: number;
  readonly retry: boolean;
  /** Number that the appended event gets. */
  readonly seq: number;
  readonly hop: number;
  /** A coordinator's choice, which the rules only comment on. */
  readonly directedTo?: string | null;
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
  | { readonly outcome: 'unassigned'; readonly cause?: WaitCause };

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

export type ReminderOutcome =
  DeliveryOutcome | { readonly outcome: 'outside-hours'; readonly until: Instant };

/** Both clocks, with what is watched beside them; 0.1 knew the clocks alone. */
export type StartedClocks = Clocks & {
  readonly acceptBy?: Instant | null;
  readonly unopenedAlertAt?: Instant;
};

export interface ResumeClockCommand {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly seq: number;
  readonly actor: 'assister' | 'coordinator';
  readonly actId: string;
  readonly pausedAt: Instant;
  readonly at: Instant;
}

export type NoticeCommand = MailCommand & {
  /** What makes it one mail: an act or the end of the assignment. */
  readonly noticeId: string;
} & (
    | { readonly notice: 'amended'; readonly parts: readonly AmendablePart[] }
    | { readonly notice: 'withdrawn' }
    | { readonly notice: 'reassigned' }
  );
