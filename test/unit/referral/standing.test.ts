import type { ReferralEventBody } from '../../../src/domain/referral/events';
import { standing, type Standing } from '../../../src/domain/referral/standing';
import type { ReferralState } from '../../../src/domain/referral/state';
import { instant } from '../../../src/domain/time';
import { after, assigned, clocks, states, sentTimes } from './states';

/** Where it stands, with whom, why, what is due and when, and what comes next. */

const WITH = 'Organization 1';
const FOR = 'navigator, St. Louis County';
const WHY = 'speaks the consumer’s language, 25% of its capacity was in use';
const CONTACT_DUE = 'contact by Fri, Feb 4, 2028, 5:00 PM CST';
const APPOINTMENT_DUE = 'appointment by Wed, Feb 16, 2028, 5:00 PM CST';
const unassigned = (cause: 'too-many-declines' | 'exchange-must-resolve') =>
  after(states.routing, [{ type: 'unassigned', cause }]);
const clock = (type: 'milestone-due-soon' | 'milestone-breached', milestone: 'contact' | 'appointment') =>
  ({ type, milestone }) as const satisfies ReferralEventBody;

const TABLE: Record<string, readonly [ReferralState, Standing]> = {
  'being routed': [
    states.routing,
    {
      stands: 'Received; an organization is being chosen',
      ...{ for: FOR, with: 'No organization', why: 'not decided yet', due: 'nothing yet' },
      next: 'the rules choose an organization',
    },
  ],
  'waiting for an organization': [
    states.waiting,
    {
      stands: 'Unassigned since Wed, Feb 2, 2028, 10:00 AM CST',
      ...{ for: FOR, with: 'No organization', why: 'no organization is eligible now', due: 'nothing yet' },
      next: 'routed by itself as soon as an organization becomes eligible',
    },
  ],
  'declined too often': [
    unassigned('too-many-declines'),
    {
      stands: 'Unassigned since Wed, Feb 2, 2028, 10:00 AM CST',
      ...{ for: FOR, with: 'No organization', due: 'nothing yet', next: 'a coordinator assigns it' },
      why: 'as many organizations as the policy allows could not take it; a person decides',
    },
  ],
  'for the exchange to resolve': [
    unassigned('exchange-must-resolve'),
    {
      stands: 'Unassigned since Wed, Feb 2, 2028, 10:00 AM CST',
      ...{ for: FOR, with: 'No organization', due: 'nothing yet', next: 'a coordinator assigns it' },
      why: 'the organization says only the exchange can resolve it; a person decides',
    },
  ],
  'being mailed': [
    states.sending,
    {
      ...{ stands: 'Assigned; the lead is being mailed', for: FOR, with: WITH, why: WHY, due: 'nothing yet' },
      next: 'the mail is accepted by the mail server; until then it is tried again and again',
    },
  ],
  sent: [
    states.open,
    {
      ...{ stands: 'Sent, not opened yet', for: FOR, with: WITH, why: WHY },
      due: `${CONTACT_DUE} (pending); ${APPOINTMENT_DUE} (pending)`,
      next: 'reminder of the contact deadline at Fri, Feb 4, 2028, 8:00 AM CST',
    },
  ],
  'opened, reminded': [
    after(states.open, [{ type: 'opened' }, clock('milestone-due-soon', 'contact')]),
    {
      stands: 'Opened Wed, Feb 2, 2028, 10:00 AM CST, consumer not contacted yet',
      ...{ for: FOR, with: WITH, why: WHY },
      due: `${CONTACT_DUE} (due-soon); ${APPOINTMENT_DUE} (pending)`,
      next: 'escalation at Fri, Feb 4, 2028, 5:00 PM CST if there is no contact',
    },
  ],
  breached: [
    after(states.open, [clock('milestone-breached', 'contact')]),
    {
      ...{ stands: 'Sent, not opened yet', for: FOR, with: WITH, why: WHY },
      due: `${CONTACT_DUE} (breached); ${APPOINTMENT_DUE} (pending)`,
      next: 'the contact is overdue; the single point of contact was told',
    },
  ],
  contacted: [
    states.contacted,
    {
      ...{ stands: 'Consumer contacted on 2028-02-03', for: FOR, with: WITH, why: WHY },
      due: `contact met; ${APPOINTMENT_DUE} (pending)`,
      next: 'reminder of the appointment deadline at Fri, Feb 11, 2028, 8:00 AM CST',
    },
  ],
  'with an appointment': [
    states.agreed,
    {
      stands: 'Appointment agreed for Thu, Feb 10, 2028, 2:00 PM CST',
      ...{ for: FOR, with: WITH, why: WHY, due: `contact met; ${APPOINTMENT_DUE} (pending)` },
      next: 'reminder of the appointment deadline at Fri, Feb 11, 2028, 8:00 AM CST',
    },
  ],
  'with an appointment held': [
    states.held,
    {
      stands: 'Appointment held Thu, Feb 3, 2028, 2:00 PM CST',
      ...{ for: FOR, with: WITH, why: WHY, due: 'contact met; appointment met' },
      next: 'the organization records a resolution',
    },
  ],
  'with an interim resolution, both promises kept': [
    after(states.held, [
      { type: 'resolution-recorded', resolution: 'contact-made-appointment-scheduled', interim: true },
    ]),
    {
      stands: 'Appointment held Thu, Feb 3, 2028, 2:00 PM CST',
      ...{ for: FOR, with: WITH, why: WHY, due: 'contact met; appointment met' },
      next: 'a final resolution, or the interim one stands',
    },
  ],
  closed: [
    after(states.held, [{ type: 'resolution-recorded', resolution: 'enrolled-qhp', interim: false }]),
    {
      ...{ stands: 'Closed: enrolled-qhp', for: FOR, with: WITH, why: WHY },
      due: 'contact met; appointment met',
      next: 'nothing',
    },
  ],
};

