import { evolve, fold } from '../../../src/domain/referral/evolve';
import type { ReferralEvent, ReferralEventBody } from '../../../src/domain/referral/events';
import { instant } from '../../../src/domain/time';
import { assigned, byItself, clocks, day, need, REFERRAL, sentTimes, states, carriedPolicy } from './states';

const LATER = instant('2028-02-03T21:00:00Z');

/** One of every event, so that a new kind does not compile until it stands here. */
const EVENTS: { readonly [Type in ReferralEventBody['type']]: Extract<ReferralEventBody, { type: Type }> } = {
  received: { type: 'received', need, carriedPolicy },
  assigned: assigned(),
  unassigned: { type: 'unassigned', cause: 'no-eligible-organization' },
  sent: { type: 'sent', ...sentTimes },
  'delivery-refused': { type: 'delivery-refused', smtpCode: 550 },
  opened: { type: 'opened' },
  accepted: { type: 'accepted' },
  'timed-out': { type: 'timed-out', missed: 'contact' },
  withdrawn: { type: 'withdrawn', reason: 'duplicate' },
  amended: {
    ...{ type: 'amended', parts: ['address'] },
    need: { assisterType: 'broker', countyFips: '27053', countyName: 'Hennepin' },
  },
  'handed-on': { type: 'handed-on', cause: 'reassigned', directedTo: 'organization-9' },
  reopened: { type: 'reopened' },
  'resolution-corrected': { type: 'resolution-corrected', resolution: 'eligible-ma' },
  'clock-paused': { type: 'clock-paused', milestone: 'appointment', reason: 'other' },
  'clock-resumed': { type: 'clock-resumed', milestone: 'appointment', clock: clocks.appointment },
  'contact-attempted': { type: 'contact-attempted', on: day('2028-02-03') },
  'contact-made': { type: 'contact-made', on: day('2028-02-03'), beforeReferral: false },
  'contact-corrected': { type: 'contact-corrected', on: null },
  'appointment-agreed': {
    ...{ type: 'appointment-agreed', appointmentAt: instant('2028-02-10T20:00:00Z'), afterDeadline: false },
  },
  'appointment-held': { type: 'appointment-held', appointmentAt: instant('2028-02-03T20:00:00Z') },
  'resolution-recorded': { type: 'resolution-recorded', resolution: 'eligible-ma', interim: false },
  'interim-resolution-closed': {
    ...{ type: 'interim-resolution-closed', resolution: 'contact-made-appointment-scheduled' },
  },
  declined: { type: 'declined', reason: 'conflict' },
  'milestone-due-soon': { type: 'milestone-due-soon', milestone: 'contact' },
  'milestone-breached': { type: 'milestone-breached', milestone: 'contact' },
  'milestone-met': {
    ...{ type: 'milestone-met', milestone: 'contact', metOn: day('2028-02-03'), state: 'met' },
    metAt: instant('2028-02-03T23:00:00Z'),
  },
  'milestone-cancelled': { type: 'milestone-cancelled', milestone: 'contact' },
  'capacity-released': { type: 'capacity-released' },
  escalated: {
    ...{ type: 'escalated', reason: 'contact-missed', escalationId: 'escalation-1' },
    subject: { kind: 'referral', referralId: REFERRAL },
  },
};

/** Where each event leads from each phase; `=` where it stays. */
const PHASES = ['routing', 'waiting', 'sending', 'open', 'closed'] as const;
const LEADS_TO: Record<ReferralEventBody['type'], string> = {
  assigned: 'sending sending sending sending sending',
  unassigned: 'waiting waiting waiting waiting waiting',
  // Only the assignment that is being mailed can be sent: nothing comes back with a late mail.
  sent: '= = open = =',
  'delivery-refused': 'routing routing routing routing routing',
  declined: 'routing routing routing routing routing',
  'timed-out': 'routing routing routing routing routing',
  'handed-on': 'routing routing routing routing routing',
  reopened: 'routing routing routing routing routing',
  withdrawn: 'closed closed closed closed closed',
  'resolution-recorded': 'closed closed closed closed closed',
  'resolution-corrected': 'closed closed closed closed closed',
  'interim-resolution-closed': 'closed closed closed closed closed',
  // Who waits for the rules is routed by the new need at once.
  amended: '= routing = = =',
  ...unmoved('received', 'opened', 'accepted', 'clock-paused', 'clock-resumed', 'contact-attempted'),
  ...unmoved(
    'contact-made',
    'contact-corrected',
    'appointment-agreed',
    'appointment-held',
    'milestone-due-soon',
  ),
  ...unmoved('milestone-breached', 'milestone-met', 'milestone-cancelled', 'capacity-released', 'escalated'),
};

function unmoved<T extends ReferralEventBody['type']>(...types: T[]): Record<T, string> {
  return Object.fromEntries(types.map((type) => [type, '= = = = ='])) as Record<T, string>;
}

const cells = Object.values(EVENTS).flatMap((body) =>
  PHASES.map((phase) => [body.type, phase, body] as const),
);

test.each(cells)('%s in phase %s', (_type, phase, body) => {
  const event: ReferralEvent = { ...body, ...byItself(LATER) };
  const next = evolve(states[phase], event);
  const expected = LEADS_TO[body.type].split(' ')[PHASES.indexOf(phase)];
  expect(next.phase).toBe(expected === '=' ? phase : expected);
  // Whatever comes: a closed referral has no clock that runs, and none without an organization has one.
  const runs = Object.values(next.assignment?.clocks ?? {}).filter(({ state }) =>
    ['pending', 'due-soon', 'breached', 'paused'].includes(state),
  );
  expect(next.phase === 'waiting' || next.phase === 'routing' ? next.assignment : null).toBeNull();
  expect(next.status === 'resolved' ? runs : []).toEqual([]);
});

test.each(cells)('%s in phase %s is counted and dated', (_type, phase, body) => {
  const next = evolve(states[phase], { ...body, ...byItself(LATER) });
  expect(next).toMatchObject({ version: states[phase].version + 1, lastAt: LATER });
});

test('a clock that was settled while its new deadline was being written stays settled', () => {
  const held = { ...EVENTS['milestone-met'], milestone: 'appointment' } as const;
  const settled = evolve(states.paused, { ...held, ...byItself(LATER) });
  const resumed = evolve(settled, { ...EVENTS['clock-resumed'], ...byItself(LATER) });
  expect(resumed.assignment?.clocks?.appointment.state).toBe('met');
});

test('a log begins with its lead, and with nothing else', () => {
  expect(() => fold(REFERRAL, [])).toThrow('has no beginning');
  expect(() => fold(REFERRAL, [{ ...EVENTS.opened, ...byItself(LATER) }])).toThrow('has no beginning');
});
