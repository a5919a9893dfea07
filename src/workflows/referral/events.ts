import type { Instant, LocalDate } from '../../domain/time';
import type {
  AmendablePart,
  AssisterType,
  DeclineReason,
  EscalationReason,
  MilestoneName,
  MilestoneState,
  PauseReason,
  ReferralStatus,
  Resolution,
  WithdrawReason,
} from '../../domain/vocabulary';

/** Who caused an event. People are told apart by the act that the event names, never by name. */
export type Actor = 'crm' | 'assister' | 'coordinator' | 'system';

/** A running promise: computed once, when the lead was sent, and never moved by a later calendar or policy. */
export interface Clock {
  readonly remindAt: Instant;
  readonly dueAt: Instant;
  /** The local date of `dueAt` in the program's zone. */
  readonly dueOn: LocalDate;
}

export type Clocks = Readonly<Record<MilestoneName, Clock>>;

/** What starts with the sending of a lead: both promises, and what is watched beside them. */
export interface SentTimes {
  readonly clocks: Clocks;
  /** Until when the lead must be accepted; null when the policy asks for no acceptance. */
  readonly acceptBy: Instant | null;
  /** When a lead that nobody opened is escalated; null in referrals that began before 0.2.0. */
  readonly unopenedAlertAt: Instant | null;
}

/** Why a referral waits without an organization. */
export type WaitCause =
  | 'no-eligible-organization'
  | 'too-many-declines'
  | 'exchange-must-resolve'
  /** The organization that a coordinator chose could not take it after all. */
  | 'directed-unavailable';

/** Who can help: what routing goes by. */
export interface ReferralNeed {
  readonly assisterType: AssisterType;
  readonly countyFips: string;
  readonly countyName: string;
}

/** What happened, as kept in the numbered history: ids, codes and dates; never a name or free text. */
export type ReferralEventBody =
  | { readonly type: 'received' }
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
  /** Taken from its organization to be routed again; `directedTo` is a coordinator's choice. */
  | {
      readonly type: 'handed-on';
      readonly cause: 'amended' | 'reassigned';
      readonly directedTo: string | null;
    }
  | { readonly type: 'reopened' }
  | { readonly type: 'resolution-corrected'; readonly resolution: Resolution }
  | { readonly type: 'clock-paused'; readonly milestone: 'appointment'; readonly reason: PauseReason }
  | { readonly type: 'clock-resumed'; readonly milestone: 'appointment'; readonly clock: Clock }
  | { readonly type: 'contact-attempted'; readonly on: LocalDate }
  | { readonly type: 'contact-made'; readonly on: LocalDate; readonly beforeReferral: boolean }
  /** A report says otherwise: another day, or null, nobody was reached after all. */
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
      /** When the promise was kept, as the assister said; the event's own `at` is when we were told. */
      readonly metOn: LocalDate;
    }
  | { readonly type: 'milestone-cancelled'; readonly milestone: MilestoneName }
  | { readonly type: 'capacity-released' }
  | { readonly type: 'escalated'; readonly reason: EscalationReason; readonly escalationId: string };

export type ReferralEvent = ReferralEventBody & {
  readonly at: Instant;
  readonly actor: Actor;
  readonly assignmentId: string | null;
  /** The stored act with the free text, when a person caused the event. */
  readonly actId: string | null;
};

/** An event with its place in the history, unique for its referral and without gaps, and the status it led to. */
export type NumberedEvent = ReferralEvent & { readonly seq: number; readonly status: ReferralStatus };

const FREES_CAPACITY: readonly ReferralEvent['type'][] = [
  'delivery-refused',
  'declined',
  'timed-out',
  'withdrawn',
  'handed-on',
  'appointment-held',
  'interim-resolution-closed',
  'capacity-released',
];

/** Whether the assignment's place is given back with this event (once: giving it back again changes nothing). */
export function freesCapacity(event: ReferralEvent): boolean {
  return FREES_CAPACITY.includes(event.type) || (event.type === 'resolution-recorded' && !event.interim);
}
