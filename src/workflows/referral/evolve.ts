import { assertNever } from '../../domain/errors';
import type { Instant, LocalDate } from '../../domain/time';
import { localDateIn } from '../../domain/time';
import {
  MILESTONE_NAMES,
  type EscalationReason,
  type MilestoneName,
  type ReferralStatus,
  type Resolution,
} from '../../domain/vocabulary';
import type { ReferralEvent } from './events';
import { escalationOf } from './wait-cause';
import {
  isRunning,
  isUnsettled,
  knowsLifecycle,
  type AssignmentState,
  type ReferralState,
  type RunningClock,
} from './state';

/** Repeats of one act come close together; older ones are recognized by PostgreSQL. */
const RECENT_ACTS = 20;

/** The pure reducer: the state after an event. Total: every event is possible in every state it is given. */
export function evolve(state: ReferralState, event: ReferralEvent): ReferralState {
  return withAct(reduce(state, event), event.actId);
}

function reduce(state: ReferralState, event: ReferralEvent): ReferralState {
  switch (event.type) {
    case 'received':
      return state;
    case 'assigned':
      return assigned(state, event);
    case 'unassigned':
      return {
        ...state,
        status: 'unassigned',
        phase: 'waiting',
        assignment: null,
        directedTo: null,
        needsPerson: event.cause === 'no-eligible-organization' ? null : event.cause,
        waiting: { cause: event.cause, since: event.at, escalated: false },
      };
    case 'sent':
      return sent(state, event);
    case 'opened':
      return withAssignment(overcome(state, 'lead-not-opened'), (assignment) => ({
        ...assignment,
        openedAt: assignment.openedAt ?? event.at,
      }));
    case 'accepted':
      return withAssignment({ ...state, status: 'accepted' }, (assignment) => ({
        ...assignment,
        acceptedAt: event.at,
      }));
    case 'contact-attempted':
      return { ...state, attempts: state.attempts + 1 };
    case 'contact-made':
      return { ...state, status: 'contacted', contactMadeOn: event.on };
    case 'contact-corrected':
      return { ...state, status: statusAfterCorrection(state, event.on), contactMadeOn: event.on };
    case 'appointment-agreed':
      return {
        ...state,
        status: 'appointment-scheduled',
        appointment: { at: event.appointmentAt, held: false },
      };
    case 'appointment-held':
      return withoutPlace({
        ...state,
        status: 'appointment-scheduled',
        appointment: { at: event.appointmentAt, held: true },
      });
    case 'resolution-recorded':
      return event.interim
        ? { ...state, resolution: { resolution: event.resolution, interim: true, at: event.at } }
        : resolved(state, event.resolution, event.at);
    case 'interim-resolution-closed':
    case 'resolution-corrected':
      return resolved(state, event.resolution, event.at);
    case 'withdrawn':
      return withoutPlace({
        ...state,
        status: 'withdrawn',
        phase: 'closed',
        waiting: null,
        needsPerson: null,
        directedTo: null,
        lastEscalation: null,
      });
    case 'delivery-refused':
    case 'timed-out':
      return refused(state);
    case 'declined':
      return event.reason === 'exchange-must-resolve'
        ? { ...refused(state), needsPerson: 'exchange-must-resolve' }
        : refused(state);
    case 'handed-on':
      return event.cause === 'reassigned'
        ? { ...toBeRouted(state), refusals: 0, needsPerson: null, directedTo: event.directedTo }
        : toBeRouted(state);
    case 'reopened':
      return { ...toBeRouted(state), refusals: 0, needsPerson: null };
    case 'amended':
      return event.need === null ? state : needing({ ...state, ...event.need });
    case 'clock-paused':
      return withRunning(state, event.milestone, { state: 'paused', pausedAt: event.at });
    case 'clock-resumed':
      // What settled the clock while the new deadline was being written stands.
      return withClock(state, event.milestone, (clock) =>
        clock.state === 'paused' ? { ...event.clock, state: 'pending' } : { ...clock, ...event.clock },
      );
    case 'milestone-due-soon':
      return withRunning(state, event.milestone, { state: 'due-soon' });
    case 'milestone-breached':
      return withRunning(state, event.milestone, { state: 'breached' });
    case 'milestone-met':
      return withClock(overcome(state, MISSED[event.milestone]), event.milestone, (clock) => ({
        ...unpaused(clock),
        state: event.state,
      }));
    case 'milestone-cancelled':
      return withClock(state, event.milestone, (clock) => ({ ...unpaused(clock), state: 'cancelled' }));
    case 'capacity-released':
      return withoutPlace(state);
    case 'escalated':
      return escalated(state, event.reason);
    default:
      return assertNever(event);
  }
}

const MISSED: Record<MilestoneName, EscalationReason> = {
  contact: 'contact-missed',
  appointment: 'appointment-missed',
};

