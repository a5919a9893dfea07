import { assertNever } from '../errors';
import { localDateIn, MINUTE_MS, plusMillis, type Instant, type LocalDate } from '../time';
import type {
  AssignmentEnd,
  EscalationReason,
  MilestoneName,
  ReferralStatus,
  Resolution,
} from '../vocabulary';
import { MILESTONE_NAMES } from '../vocabulary';
import type { ProvenClock, ReferralEvent } from './events';
import { isRunning, isUnsettled, type AssignmentState, type ReferralState, type RunningClock } from './state';

/** The state that a log leads to. Throws for a log that does not begin with `received`. */
export function fold(referralId: string, log: readonly ReferralEvent[]): ReferralState {
  const [first, ...rest] = log;
  if (first?.type !== 'received') throw new Error(`the log of referral ${referralId} has no beginning`);
  return rest.reduce(evolve, received(referralId, first));
}

/** The pure reducer: the state after an event. Total: every event is possible in every state it is given. */
export function evolve(state: ReferralState, event: ReferralEvent): ReferralState {
  return { ...reduce(state, event), version: state.version + 1, lastAt: event.at };
}

type EventOf<T extends ReferralEvent['type']> = Extract<ReferralEvent, { type: T }>;

function received(referralId: string, { need, terms, at }: EventOf<'received'>): ReferralState {
  return {
    referralId,
    version: 1,
    lastAt: at,
    ...need,
    terms,
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
  };
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
        waiting: { cause: event.cause, since: event.at },
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
      return answered({ ...state, attempts: state.attempts + 1 });
    case 'contact-made':
      return answered({ ...state, status: 'contacted', contactMadeOn: event.on });
    case 'contact-corrected':
      return { ...state, status: statusAfterCorrection(state, event.on), contactMadeOn: event.on };
    case 'appointment-agreed':
    case 'appointment-held': {
      const held = event.type === 'appointment-held';
      const now: ReferralState = {
        ...state,
        status: 'appointment-scheduled',
        appointment: { at: event.appointmentAt, held },
      };
      return held ? withoutPlace(now) : now;
    }
    case 'resolution-recorded': {
      const { resolution, at, actId } = event;
      return event.interim
        ? { ...state, resolution: { resolution, interim: true, at, actId } }
        : resolved(state, resolution, event);
    }
    case 'resolution-corrected':
      return resolved(state, event.resolution, event);
    case 'interim-resolution-closed':
      return resolved(state, event.resolution, { at: event.at, actId: state.resolution?.actId ?? null });
    case 'withdrawn':
      return {
        ...withAssignment(state, (assignment) => endAssignment(assignment, event)),
        status: 'withdrawn',
        phase: 'closed',
        waiting: null,
        needsPerson: null,
        directedTo: null,
        lastEscalation: null,
      };
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
      return withClock(state, event.milestone, (clock) =>
        clock.state === 'paused'
          ? { ...clock, ...event.clock, pausedAt: null, state: 'pending' }
          : { ...clock, ...event.clock },
      );
    case 'milestone-due-soon':
      return withRunning(state, event.milestone, { state: 'due-soon' });
    case 'milestone-breached':
      return withRunning(state, event.milestone, { state: 'breached', breachedAt: event.at });
    case 'milestone-met':
      return withClock(overcome(state, MISSED[event.milestone]), event.milestone, (clock) => ({
        ...clock,
        pausedAt: null,
        state: event.state,
        metAt: event.metAt,
        reportedAt: event.at,
      }));
    case 'milestone-cancelled':
      // A contact that a report takes back had been met.
      return withClock(state, event.milestone, (clock) => ({
        ...clock,
        pausedAt: null,
        state: 'cancelled',
        metAt: null,
        reportedAt: null,
      }));
    case 'capacity-released':
      return withoutPlace(state);
    case 'escalated':
      return escalated(state, event);
    default:
      return assertNever(event);
  }
}

/** For what the single point of contact is told that a promise was missed. */
export const MISSED: Record<MilestoneName, EscalationReason> = {
  contact: 'contact-missed',
  appointment: 'appointment-missed',
};

