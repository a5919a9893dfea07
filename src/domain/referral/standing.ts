import { assertNever } from '../errors';
import type { Zone } from '../time';
import type { MilestoneName } from '../vocabulary';
import { countyName } from '../terms';
import { shortInstant } from '../short-instant';
import { overdueFrom, pauseEndsAt } from './appointment-clock';
import type { WaitCause } from './events';
import {
  awaitsAcceptance,
  isRunning,
  type AssignmentState,
  type ReferralState,
  type RunningClock,
} from './state';

/** What a coordinator wants to know about a referral, in plain words and without personal data. */
export interface Standing {
  readonly stands: string;
  /** Type of assister and county. */
  readonly for: string;
  readonly with: string;
  readonly why: string;
  readonly due: string;
  readonly next: string;
}

export function standing(state: ReferralState): Standing {
  const { zone, county } = state.carriedPolicy;
  return {
    stands: stands(state, zone),
    for: `${state.assisterType}, ${countyName(state.countyName, county)}`,
    with: state.assignment?.organizationName ?? 'No organization',
    why: why(state),
    due: due(state.assignment, zone),
    next: next(state, zone),
  };
}

function stands(state: ReferralState, zone: Zone): string {
  switch (state.phase) {
    case 'routing':
      return 'Received; an organization is being chosen';
    case 'waiting':
      return `Unassigned${state.waiting === null ? '' : ` since ${shortInstant(state.waiting.since, zone)}`}`;
    case 'sending':
      return 'Assigned; the lead is being mailed';
    case 'open':
      return openStands(state, zone);
    case 'closed':
      return `Closed: ${state.resolution?.resolution ?? state.status}`;
    default:
      return assertNever(state.phase);
  }
}

function openStands(state: ReferralState, zone: Zone): string {
  const { appointment, assignment, contactMadeOn } = state;
  if (appointment !== null) {
    return `Appointment ${appointment.held ? 'held' : 'agreed for'} ${shortInstant(appointment.at, zone)}`;
  }
  if (contactMadeOn !== null) return `Consumer contacted on ${contactMadeOn}`;
  if (assignment !== null && awaitsAcceptance(assignment)) {
    return assignment.openedAt === null ? 'Sent, not accepted yet' : 'Opened, not accepted yet';
  }
  if (assignment?.openedAt)
    return `Opened ${shortInstant(assignment.openedAt, zone)}, consumer not contacted yet`;
  return 'Sent, not opened yet';
}

const WAIT_WORDS: Record<WaitCause, string> = {
  'no-eligible-organization': 'no organization is eligible now',
  'too-many-declines': 'as many organizations as the policy allows could not take it; a person decides',
  'exchange-must-resolve': 'the organization says only the exchange can resolve it; a person decides',
  'directed-unavailable': 'the organization that was chosen by a person could not take it; a person decides',
};

function why(state: ReferralState): string {
  const { assignment, waiting } = state;
  if (waiting !== null) return WAIT_WORDS[waiting.cause];
  if (assignment === null) return 'not decided yet';
  const language = assignment.languageMatch
    ? 'speaks the consumer’s language'
    : 'no eligible one speaks the language';
  const load = `${Math.round(assignment.load * 100)}% of its capacity was in use`;
  const hop = assignment.hop > 1 ? `; organization number ${assignment.hop} for this referral` : '';
  return `${language}, ${load}${hop}`;
}

function due(assignment: AssignmentState | null, zone: Zone): string {
  const clocks = assignment?.clocks;
  if (!clocks) return 'nothing yet';
  return `${clockWords('contact', clocks.contact, zone)}; ${clockWords('appointment', clocks.appointment, zone)}`;
}

function clockWords(name: MilestoneName, clock: RunningClock, zone: Zone): string {
  return isRunning(clock)
    ? `${name} by ${shortInstant(clock.dueAt, zone)} (${clock.state})`
    : `${name} ${clock.state}`;
}

function next(state: ReferralState, zone: Zone): string {
  switch (state.phase) {
    case 'routing':
      return 'the rules choose an organization';
    case 'waiting':
      return state.waiting?.cause === 'no-eligible-organization'
        ? 'routed by itself as soon as an organization becomes eligible'
        : 'a coordinator assigns it';
    case 'sending':
      return 'the mail is accepted by the mail server; until then it is tried again and again';
    case 'closed':
      return 'nothing';
    case 'open':
      return openNext(state, zone);
    default:
      return assertNever(state.phase);
  }
}

function pausedNext(state: ReferralState, name: MilestoneName, zone: Zone): string {
  const endsAt = pauseEndsAt(state);
  const until = endsAt === null ? '' : ` until ${shortInstant(endsAt, zone)} at the latest`;
  return `the ${name} waits for the consumer; its clock is paused${until}`;
}

function openNext(state: ReferralState, zone: Zone): string {
  const clocks = state.assignment?.clocks;
  const { assignment } = state;
  if (!clocks) return 'the clocks start';
  if (assignment !== null && assignment.acceptBy !== null && awaitsAcceptance(assignment)) {
    return `the organization accepts it by ${shortInstant(assignment.acceptBy, zone)}, or it goes to the next one`;
  }
  for (const name of ['contact', 'appointment'] as const) {
    const clock = clocks[name];
    if (clock.state === 'pending')
      return `reminder of the ${name} deadline at ${shortInstant(clock.remindAt, zone)}`;
    if (clock.state === 'due-soon') {
      return `escalation at ${shortInstant(overdueFrom(state, name, clock), zone)} if there is no ${name}`;
    }
    if (clock.state === 'breached') return `the ${name} is overdue; the single point of contact was told`;
    if (clock.state === 'paused') return pausedNext(state, name, zone);
  }
  return state.resolution?.interim === true
    ? 'a final resolution, or the interim one stands'
    : 'the organization records a resolution';
}
