import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant, LocalDate, Zone } from '../../domain/time';
import type {
  AmendablePart,
  AssisterType,
  DeclineReason,
  PauseReason,
  Resolution,
  WithdrawReason,
} from '../../domain/vocabulary';
import type { Actor, ReferralNeed } from './events';
import type { ReferralState } from './state';

/** What the API may import to talk to a referral: its input, its updates and its query. */

/** The parts of the policy that a running referral needs; fixed at its start, whatever the policy becomes. */
export interface ReferralTerms {
  readonly zone: Zone;
  readonly maxHops: number;
  readonly unsentAlertMinutes: number;
  readonly capacityReleaseDays: number;
  readonly interimClosesAfterDays: number;
  /** These are unknown to referrals that began before 0.2.0: they keep the rules they began with. */
  readonly attemptsBeforeUnable?: number;
  readonly missedContact?: 'escalate' | 're-route';
  readonly unansweredBeforeAlert?: number;
}

export interface ReferralInput {
  readonly referralId: string;
  readonly assisterType: AssisterType;
  readonly countyFips: string;
  readonly countyName: string;
  readonly terms: ReferralTerms;
  /** Set when the run goes on where another one ended. */
  readonly resume?: ResumedRun;
}

/** Where an earlier run of the same referral stood. */
export interface ResumedRun {
  readonly state: ReferralState;
  /** Number of the last event in PostgreSQL. */
  readonly version: number;
  readonly routings: number;
  /** `continued` as new; begun to take an `act` into a closed referral; `restarted` because its run was gone. */
  readonly why: 'continued' | 'act' | 'restarted';
}

/**
 * Something a person does. The act with its free text is stored under `actId` before the workflow hears of it;
 * `actId` is also the update's id, so the same act sent twice happens once.
 */
interface ActBase {
  readonly actId: string;
  readonly actor: Actor;
  /** Set when it came through a link: the act is refused once that assignment is over. */
  readonly assignmentId: string | null;
}

export type OpenAct = ActBase;
export type ContactAct = ActBase & { readonly made: boolean; readonly on: LocalDate };
export type AppointmentAct = ActBase & { readonly at: Instant; readonly held: boolean };
export type ResolutionAct = ActBase & { readonly resolution: Resolution };
export type DeclineAct = ActBase & { readonly reason: DeclineReason };
export type AcceptAct = ActBase;
export type PauseAct = ActBase & { readonly reason: PauseReason };
export type ResumeAct = ActBase;
export type WithdrawAct = ActBase & { readonly reason: WithdrawReason };
/** The changed parts are with the stored act, as the lead's new body; the workflow knows their names. */
export type AmendAct = ActBase & {
  readonly parts: readonly AmendablePart[];
  readonly need: ReferralNeed | null;
  /** Refused unless this is the number of the last event; null: any. */
  readonly expectedVersion: number | null;
};
export type ReassignAct = ActBase & { readonly directedTo: string | null };
export type ReopenAct = ActBase;
/** What a Preferred Assister Report says of an assignment, which it always names; it can come long after its end. */
export type ReportAct = ActBase & {
  readonly contactMade: boolean;
  /** Null when nobody was contacted. */
  readonly contactOn: LocalDate | null;
  /** Null: not said yet. */
  readonly resolution: Resolution | null;
};
/** The lead's mail came back after the server had taken it. */
export type BounceAct = ActBase & { readonly smtpCode: number | null };

export type Act =
  | ({ readonly kind: 'open' } & OpenAct)
  | ({ readonly kind: 'contact' } & ContactAct)
  | ({ readonly kind: 'appointment' } & AppointmentAct)
  | ({ readonly kind: 'resolution' } & ResolutionAct)
  | ({ readonly kind: 'decline' } & DeclineAct)
  | ({ readonly kind: 'accept' } & AcceptAct)
  | ({ readonly kind: 'pause' } & PauseAct)
  | ({ readonly kind: 'resume' } & ResumeAct)
  | ({ readonly kind: 'withdraw' } & WithdrawAct)
  | ({ readonly kind: 'amend' } & AmendAct)
  | ({ readonly kind: 'reassign' } & ReassignAct)
  | ({ readonly kind: 'reopen' } & ReopenAct)
  | ({ readonly kind: 'bounce' } & BounceAct)
  | ({ readonly kind: 'report' } & ReportAct);

export type ActKind = Act['kind'];

/** The number of the referral's last event once the act is recorded; the read model is at least as new. */
export interface ActResult {
  readonly version: number;
}

/** One update for each kind of act, so that the Temporal UI names what was done. */
export const actUpdates = {
  open: defineUpdate<ActResult, [Extract<Act, { kind: 'open' }>]>('open'),
  contact: defineUpdate<ActResult, [Extract<Act, { kind: 'contact' }>]>('recordContact'),
  appointment: defineUpdate<ActResult, [Extract<Act, { kind: 'appointment' }>]>('recordAppointment'),
  resolution: defineUpdate<ActResult, [Extract<Act, { kind: 'resolution' }>]>('recordResolution'),
  decline: defineUpdate<ActResult, [Extract<Act, { kind: 'decline' }>]>('decline'),
  accept: defineUpdate<ActResult, [Extract<Act, { kind: 'accept' }>]>('accept'),
  pause: defineUpdate<ActResult, [Extract<Act, { kind: 'pause' }>]>('pauseAppointment'),
  resume: defineUpdate<ActResult, [Extract<Act, { kind: 'resume' }>]>('resumeAppointment'),
  withdraw: defineUpdate<ActResult, [Extract<Act, { kind: 'withdraw' }>]>('withdraw'),
  amend: defineUpdate<ActResult, [Extract<Act, { kind: 'amend' }>]>('amend'),
  reassign: defineUpdate<ActResult, [Extract<Act, { kind: 'reassign' }>]>('reassign'),
  reopen: defineUpdate<ActResult, [Extract<Act, { kind: 'reopen' }>]>('reopen'),
  bounce: defineUpdate<ActResult, [Extract<Act, { kind: 'bounce' }>]>('bounce'),
  report: defineUpdate<ActResult, [Extract<Act, { kind: 'report' }>]>('recordReport'),
} as const;

/** Asks an unassigned referral to try the rules again; sent by the waiting list, oldest referral first. */
export const routeNowUpdate = defineUpdate<{ readonly placed: boolean }>('routeNow');

export const stateQuery = defineQuery<ReferralState>('state');