/** Why an assignment ends with this event; null when it does not. */
export function endReasonOf(event: ReferralEvent): AssignmentEnd | null {
  switch (event.type) {
    case 'declined':
      return 'declined';
    case 'delivery-refused':
      return 'undeliverable';
    case 'timed-out':
      return 'timed-out';
    case 'withdrawn':
      return 'withdrawn';
    case 'handed-on':
      return event.cause;
    case 'interim-resolution-closed':
      return 'resolved';
    case 'resolution-recorded':
      return event.interim ? null : 'resolved';
    default:
      return null;
  }
}

/**
 * The assignment as it is once this event has ended it: its place is given back and none of its clocks runs on. As it
 * was, when the event does not end it or something has before.
 */
export function endAssignment(assignment: AssignmentState, event: ReferralEvent): AssignmentState {
  const endReason = endReasonOf(event);
  if (endReason === null || assignment.endedAt !== null) return assignment;
  const { clocks } = assignment;
  return {
    ...assignment,
    endedAt: event.at,
    endReason,
    holdsCapacity: false,
    clocks: clocks && { contact: cancelled(clocks.contact), appointment: cancelled(clocks.appointment) },
  };
}

/** What is closed needs nobody any more. */
function escalated(state: ReferralState, { reason, subject }: EventOf<'escalated'>): ReferralState {
  const next: ReferralState = { ...state, lastEscalation: state.phase === 'closed' ? null : reason };
  if (reason === 'lead-not-opened') {
    return withAssignment(next, (assignment) => ({ ...assignment, unopenedAlertAt: null }));
  }
  return reason === 'delivery-failed' && subject.kind === 'referral'
    ? withAssignment(next, (assignment) => ({ ...assignment, unsentAlertAt: null }))
    : next;
}

/** What was escalated for this reason is not so any more. */
function overcome(state: ReferralState, reason: EscalationReason): ReferralState {
  return state.lastEscalation === reason ? { ...state, lastEscalation: null } : state;
}

function cancelled(clock: RunningClock): RunningClock {
  return isUnsettled(clock) ? { ...clock, pausedAt: null, state: 'cancelled' } : clock;
}

function assigned(state: ReferralState, event: EventOf<'assigned'>): ReferralState {
  if (event.assignmentId === null) throw new Error('an assigned referral names its assignment');
  return {
    ...state,
    status: 'received',
    phase: 'sending',
    waiting: null,
    directedTo: null,
    lastEscalation: null,
    hops: event.hop,
    assignment: {
      id: event.assignmentId,
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
      unsentAlertAt: plusMillis(event.at, state.terms.unsentAlertMinutes * MINUTE_MS),
      endedAt: null,
      endReason: null,
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
    clocks: { contact: begun(event.clocks.contact), appointment: begun(event.clocks.appointment) },
    acceptBy: event.acceptBy,
    unopenedAlertAt: event.unopenedAlertAt,
  }));
}

function begun(clock: ProvenClock): RunningClock {
  return { ...clock, state: 'pending', pausedAt: null, breachedAt: null, metAt: null, reportedAt: null };
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

/** Nothing of a closed referral is ever overdue. A corrected one had ended before. */
function resolved(
  state: ReferralState,
  resolution: Resolution,
  { at, actId }: { readonly at: Instant; readonly actId: string | null },
): ReferralState {
  const ended = withAssignment(state, (assignment) => ({
    ...assignment,
    holdsCapacity: false,
    endedAt: assignment.endedAt ?? at,
    endReason: assignment.endReason ?? 'resolved',
  }));
  return {
    ...MILESTONE_NAMES.reduce((now, name) => withClock(now, name, cancelled), ended),
    status: 'resolved',
    phase: 'closed',
    lastEscalation: null,
    resolution: { resolution, interim: false, at, actId },
  };
}

/** Who answers has the lead, also when a report takes the contact back: nobody has to see whether it is opened. */
function answered(state: ReferralState): ReferralState {
  return withAssignment(state, (assignment) => ({ ...assignment, unopenedAlertAt: null }));
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
  change: Partial<Pick<RunningClock, 'state' | 'pausedAt' | 'breachedAt'>>,
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
