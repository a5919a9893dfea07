import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Instant, LocalDate, Zone } from '../../domain/time';
import type { AssisterType, DeclineReason, Resolution } from '../../domain/vocabulary';
import type { Actor } from './events';
import type { ReferralState } from './state';

/** What the API may import to talk to a referral: its input, its updates and its query. */

/** The parts of the policy that a running referral needs; fixed at its start, whatever the policy becomes. */
export interface ReferralTerms {
  readonly zone: Zone;
  readonly maxHops: number;
  readonly unsentAlertMinutes: number;
  readonly capacityReleaseDays: number;
  readonly interimClosesAfterDays: number;
}

export interface ReferralInput {
  readonly referralId: string;
  readonly assisterType: AssisterType;
  readonly countyFips: string;
  readonly countyName: string;
  readonly terms: ReferralTerms;
}

/**
 * Something a person does. The act with its free text is stored under `actId` before the workflow hears of it;
 * `actId` is also the update's id, so the same act sent twice happens once.
 */
interface ActBase {
  readonly actId: string;
  readonly actor: Extract<Actor, 'assister' | 'coordinator'>;
  /** Set when it came through a link: the act is refused once that assignment is over. */
  readonly assignmentId: string | null;
}

export type OpenAct = ActBase;
export type ContactAct = ActBase & { readonly made: boolean; readonly on: LocalDate };
export type AppointmentAct = ActBase & { readonly at: Instant; readonly held: boolean };
export type ResolutionAct = ActBase & { readonly resolution: Resolution };
export type DeclineAct = ActBase & { readonly reason: DeclineReason };

export type Act =
  | ({ readonly kind: 'open' } & OpenAct)
  | ({ readonly kind: 'contact' } & ContactAct)
  | ({ readonly kind: 'appointment' } & AppointmentAct)
  | ({ readonly kind: 'resolution' } & ResolutionAct)
  | ({ readonly kind: 'decline' } & DeclineAct);

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
} as const;

/** Asks an unassigned referral to try the rules again; sent by the waiting list, oldest referral first. */
export const routeNowUpdate = defineUpdate<{ readonly placed: boolean }>('routeNow');

export const stateQuery = defineQuery<ReferralState>('state');
