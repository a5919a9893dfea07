import { assertNever } from '../../domain/errors';
import { millis, type Instant, type Zone } from '../../domain/time';
import type { MilestoneName } from '../../domain/vocabulary';
import type { WaitCause } from './events';
import { isRunning, type AssignmentState, type ReferralState, type RunningClock } from './state';

/** What a coordinator asks of a referral, answered in plain words and without personal data. */
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
  const zone = state.terms.zone;
  return {
    stands: stands(state, zone),
    for: `${state.assisterType}, ${state.countyName} County`,
    with: state.assignment?.organizationName ?? 'No organization',
    why: why(state),
    due: due(state.assignment, zone),
    next: next(state, zone),
  };
}

/** `Mon, Nov 30, 2026, 5:00 PM CST` */
export function shortInstant(at: Instant, zone: Zone): string {
  return formatFor(zone).format(millis(at));
}

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<Zone, Intl.DateTimeFormat>();

function formatFor(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    formats.set(zone, format);
  }
  return format;
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
  if (assignment?.openedAt)
    return `Opened ${shortInstant(assignment.openedAt, zone)}, consumer not contacted yet`;
  return 'Sent, not opened yet';
}

const WAIT_WORDS: Record<WaitCause, string> = {
  'no-eligible-organization': 'no organization is eligible now',
  'too-many-declines': 'as many organizations as the policy allows could not take it; a person decides',
  'exchange-must-resolve': 'the organization says only the exchange can resolve it; a person decides',
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

function openNext(state: ReferralState, zone: Zone): string {
  const clocks = state.assignment?.clocks;
  if (!clocks) return 'the clocks start';
  for (const name of ['contact', 'appointment'] as const) {
    const clock = clocks[name];
    if (clock.state === 'pending')
      return `reminder of the ${name} deadline at ${shortInstant(clock.remindAt, zone)}`;
    if (clock.state === 'due-soon')
      return `escalation at ${shortInstant(clock.dueAt, zone)} if there is no ${name}`;
    if (clock.state === 'breached') return `the ${name} is overdue; the single point of contact was told`;
  }
  return state.resolution?.interim === true
    ? 'a final resolution, or the interim one stands'
    : 'the organization records a resolution';
}
