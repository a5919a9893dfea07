import type { Command } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import { instant, type Instant } from '../../../src/domain/time';
import type { State } from './act-table';
import { after, ASSIGNMENT, assigned, REFERRAL, resumed, sentTimes, states } from './states';

/**
 * Every state × every step and every outcome of a mail, by hand. A step that is not due, or not any more, changes
 * nothing; what became of a mail is kept as far as it still concerns the referral.
 */

/** Long after everything that can be due is. */
const LATER = instant('2028-06-01T12:00:00Z');

const { hop: _hop, type: _type, ...organization } = assigned(2);
const COMMANDS = {
  route: {
    kind: 'route',
    outcome: { outcome: 'assigned', assignmentId: 'assignment-2', ...organization },
  },
  findNobody: { kind: 'route', outcome: { outcome: 'unassigned', cause: 'no-eligible-organization' } },
  leaveToPerson: { kind: 'leave-to-person' },
  remindContact: { kind: 'remind', milestone: 'contact' },
  remindAppointment: { kind: 'remind', milestone: 'appointment' },
  breachContact: { kind: 'breach', milestone: 'contact', unansweredInARow: 2 },
  breachAppointment: { kind: 'breach', milestone: 'appointment', unansweredInARow: 9 },
  endPause: { kind: 'end-pause', resumed },
  expireAcceptance: { kind: 'expire-acceptance' },
  alertUnopened: { kind: 'alert-unopened' },
  releasePlace: { kind: 'release-place' },
  closeInterim: { kind: 'close-interim' },
  leadSent: { kind: 'lead-sent', assignmentId: ASSIGNMENT, times: sentTimes },
  leadRefused: { kind: 'lead-refused', assignmentId: ASSIGNMENT, smtpCode: 550 },
  leadDeferred: { kind: 'lead-deferred', assignmentId: ASSIGNMENT },
  otherLeadSent: { kind: 'lead-sent', assignmentId: 'another', times: sentTimes },
  otherLeadRefused: { kind: 'lead-refused', assignmentId: 'another', smtpCode: 550 },
  otherLeadDeferred: { kind: 'lead-deferred', assignmentId: 'another' },
  mailRefused: { kind: 'mail-refused', organizationId: 'organization-1' },
} as const satisfies Record<string, Command>;

type Name = keyof typeof COMMANDS;

/** Where it does something; nothing everywhere else. */
const DOES: Record<Name, Partial<Record<State, string>>> = {
  route: { routing: 'assigned', waiting: 'assigned' },
  findNobody: { routing: 'unassigned escalated' },
  leaveToPerson: { leftOver: 'unassigned escalated' },
  remindContact: each('open offered tried', 'milestone-due-soon:contact'),
  remindAppointment: each('open contacted agreed interim offered tried', 'milestone-due-soon:appointment'),
  breachContact: each('open offered tried', 'milestone-breached:contact escalated'),
  breachAppointment: each(
    'open contacted agreed interim offered tried',
    'milestone-breached:appointment escalated',
  ),
  endPause: { paused: 'clock-resumed:appointment' },
  expireAcceptance: { offered: 'milestone-cancelled:contact milestone-cancelled:appointment timed-out' },
  // Of the one that three attempts were made for, nobody has to see whether it was opened.
  alertUnopened: each('open offered breached', 'escalated'),
  // The one whose appointment was held has given its place back.
  releasePlace: { breached: 'capacity-released' },
  closeInterim: { interim: 'interim-resolution-closed' },
  leadSent: { sending: 'sent' },
  leadRefused: { sending: 'delivery-refused escalated' },
  leadDeferred: { sending: 'escalated' },
  otherLeadSent: {},
  otherLeadRefused: {},
  otherLeadDeferred: {},
  mailRefused: each(Object.keys(states).join(' '), 'escalated'),
};

function each(names: string, outcome: string): Partial<Record<State, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, outcome]));
}

function outcome(state: State, command: Command, at: Instant): string {
  return decide(states[state], command, at)
    .map((event) => ('milestone' in event ? `${event.type}:${event.milestone}` : event.type))
    .join(' ');
}

const stateNames = Object.keys(states) as State[];
const names = Object.keys(COMMANDS) as Name[];
const pairs = stateNames.flatMap((state) => names.map((name) => [state, name] as const));

test.each(pairs)('in state %s, %s', (state, name) => {
  expect(outcome(state, COMMANDS[name], LATER)).toBe(DOES[name][state] ?? '');
});

