import { assertNever } from '../errors';
import type { EscalationKind } from '../escalation/kind';
import { escalationKind } from '../escalation/stored';
import { subjectKey } from '../escalation/subject';
import type { Instant, LocalDate } from '../time';
import type { Resolution } from '../terms';
import type { EscalationReason, MilestoneName, ReferralStatus } from '../vocabulary';
import { MILESTONE_NAMES } from '../vocabulary';
import {
  answered,
  assigned,
  cancelled,
  endAssignment,
  resumed,
  sent,
  withAssignment,
  withClock,
  withoutPlace,
  withRunning,
  type EventOf,
} from './assignment';
import { isAgreedInTime } from './appointment-clock';
import type { ReferralEvent } from './events';
import type { ReferralState } from './state';

/** The state that a log produces. Throws for a log that does not begin with `received`. */
export function fold(referralId: string, log: readonly ReferralEvent[]): ReferralState {
  const [first, ...rest] = log;
  if (first?.type !== 'received') throw new Error(`the log of referral ${referralId} has no beginning`);
  return rest.reduce(evolve, received(referralId, first));
}

/** The pure reducer: the state after an event. Total: it accepts every event in every state. */
export function evolve(state: ReferralState, event: ReferralEvent): ReferralState {
  return { ...reduce(state, event), version: state.version + 1, lastAt: event.at };
}

function received(referralId: string, { need, carriedPolicy, at }: EventOf<'received'>): ReferralState {
  return {
    referralId,
    version: 1,
    lastAt: at,
    ...need,
    carriedPolicy,
    status: 'received',
    phase: 'routing',
    hops: 0,
    refusals: 0,
    assignment: null,
    needsPerson: null,
    directedTo: null,
    waiting: null,
    attempts: 0,
    attemptedOn: [],
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
      return answered(attempted(state, event.on));
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
      return held ? withoutPlace(now) : withoutNeedlessAlarm(now);
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
      return withoutNeedlessAlarm(resumed(state, event));
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
      // The contact that a report takes back had met the promise.
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

/** The escalation reason for each missed promise. */
export const MISSED = {
  contact: 'contact-missed',
  appointment: 'appointment-missed',
} as const satisfies Record<MilestoneName, EscalationKind>;

/** A closed referral needs nobody any more. */
function escalated(state: ReferralState, { reason, subject }: EventOf<'escalated'>): ReferralState {
  const next: ReferralState = { ...state, lastEscalation: state.phase === 'closed' ? null : reason };
  switch (escalationKind(reason, subjectKey(subject), null)) {
    case 'lead-not-opened':
      return withAssignment(next, (assignment) => ({ ...assignment, unopenedAlertAt: null }));
    case 'lead-unsent':
      return withAssignment(next, (assignment) => ({ ...assignment, unsentAlertAt: null }));
    default:
      return next;
  }
}

/** The cause of this escalation is gone. */
function overcome(state: ReferralState, reason: EscalationReason): ReferralState {
  return state.lastEscalation === reason ? { ...state, lastEscalation: null } : state;
}

/** Nobody has to find an earlier time for an appointment that is in time. */
function withoutNeedlessAlarm(state: ReferralState): ReferralState {
  return isAgreedInTime(state) ? overcome(state, MISSED.appointment) : state;
}

function attempted(state: ReferralState, on: LocalDate): ReferralState {
  const { attempts, attemptedOn } = state;
  const days = attemptedOn.includes(on) ? attemptedOn : [...attemptedOn, on];
  return { ...state, attempts: attempts + 1, attemptedOn: days };
}

/** Declined, undeliverable or out of time. After the policy's number of these, a person decides. */
function refused(state: ReferralState): ReferralState {
  const refusals = state.refusals + 1;
  const person = refusals >= state.carriedPolicy.maxHops ? 'too-many-declines' : state.needsPerson;
  return { ...toBeRouted(state), refusals, needsPerson: person };
}

/** What the last organization did for the consumer keeps none of the next organization's promises. */
function toBeRouted(state: ReferralState): ReferralState {
  return {
    ...state,
    status: 'received',
    phase: 'routing',
    assignment: null,
    waiting: null,
    directedTo: null,
    attempts: 0,
    attemptedOn: [],
    contactMadeOn: null,
    appointment: null,
    resolution: null,
  };
}

/** Another organization may be able to help now. A referral that waits for the rules is routed again. */
function needing(state: ReferralState): ReferralState {
  return state.waiting?.cause === 'no-eligible-organization' ? toBeRouted(state) : state;
}

/** In a closed referral nothing is ever overdue. A corrected one had ended before. */
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

function statusAfterCorrection({ status, assignment }: ReferralState, on: LocalDate | null): ReferralStatus {
  if (status !== 'contacted' || on !== null) return status;
  return (assignment?.acceptedAt ?? null) === null ? 'sent' : 'accepted';
}
