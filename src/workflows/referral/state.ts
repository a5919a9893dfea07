import type { Instant, LocalDate } from '../../domain/time';
import type {
  AssisterType,
  EscalationReason,
  MilestoneName,
  MilestoneState,
  ReferralStatus,
  Resolution,
} from '../../domain/vocabulary';
import { MILESTONE_NAMES } from '../../domain/vocabulary';
import type { Clock, WaitCause } from './events';
import type { ReferralInput, ReferralTerms } from './messages';

/** What the main loop is doing; each phase is one step of workflow.ts. */
export type Phase = 'routing' | 'waiting' | 'sending' | 'open' | 'closed';

export interface RunningClock extends Clock {
  readonly state: MilestoneState;
  /** While it is paused. */
  readonly pausedAt?: Instant;
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
  /** Until when it must be accepted; null when the policy asks for no acceptance. */
  readonly acceptBy: Instant | null;
  readonly acceptedAt: Instant | null;
  /** When a lead that nobody opened is escalated; null once that was done. */
  readonly unopenedAlertAt: Instant | null;
}

export interface ReferralState {
  readonly referralId: string;
  readonly assisterType: AssisterType;
  readonly countyFips: string;
  readonly countyName: string;
  readonly terms: ReferralTerms;
  readonly status: ReferralStatus;
  readonly phase: Phase;
  /** Assignments so far. */
  readonly hops: number;
  /** Declines, refusals and time-outs since the start, or since a person last decided. */
  readonly refusals: number;
  readonly assignment: AssignmentState | null;
  /** Why the rules may no longer choose an organization: a person decides. Null while they may. */
  readonly needsPerson: Exclude<WaitCause, 'no-eligible-organization'> | null;
  /** A coordinator's choice for the routing that is to come. */
  readonly directedTo: string | null;
  readonly waiting: {
    readonly cause: WaitCause;
    readonly since: Instant;
    /** The single point of contact was told. */
    readonly escalated: boolean;
  } | null;
  readonly attempts: number;
  readonly contactMadeOn: LocalDate | null;
  readonly appointment: { readonly at: Instant; readonly held: boolean } | null;
  readonly resolution: {
    readonly resolution: Resolution;
    readonly interim: boolean;
    readonly at: Instant;
  } | null;
  readonly lastEscalation: EscalationReason | null;
  /** The latest acts: update ids are unique only within a run, and a run goes on as a new one. */
  readonly recentActs: readonly string[];
}

export function initialState(input: ReferralInput): ReferralState {
  return {
    referralId: input.referralId,
    assisterType: input.assisterType,
    countyFips: input.countyFips,
    countyName: input.countyName,
    terms: input.terms,
    status: 'received',
    phase: 'routing',
    hops: 0,
    refusals: 0,
    assignment: null,
    needsPerson: null,
    directedTo: null,
    waiting: null,
    attempts: 0,
    contactMadeOn: null,
    appointment: null,
    resolution: null,
    lastEscalation: null,
    recentActs: [],
  };
}

/** Whether the referral began with 0.2.0 or later: an older one repeats its history by the rules it began with. */
export function knowsLifecycle({ attemptsBeforeUnable }: ReferralTerms): boolean {
  return attemptsBeforeUnable !== undefined;
}

/** A clock that nothing has settled yet: still measuring, breached or not. A paused one measures nothing. */
export function isRunning(clock: RunningClock): boolean {
  return clock.state === 'pending' || clock.state === 'due-soon' || clock.state === 'breached';
}

/** Running or paused: it still waits for its promise to be kept. */
export function isUnsettled(clock: RunningClock): boolean {
  return isRunning(clock) || clock.state === 'paused';
}

export function unsettledMilestones(assignment: AssignmentState): MilestoneName[] {
  const { clocks } = assignment;
  return clocks === null ? [] : MILESTONE_NAMES.filter((name) => isUnsettled(clocks[name]));
}

/** The organization may see no details and act on nothing until it has accepted. */
export function awaitsAcceptance({ acceptBy, acceptedAt }: AssignmentState): boolean {
  return acceptBy !== null && acceptedAt === null;
}
