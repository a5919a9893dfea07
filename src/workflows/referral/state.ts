import { assertNever } from '../../domain/errors';
import type { Instant, LocalDate } from '../../domain/time';
import { localDateIn } from '../../domain/time';
import type {
  AssisterType,
  EscalationReason,
  MilestoneName,
  MilestoneState,
  ReferralStatus,
  Resolution,
} from '../../domain/vocabulary';
import { MILESTONE_NAMES } from '../../domain/vocabulary';
import type { Clock, ReferralEvent, WaitCause } from './events';
import type { ReferralInput, ReferralTerms } from './messages';

/** What the main loop is doing; each phase is one step of workflow.ts. */
export type Phase = 'routing' | 'waiting' | 'sending' | 'open' | 'closed';

export interface RunningClock extends Clock {
  readonly state: MilestoneState;
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
}

export interface ReferralState {
  readonly referralId: string;
  readonly assisterType: AssisterType;
  readonly countyName: string;
  readonly terms: ReferralTerms;
  readonly status: ReferralStatus;
  readonly phase: Phase;
  readonly hops: number;
  readonly assignment: AssignmentState | null;
  /** Why the rules may no longer choose an organization: a person decides. Null while they may. */
  readonly needsPerson: Exclude<WaitCause, 'no-eligible-organization'> | null;
  readonly waiting: { readonly cause: WaitCause; readonly since: Instant } | null;
  readonly attempts: number;
  readonly contactMadeOn: LocalDate | null;
  readonly appointment: { readonly at: Instant; readonly held: boolean } | null;
  readonly resolution: {
    readonly resolution: Resolution;
    readonly interim: boolean;
    readonly at: Instant;
  } | null;
  readonly lastEscalation: EscalationReason | null;
}

export function initialState(input: ReferralInput): ReferralState {
  return {
    referralId: input.referralId,
    assisterType: input.assisterType,
    countyName: input.countyName,
    terms: input.terms,
    status: 'received',
    phase: 'routing',
    hops: 0,
    assignment: null,
    needsPerson: null,
    waiting: null,
    attempts: 0,
    contactMadeOn: null,
    appointment: null,
    resolution: null,
    lastEscalation: null,
  };
}

/** The pure reducer: the state after an event. Total: every event is possible in every state it is given. */
export function evolve(state: ReferralState, event: ReferralEvent): ReferralState {
  switch (event.type) {
    case 'received':
      return state;
    case 'contact-attempted':
      return { ...state, attempts: state.attempts + 1 };
    case 'assigned':
      return {
        ...state,
        status: 'received',
        phase: 'sending',
        waiting: null,
        hops: event.hop,
        assignment: {
          // The routing transaction wrote the assignment's row before it reported this event.
          id: event.assignmentId ?? '',
          organizationId: event.organizationId,
          organizationName: event.organizationName,
          hop: event.hop,
          languageMatch: event.languageMatch,
          load: event.load,
          assignedAt: event.at,
          sentAt: null,
          sentOn: null,
          openedAt: null,
          holdsCapacity: true,
          clocks: null,
        },
      };
    case 'unassigned':
      return {
        ...state,
        status: 'unassigned',
        phase: 'waiting',
        assignment: null,
        waiting: { cause: event.cause, since: event.at },
      };
    case 'sent':
      return withAssignment({ ...state, status: 'sent', phase: 'open' }, (assignment) => ({
        ...assignment,
        sentAt: event.at,
        sentOn: localDateIn(state.terms.zone, event.at),
        clocks: {
          contact: { ...event.clocks.contact, state: 'pending' },
          appointment: { ...event.clocks.appointment, state: 'pending' },
        },
      }));
    case 'delivery-refused':
      return handedBack(state, needsPerson(state));
    case 'declined':
      return handedBack(
        state,
        event.reason === 'exchange-must-resolve' ? 'exchange-must-resolve' : needsPerson(state),
      );
    case 'opened':
      return withAssignment(state, (assignment) => ({
        ...assignment,
        openedAt: assignment.openedAt ?? event.at,
      }));
    case 'contact-made':
      return { ...state, status: 'contacted', contactMadeOn: event.on };
    case 'appointment-agreed':
      return {
        ...state,
        status: 'appointment-scheduled',
        appointment: { at: event.appointmentAt, held: false },
      };
    case 'appointment-held':
      return withAssignment(
        {
          ...state,
          status: 'appointment-scheduled',
          appointment: { at: event.appointmentAt, held: true },
        },
        (assignment) => ({ ...assignment, holdsCapacity: false }),
      );
    case 'resolution-recorded':
      return event.interim
        ? { ...state, resolution: { resolution: event.resolution, interim: true, at: event.at } }
        : closed(state, event.resolution, event.at);
    case 'interim-resolution-closed':
      return closed(state, event.resolution, event.at);
    case 'milestone-due-soon':
      return withClock(state, event.milestone, 'due-soon');
    case 'milestone-breached':
      return withClock(state, event.milestone, 'breached');
    case 'milestone-met':
      return withClock(state, event.milestone, event.state);
    case 'milestone-cancelled':
      return withClock(state, event.milestone, 'cancelled');
    case 'capacity-released':
      return withAssignment(state, (assignment) => ({ ...assignment, holdsCapacity: false }));
    case 'escalated':
      return { ...state, lastEscalation: event.reason };
    default:
      return assertNever(event);
  }
}

/** A clock that nothing has settled yet: still measuring, breached or not. */
export function isRunning(clock: RunningClock): boolean {
  return clock.state === 'pending' || clock.state === 'due-soon' || clock.state === 'breached';
}

export function runningMilestones(assignment: AssignmentState): MilestoneName[] {
  const { clocks } = assignment;
  return clocks === null ? [] : MILESTONE_NAMES.filter((name) => isRunning(clocks[name]));
}

function needsPerson(state: ReferralState): ReferralState['needsPerson'] {
  return state.hops >= state.terms.maxHops ? 'too-many-declines' : state.needsPerson;
}

/** To be routed again. What the last organization did for the consumer keeps none of the next one's promises. */
function handedBack(state: ReferralState, person: ReferralState['needsPerson']): ReferralState {
  return {
    ...state,
    status: 'received',
    phase: 'routing',
    assignment: null,
    needsPerson: person,
    attempts: 0,
    contactMadeOn: null,
    appointment: null,
    resolution: null,
  };
}

function closed(state: ReferralState, resolution: Resolution, at: Instant): ReferralState {
  return withAssignment(
    { ...state, status: 'resolved', phase: 'closed', resolution: { resolution, interim: false, at } },
    (assignment) => ({ ...assignment, holdsCapacity: false }),
  );
}

function withAssignment(
  state: ReferralState,
  change: (assignment: AssignmentState) => AssignmentState,
): ReferralState {
  return state.assignment === null ? state : { ...state, assignment: change(state.assignment) };
}

function withClock(state: ReferralState, name: MilestoneName, to: MilestoneState): ReferralState {
  return withAssignment(state, (assignment) =>
    assignment.clocks === null
      ? assignment
      : {
          ...assignment,
          clocks: { ...assignment.clocks, [name]: { ...assignment.clocks[name], state: to } },
        },
  );
}