/** Waiting is told of by its own reason alone; what is closed needs nobody any more. */
function escalated(state: ReferralState, reason: EscalationReason): ReferralState {
  const { waiting, phase, terms } = state;
  const told = waiting !== null && escalationOf(waiting.cause) === reason;
  const next: ReferralState = {
    ...state,
    lastEscalation: phase === 'closed' && knowsLifecycle(terms) ? null : reason,
    waiting: told ? { ...waiting, escalated: true } : waiting,
  };
  return reason === 'lead-not-opened'
    ? withAssignment(next, (assignment) => ({ ...assignment, unopenedAlertAt: null }))
    : next;
}

/** What was escalated for this reason is not so any more. */
function overcome(state: ReferralState, reason: EscalationReason): ReferralState {
  if (!knowsLifecycle(state.terms)) return state;
  return state.lastEscalation === reason ? { ...state, lastEscalation: null } : state;
}

function cancelled(clock: RunningClock): RunningClock {
  return isUnsettled(clock) ? { ...unpaused(clock), state: 'cancelled' } : clock;
}

function unpaused({ pausedAt: _paused, ...clock }: RunningClock): RunningClock {
  return clock;
}

function withAct(state: ReferralState, actId: string | null): ReferralState {
  if (actId === null || state.recentActs.includes(actId)) return state;
  return { ...state, recentActs: [...state.recentActs.slice(1 - RECENT_ACTS), actId] };
}

type EventOf<T extends ReferralEvent['type']> = Extract<ReferralEvent, { type: T }>;

function assigned(state: ReferralState, event: EventOf<'assigned'>): ReferralState {
  return {
    ...state,
    status: 'received',
    phase: 'sending',
    waiting: null,
    directedTo: null,
    lastEscalation: null,
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
      acceptBy: null,
      acceptedAt: null,
      unopenedAlertAt: null,
    },
  };
}

/** An assignment that ended while its mail was on the way does not come back with it. */
function sent(state: ReferralState, event: EventOf<'sent'>): ReferralState {
  if (state.phase !== 'sending' || state.assignment?.id !== event.assignmentId) return state;
  return withAssignment({ ...state, status: 'sent', phase: 'open' }, (assignment) => ({
    ...assignment,
    sentAt: event.at,
    sentOn: localDateIn(state.terms.zone, event.at),
    clocks: {
      contact: { ...event.clocks.contact, state: 'pending' },
      appointment: { ...event.clocks.appointment, state: 'pending' },
    },
    acceptBy: event.acceptBy,
    unopenedAlertAt: event.unopenedAlertAt,
  }));
}

/** Declined, undeliverable or out of time: after the policy's number of these a person decides. */
function refused(state: ReferralState): ReferralState {
  const refusals = state.refusals + 1;
  const person = refusals >= state.terms.maxHops ? 'too-many-declines' : state.needsPerson;
  return { ...toBeRouted(state), refusals, needsPerson: person };
}

/** What the last organization did for the consumer keeps none of the next one's promises. */
function toBeRouted(state: ReferralState): ReferralState {
  return {
    ...state,
    status: 'received',
    phase: 'routing',
    assignment: null,
    waiting: null,
    directedTo: null,
    attempts: 0,
    contactMadeOn: null,
    appointment: null,
    resolution: null,
  };
}

/** Somebody else may be able to help now: who waits for the rules is routed anew. */
function needing(state: ReferralState): ReferralState {
  return state.waiting?.cause === 'no-eligible-organization' ? toBeRouted(state) : state;
}

/** Nothing of a closed referral is ever overdue. */
function resolved(state: ReferralState, resolution: Resolution, at: Instant): ReferralState {
  return withoutPlace({
    ...MILESTONE_NAMES.reduce((now, name) => withClock(now, name, cancelled), state),
    status: 'resolved',
    phase: 'closed',
    lastEscalation: null,
    resolution: { resolution, interim: false, at },
  });
}

function withoutPlace(state: ReferralState): ReferralState {
  return withAssignment(state, (assignment) => ({ ...assignment, holdsCapacity: false }));
}

function withAssignment(
  state: ReferralState,
  change: (assignment: AssignmentState) => AssignmentState,
): ReferralState {
  return state.assignment === null ? state : { ...state, assignment: change(state.assignment) };
}

function statusAfterCorrection({ status, assignment }: ReferralState, on: LocalDate | null): ReferralStatus {
  if (status !== 'contacted' || on !== null) return status;
  return (assignment?.acceptedAt ?? null) === null ? 'sent' : 'accepted';
}

/** What is settled is not measured any more. */
function withRunning(
  state: ReferralState,
  name: MilestoneName,
  change: Pick<RunningClock, 'state' | 'pausedAt'>,
): ReferralState {
  return withClock(state, name, (clock) => (isRunning(clock) ? { ...clock, ...change } : clock));
}

function withClock(
  state: ReferralState,
  name: MilestoneName,
  change: (clock: RunningClock) => RunningClock,
): ReferralState {
  return withAssignment(state, (assignment) =>
    assignment.clocks === null
      ? assignment
      : { ...assignment, clocks: { ...assignment.clocks, [name]: change(assignment.clocks[name]) } },
  );
}
