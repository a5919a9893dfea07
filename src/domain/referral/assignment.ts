import { assertNever } from '../errors';
import { localDateIn, MINUTE_MS, plusMillis } from '../time';
import type { AssignmentEnd, MilestoneName } from '../vocabulary';
import { pausedDaysAfter } from './appointment-clock';
import type { ProvenClock, ReferralEvent } from './events';
import { isRunning, isUnsettled, type AssignmentState, type ReferralState, type RunningClock } from './state';

/** How an event changes a referral's assignment and its two clocks. */

export type EventOf<T extends ReferralEvent['type']> = Extract<ReferralEvent, { type: T }>;

export function assigned(state: ReferralState, event: EventOf<'assigned'>): ReferralState {
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
      pausedDays: 0,
      acceptBy: null,
      acceptedAt: null,
      unopenedAlertAt: null,
      unsentAlertAt: plusMillis(event.at, state.carriedPolicy.unsentAlertMinutes * MINUTE_MS),
      endedAt: null,
      endReason: null,
    },
  };
}

/** An assignment that ended while its mail was on the way stays ended when the mail arrives. */
export function sent(state: ReferralState, event: EventOf<'sent'>): ReferralState {
  if (state.phase !== 'sending' || state.assignment?.id !== event.assignmentId) return state;
  return withAssignment({ ...state, status: 'sent', phase: 'open' }, (assignment) => ({
    ...assignment,
    sentAt: event.at,
    sentOn: localDateIn(state.carriedPolicy.zone, event.at),
    clocks: { contact: begun(event.clocks.contact), appointment: begun(event.clocks.appointment) },
    acceptBy: event.acceptBy,
    unopenedAlertAt: event.unopenedAlertAt,
  }));
}

/** The pause is over. A deadline that is settled by now is replaced all the same, and stays settled. */
export function resumed(state: ReferralState, event: EventOf<'clock-resumed'>): ReferralState {
  const pausedDays = pausedDaysAfter(state, event.at);
  const counted = withAssignment(state, (assignment) => ({ ...assignment, pausedDays }));
  return withClock(counted, event.milestone, (clock) =>
    clock.state === 'paused'
      ? { ...clock, ...event.clock, pausedAt: null, state: 'pending' }
      : { ...clock, ...event.clock },
  );
}

function begun(clock: ProvenClock): RunningClock {
  return { ...clock, state: 'pending', pausedAt: null, breachedAt: null, metAt: null, reportedAt: null };
}

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
    case 'received':
    case 'assigned':
    case 'unassigned':
    case 'sent':
    case 'opened':
    case 'accepted':
    case 'amended':
    case 'reopened':
    case 'resolution-corrected':
    case 'clock-paused':
    case 'clock-resumed':
    case 'contact-attempted':
    case 'contact-made':
    case 'contact-corrected':
    case 'appointment-agreed':
    case 'appointment-held':
    case 'milestone-due-soon':
    case 'milestone-breached':
    case 'milestone-met':
    case 'milestone-cancelled':
    case 'capacity-released':
    case 'escalated':
      return null;
    default:
      return assertNever(event);
  }
}

/**
 * The assignment after this event has ended it: its place is free again and none of its clocks runs. Unchanged when
 * the event does not end it, or when it has ended already.
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

export function cancelled(clock: RunningClock): RunningClock {
  return isUnsettled(clock) ? { ...clock, pausedAt: null, state: 'cancelled' } : clock;
}

export function withoutPlace(state: ReferralState): ReferralState {
  return withAssignment(state, (assignment) => ({ ...assignment, holdsCapacity: false }));
}

export function withAssignment(
  state: ReferralState,
  change: (assignment: AssignmentState) => AssignmentState,
): ReferralState {
  return state.assignment === null ? state : { ...state, assignment: change(state.assignment) };
}

/**
 * An organization that answers has the lead, even when a report takes the contact back. Nobody has to watch whether
 * the lead is opened.
 */
export function answered(state: ReferralState): ReferralState {
  return withAssignment(state, (assignment) => ({ ...assignment, unopenedAlertAt: null }));
}

/** A settled clock is not measured any more. */
export function withRunning(
  state: ReferralState,
  name: MilestoneName,
  change: Partial<Pick<RunningClock, 'state' | 'pausedAt' | 'breachedAt'>>,
): ReferralState {
  return withClock(state, name, (clock) => (isRunning(clock) ? { ...clock, ...change } : clock));
}

export function withClock(
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
