import type { Instant, LocalDate } from '../time';
import type { DeadlineProof } from '../deadlines';
import type { EscalationSubject } from '../escalation/subject';
import type { CarriedPolicy } from './carried-policy';
import type { Resolution } from '../terms';
import type {
  AmendablePart,
  AssisterType,
  DeclineReason,
  EscalationReason,
  MilestoneName,
  MilestoneState,
  PauseReason,
  ReferralStatus,
  WithdrawReason,
} from '../vocabulary';

/** Who caused an event. The act that the event names identifies the person; the event never has a name. */
export type Actor = 'crm' | 'assister' | 'coordinator' | 'system';

/** A running promise: computed once, when the lead was sent, and never moved by a later calendar or policy. */
export interface Clock {
  readonly remindAt: Instant;
  readonly dueAt: Instant;
  /** The local date of `dueAt` in the program's zone. */
  readonly dueOn: LocalDate;
}

/** Has everything needed to check the deadline by hand. */
export type ProvenClock = Clock & { readonly proof: DeadlineProof };

export type Clocks = Readonly<Record<MilestoneName, ProvenClock>>;

/** What starts when a lead is sent: both promises, and the times that are watched besides. */
export interface SentTimes {
  readonly clocks: Clocks;
  /** The time until which the lead must be accepted. Null when the policy does not ask for acceptance. */
  readonly acceptBy: Instant | null;
  /** When a lead that nobody has opened is escalated. */
  readonly unopenedAlertAt: Instant;
}

/** Why a referral waits without an organization. */
export type WaitCause =
  | 'no-eligible-organization'
  | 'too-many-declines'
  | 'exchange-must-resolve'
  /** The organization that a coordinator chose could not take it after all. */
  | 'directed-unavailable';

/** Which kind of organization can help; routing uses this. */
export interface ReferralNeed {
  readonly assisterType: AssisterType;
  readonly countyFips: string;
  readonly countyName: string;
}

/** What happened, as kept in the numbered history. Ids, codes and dates; never a name or free text. */
export type ReferralEventBody =
  | { readonly type: 'received'; readonly need: ReferralNeed; readonly carriedPolicy: CarriedPolicy }
  | {
      readonly type: 'assigned';
      readonly organizationId: string;
      readonly organizationName: string;
      readonly hop: number;
      readonly languageMatch: boolean;
      readonly load: number;
    }
  | { readonly type: 'unassigned'; readonly cause: WaitCause }
  | ({ readonly type: 'sent' } & SentTimes)
  | { readonly type: 'delivery-refused'; readonly smtpCode: number | null }
  | { readonly type: 'opened' }
  | { readonly type: 'accepted' }
  | { readonly type: 'timed-out'; readonly missed: 'acceptance' | 'contact' }
  | { readonly type: 'withdrawn'; readonly reason: WithdrawReason }
  | {
      readonly type: 'amended';
      readonly parts: readonly AmendablePart[];
      /** Set when another organization may be needed now. */
      readonly need: ReferralNeed | null;
    }
  /** Taken from its organization, to be routed again. `directedTo` is a coordinator's choice. */
  | {
      readonly type: 'handed-on';
      readonly cause: 'amended' | 'reassigned';
      readonly directedTo: string | null;
    }
  | { readonly type: 'reopened' }
  | { readonly type: 'resolution-corrected'; readonly resolution: Resolution }
  | { readonly type: 'clock-paused'; readonly milestone: 'appointment'; readonly reason: PauseReason }
  | { readonly type: 'clock-resumed'; readonly milestone: 'appointment'; readonly clock: ProvenClock }
  | { readonly type: 'contact-attempted'; readonly on: LocalDate }
  | { readonly type: 'contact-made'; readonly on: LocalDate; readonly beforeReferral: boolean }
  /** A report says something else: another day, or null when nobody was reached after all. */
  | { readonly type: 'contact-corrected'; readonly on: LocalDate | null }
  | {
      readonly type: 'appointment-agreed';
      readonly appointmentAt: Instant;
      readonly afterDeadline: boolean;
    }
  | { readonly type: 'appointment-held'; readonly appointmentAt: Instant }
  | { readonly type: 'resolution-recorded'; readonly resolution: Resolution; readonly interim: boolean }
  | { readonly type: 'interim-resolution-closed'; readonly resolution: Resolution }
  | { readonly type: 'declined'; readonly reason: DeclineReason }
  | { readonly type: 'milestone-due-soon'; readonly milestone: MilestoneName }
  | { readonly type: 'milestone-breached'; readonly milestone: MilestoneName }
  | {
      readonly type: 'milestone-met';
      readonly milestone: MilestoneName;
      readonly state: Extract<MilestoneState, 'met' | 'late'>;
      /**
       * The day on which the promise was kept, as the assister said. The event's own `at` is the time of the report.
       */
      readonly metOn: LocalDate;
      /**
       * Reported on that same day: the instant of reporting. Reported later: the close of business of that day.
       */
      readonly metAt: Instant;
    }
  | { readonly type: 'milestone-cancelled'; readonly milestone: MilestoneName }
  | { readonly type: 'capacity-released' }
  | {
      readonly type: 'escalated';
      readonly reason: EscalationReason;
      readonly subject: EscalationSubject;
      /** The open escalation of this cause. Null until the event is written. */
      readonly escalationId: string | null;
    };

export type ReferralEvent = ReferralEventBody & {
  readonly at: Instant;
  readonly actor: Actor;
  readonly assignmentId: string | null;
  /** The stored act with the free text, when a person caused the event. */
  readonly actId: string | null;
};

/** An event with its number and the status it led to. Numbers are unique for a referral and have no gaps. */
export type NumberedEvent = ReferralEvent & { readonly seq: number; readonly status: ReferralStatus };