test.each(Object.entries(TABLE))('%s', (_, [state, expected]) => {
  expect(standing(state)).toEqual(expected);
});

test('why it is this organization: the language, the load, and whether it was elsewhere before', () => {
  const second = after(states.routing, [{ ...assigned(2), languageMatch: false, load: 2 / 3 }]);
  expect(standing(second).why).toBe(
    'no eligible one speaks the language, 67% of its capacity was in use; organization number 2 for this referral',
  );
});

test('what is due in summer is written in summer time', () => {
  const summer = {
    ...clocks,
    contact: { ...clocks.contact, dueAt: instant('2028-07-05T22:00:00Z') },
  };
  expect(standing(after(states.sending, [{ type: 'sent', ...sentTimes, clocks: summer }])).due).toContain(
    'Wed, Jul 5, 2028, 5:00 PM CDT',
  );
});

const CLOCK = [...['remindAt', 'dueAt', 'dueOn', 'state', 'pausedAt', 'breachedAt', 'metAt', 'reportedAt']];
const PROOF = ['policyVersion', 'rule', 'zone', 'sentAt', 'sentOn', 'dayZero', 'dueOn', 'dueAt'];

test('a referral’s state, of which all of this is made, has no place for a person or for free text', () => {
  expect(new Set(Object.values(states).flatMap(leaves))).toEqual(
    new Set([
      ...['referralId', 'assisterType', 'countyName', 'status', 'phase', 'hops', 'needsPerson', 'attempts'],
      ...[
        'carriedPolicy.zone',
        'carriedPolicy.closes',
        'carriedPolicy.spreadMinutes',
        'carriedPolicy.maxHops',
        'carriedPolicy.unsentAlertMinutes',
        'carriedPolicy.capacityReleaseDays',
      ],
      ...[
        'carriedPolicy.interimClosesAfterDays',
        'carriedPolicy.attemptsBeforeUnable',
        'carriedPolicy.missedContact',
      ],
      ...[
        'carriedPolicy.contactDaysBefore',
        'carriedPolicy.appointmentDaysAhead',
        'carriedPolicy.pauseMaxDays',
      ],
      // Codes of the policy.
      ...['interim.0', 'neverReached.0', 'withoutContact.0', 'withoutContact.1', 'withoutContact.2'].map(
        (list) => `carriedPolicy.resolutions.${list}`,
      ),
      ...['carriedPolicy.county.one', 'carriedPolicy.county.many'],
      ...['attemptedOn.0', 'attemptedOn.1', 'attemptedOn.2', 'assignment.pausedDays'],
      ...['carriedPolicy.unansweredBeforeAlert', 'countyFips', 'refusals', 'directedTo'],
      ...['assignment', 'waiting', 'waiting.cause', 'waiting.since', 'lastAt', 'version'],
      ...['contactMadeOn', 'appointment', 'appointment.at', 'appointment.held', 'lastEscalation'],
      ...['resolution', 'resolution.resolution', 'resolution.interim', 'resolution.at', 'resolution.actId'],
      ...['assignment.id', 'assignment.organizationId', 'assignment.organizationName', 'assignment.hop'],
      ...['assignment.languageMatch', 'assignment.load', 'assignment.assignedAt', 'assignment.sentAt'],
      ...['assignment.sentOn', 'assignment.openedAt', 'assignment.holdsCapacity', 'assignment.clocks'],
      ...['assignment.acceptBy', 'assignment.acceptedAt', 'assignment.unopenedAlertAt'],
      ...['assignment.unsentAlertAt', 'assignment.endedAt', 'assignment.endReason'],
      ...['contact', 'appointment'].flatMap((name) =>
        [...CLOCK, ...PROOF.map((field) => `proof.${field}`)].map(
          (field) => `assignment.clocks.${name}.${field}`,
        ),
      ),
    ]),
  );
});

/** The paths of everything in it that is no object. */
function leaves(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? leaves(inner).map((path) => `${key}.${path}`) : [key],
  );
}