test.each(pairs)(
  'in state %s, %s once more, when it has been done, changes nothing but what is a fact',
  (state, name) => {
    const command = COMMANDS[name];
    const once = after(states[state], decide(states[state], command, LATER), { at: LATER });
    expect(decide(once, command, LATER).map(({ type }) => type)).toEqual(
      name === 'mailRefused' ? ['escalated'] : [],
    );
  },
);

/** The last instant at which it is too early, and the first at which it is due. */
test.each<[State, Name, string, string]>([
  ['open', 'remindContact', '2028-02-04T13:59:59.999Z', '2028-02-04T14:00:00Z'],
  ['open', 'breachContact', '2028-02-04T22:59:59.999Z', '2028-02-04T23:00:00Z'],
  ['open', 'remindAppointment', '2028-02-11T13:59:59.999Z', '2028-02-11T14:00:00Z'],
  ['open', 'breachAppointment', '2028-02-16T22:59:59.999Z', '2028-02-16T23:00:00Z'],
  ['open', 'alertUnopened', '2028-02-02T19:59:59.999Z', '2028-02-02T20:00:00Z'],
  ['offered', 'expireAcceptance', '2028-02-02T16:59:59.999Z', '2028-02-02T17:00:00Z'],
  ['breached', 'releasePlace', '2028-03-01T22:59:59.999Z', '2028-03-01T23:00:00Z'],
  ['paused', 'endPause', '2028-03-03T22:59:59.999Z', '2028-03-03T23:00:00Z'],
  ['interim', 'closeInterim', '2028-03-11T19:59:59.999Z', '2028-03-11T20:00:00Z'],
  ['sending', 'leadDeferred', '2028-02-02T16:29:59.999Z', '2028-02-02T16:30:00Z'],
])('in state %s, %s is nothing at %s, and something at %s', (state, name, early, due) => {
  expect(outcome(state, COMMANDS[name], instant(early))).toBe('');
  expect(outcome(state, COMMANDS[name], instant(due))).toBe(DOES[name][state]);
});

test('what is escalated says why, and of what', () => {
  const escalated = (state: State, name: Name) =>
    decide(states[state], COMMANDS[name], LATER).flatMap((event) =>
      event.type === 'escalated' ? [[event.reason, event.subject]] : [],
    );
  const referral = { kind: 'referral', referralId: REFERRAL };
  const one = { kind: 'organization', organizationId: 'organization-1' };
  expect(escalated('routing', 'findNobody')).toEqual([
    ['no-eligible-organization', { kind: 'gap', countyFips: '27137', assisterType: 'navigator' }],
  ]);
  expect(escalated('leftOver', 'leaveToPerson')).toEqual([['request', referral]]);
  expect(escalated('open', 'breachContact')).toEqual([['contact-missed', referral]]);
  expect(escalated('open', 'breachAppointment')).toEqual([['appointment-missed', referral]]);
  expect(escalated('open', 'alertUnopened')).toEqual([['lead-not-opened', referral]]);
  expect(escalated('sending', 'leadRefused')).toEqual([['delivery-failed', one]]);
  expect(escalated('sending', 'leadDeferred')).toEqual([['delivery-failed', referral]]);
  expect(escalated('closed', 'mailRefused')).toEqual([['delivery-failed', one]]);
});

describe('a missed contact', () => {
  const breach = (unansweredInARow: number) =>
    ({ kind: 'breach', milestone: 'contact', unansweredInARow }) as const;
  const reasons = (state: State, inARow: number, reRoutes = false) => {
    const carriedPolicy = {
      ...states[state].carriedPolicy,
      missedContact: reRoutes ? 're-route' : 'escalate',
    } as const;
    return decide({ ...states[state], carriedPolicy }, breach(inARow), LATER).map((event) =>
      event.type === 'escalated' ? event.reason : event.type,
    );
  };

  test('as the third in a row without an answer has a person ask whether the organization still takes part', () => {
    expect(reasons('open', 2)).toEqual(['milestone-breached', 'contact-missed']);
    expect(reasons('open', 3)).toEqual(['milestone-breached', 'contact-missed', 'organization-unresponsive']);
    // An attempt to reach the consumer is an answer.
    expect(reasons('tried', 3)).toEqual(['milestone-breached', 'contact-missed']);
  });

  test('goes to the next organization, where the policy says so', () => {
    expect(reasons('tried', 0, true)).toEqual([
      ...['milestone-breached', 'contact-missed', 'milestone-cancelled', 'milestone-cancelled', 'timed-out'],
    ]);
  });
});
