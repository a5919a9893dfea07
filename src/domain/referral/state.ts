import type { Resolution } from '../terms';
import type { EscalationReason, MilestoneName, MilestoneState, ReferralStatus } from '../vocabulary';
import { MILESTONE_NAMES, type AssignmentEnd, type AssisterType } from '../vocabulary';
import type { Instant, LocalDate } from '../time';
import type { ProvenClock, WaitCause } from './events';
import type { CarriedPolicy } from './carried-policy';

/** The phase that the referral is in. Each phase has its rules in rules.ts. */
export type Phase = 'routing' | 'waiting' | 'sending' | 'open' | 'closed';

/** A promise with its deadline, as in the read model. */
export interface RunningClock extends ProvenClock {
  readonly state: MilestoneState;
  readonly pausedAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly metAt: Instant | null;
  readonly reportedAt: Instant | null;
}

export interface AssignmentState {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly hop: number;
  readonly languageMatch: boolean;
  readonly load: number;
  readonly assignedAt: Instant;
  readonly sentAt: Instant | null;
  readonly sentOn: LocalDate | null;
  readonly openedAt: Instant | null;
  readonly holdsCapacity: boolean;
  readonly clocks: Readonly<Record<MilestoneName, RunningClock>> | null;
  /** The calendar days for which the appointment's clock stood still, in pauses that are over. */
  readonly pausedDays: number;
  /** The time until which it must be accepted. Null when the policy does not ask for acceptance. */
  readonly acceptBy: Instant | null;
  readonly acceptedAt: Instant | null;
  /**
   * When a lead that nobody has opened is escalated. Null once it was escalated, or once its organization has
   * answered.
   */
  readonly unopenedAlertAt: Instant | null;
  /** When a lead that is still unsent is escalated. Null once it was escalated. */
  readonly unsentAlertAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endReason: AssignmentEnd | null;
}

export interface ReferralState {
  readonly referralId: string;
  /** Number of the last event. */
  readonly version: number;
  /** The time of the last event. No later event is dated before it. */
  readonly lastAt: Instant;
  readonly assisterType: AssisterType;
  readonly countyFips: string;
  readonly countyName: string;
  readonly carriedPolicy: CarriedPolicy;
  readonly status: ReferralStatus;
  readonly phase: Phase;
  /** Assignments so far. */
  readonly hops: number;
  /** Declines, refusals and time-outs since the start, or since a person last decided. */
  readonly refusals: number;
  readonly assignment: AssignmentState | null;
  /** Why the rules may no longer choose an organization, so that a person decides. Null while they may. */
  readonly needsPerson: Exclude<WaitCause, 'no-eligible-organization'> | null;
  /** A coordinator's choice for the next routing. */
  readonly directedTo: string | null;
  readonly waiting: { readonly cause: WaitCause; readonly since: Instant } | null;
  readonly attempts: number;
  /** The days of these attempts, each once. */
  readonly attemptedOn: readonly LocalDate[];
  readonly contactMadeOn: LocalDate | null;
  readonly appointment: { readonly at: Instant; readonly held: boolean } | null;
  readonly resolution: {
    readonly resolution: Resolution;
    readonly interim: boolean;
    readonly at: Instant;
    /** The act whose comments belong to the resolution. */
    readonly actId: string | null;
  } | null;
  readonly lastEscalation: EscalationReason | null;
}

/** A clock that runs and is not breached. */
export function isAhead({ state }: Pick<RunningClock, 'state'>): boolean {
  return state === 'pending' || state === 'due-soon';
}

/** A clock that is not settled: it still measures, breached or not. A paused clock measures nothing. */
export function isRunning(clock: Pick<RunningClock, 'state'>): boolean {
  return isAhead(clock) || clock.state === 'breached';
}

/** Running or paused: its promise is still to be kept. */
export function isUnsettled(clock: Pick<RunningClock, 'state'>): boolean {
  return isRunning(clock) || clock.state === 'paused';
}

export function unsettledMilestones({ clocks }: AssignmentState): MilestoneName[] {
  return clocks === null ? [] : MILESTONE_NAMES.filter((name) => isUnsettled(clocks[name]));
}

/** The organization may see no details and act on nothing until it has accepted. */
export function awaitsAcceptance({ acceptBy, acceptedAt }: AssignmentState): boolean {
  return acceptBy !== null && acceptedAt === null;
}

/** The organization has recorded something about the consumer. So the lead has arrived, opened or not. */
export function hasAnswered({ attempts, contactMadeOn }: ReferralState): boolean {
  return attempts > 0 || contactMadeOn !== null;
}
