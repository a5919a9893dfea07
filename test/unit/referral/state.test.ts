import { moveBy } from '../../../src/domain/referral/read-model';
import type { ReferralEvent, ReferralEventBody } from '../../../src/domain/referral/events';
import { unsettledMilestones, type ReferralState } from '../../../src/domain/referral/state';
import { instant } from '../../../src/domain/time';
import {
  after,
  ASSIGNMENT,
  assigned,
  byItself,
  clocks,
  day,
  met,
  need,
  REFERRAL,
  SENT_AT,
  states,
  sentTimes,
  carriedPolicy,
} from './states';

const declined = (reason: 'at-capacity' | 'exchange-must-resolve') => ({ type: 'declined', reason }) as const;

test('each state of the road has its phase and its status', () => {
  const seen = Object.fromEntries(
    Object.entries(states).map(([name, { phase, status }]) => [name, `${phase} ${status}`]),
  );
  expect(seen).toEqual({
    routing: 'routing received',
    leftOver: 'routing received',
    waiting: 'waiting unassigned',
    stuck: 'waiting unassigned',
    sending: 'sending received',
    open: 'open sent',
    contacted: 'open contacted',
    agreed: 'open appointment-scheduled',
    held: 'open appointment-scheduled',
    interim: 'open appointment-scheduled',
    closed: 'closed resolved',
    offered: 'open sent',
    tried: 'open sent',
    paused: 'open contacted',
    breached: 'open sent',
    withdrawn: 'closed withdrawn',
  });
});

test('sending starts both clocks, and keeps that it was opened before', () => {
  const opened = after(states.sending, [{ type: 'opened' }], { at: instant('2028-02-02T15:59:00Z') });
  expect(after(opened, [{ type: 'sent', ...sentTimes }]).assignment).toMatchObject({
    id: ASSIGNMENT,
    sentAt: SENT_AT,
    sentOn: '2028-02-02',
    openedAt: '2028-02-02T15:59:00.000Z',
    holdsCapacity: true,
    clocks: { contact: { state: 'pending' }, appointment: { state: 'pending' } },
  });
});

test('the day of sending is the program’s: late in the evening it is not yet tomorrow', () => {
  const evening = instant('2028-02-03T05:59:00Z');
  expect(after(states.sending, [{ type: 'sent', ...sentTimes }], { at: evening }).assignment?.sentOn).toBe(
    '2028-02-02',
  );
});

test('the first opening is the one that is kept', () => {
  const first = after(states.open, [{ type: 'opened' }], { at: instant('2028-02-02T17:00:00Z') });
  const again = after(first, [{ type: 'opened' }], { at: instant('2028-02-03T17:00:00Z') });
  expect(again.assignment?.openedAt).toBe('2028-02-02T17:00:00.000Z');
});

const UNTOLD = { pausedAt: null, breachedAt: null, metAt: null, reportedAt: null };

test.each([
  ['milestone-due-soon', 'due-soon', null, true],
  ['milestone-breached', 'breached', SENT_AT, true],
  ['milestone-cancelled', 'cancelled', null, false],
] as const)('%s moves its own clock only, to %s', (type, state, breachedAt, running) => {
  const moved = after(states.open, [{ type, milestone: 'contact' }]);
  expect(moved.assignment?.clocks).toEqual({
    contact: { ...clocks.contact, ...UNTOLD, state, breachedAt },
    appointment: { ...clocks.appointment, ...UNTOLD, state: 'pending' },
  });
  const still = moved.assignment === null ? [] : unsettledMilestones(moved.assignment);
  expect(still).toEqual(running ? ['contact', 'appointment'] : ['appointment']);
});

test.each(['met', 'late'] as const)(
  'a clock that was %s is no longer running, and says since when',
  (state) => {
    const told = instant('2028-02-21T16:00:00Z');
    const { assignment } = after(states.open, [met('appointment', '2028-02-20', state)], { at: told });
    expect(assignment?.clocks?.appointment).toMatchObject({
      ...{ state, metAt: '2028-02-20T23:00:00.000Z', reportedAt: told },
    });
    expect(assignment && unsettledMilestones(assignment)).toEqual(['contact']);
  },
);

test('declined: back to the rules, without the organization and without what it had done', () => {
  const anew = ({ version }: ReferralState) => ({
    ...states.routing,
    ...{ hops: 1, refusals: 1, version: version + 1 },
  });
  expect(after(states.interim, [declined('at-capacity')])).toEqual(anew(states.interim));
  expect(after(states.agreed, [{ type: 'delivery-refused', smtpCode: 550 }])).toEqual(anew(states.agreed));
});

test('a person decides after the policy’s number of organizations, or when only the exchange can help', () => {
  const onHop = (hop: number) =>
    Array.from({ length: hop - 1 }).reduce<ReferralState>(
      (state, _, index) => after(state, [assigned(index + 1), declined('at-capacity')]),
      states.routing,
    );
  const refusedOn = (hop: number, body: ReferralEventBody) => after(onHop(hop), [assigned(hop), body]);
  expect(refusedOn(2, declined('at-capacity')).needsPerson).toBeNull();
  expect(refusedOn(3, declined('at-capacity')).needsPerson).toBe('too-many-declines');
  expect(refusedOn(3, { type: 'delivery-refused', smtpCode: null }).needsPerson).toBe('too-many-declines');
  expect(refusedOn(3, { type: 'timed-out', missed: 'acceptance' }).needsPerson).toBe('too-many-declines');
  expect(refusedOn(1, declined('exchange-must-resolve')).needsPerson).toBe('exchange-must-resolve');
});

test('an assignment ends the waiting', () => {
  expect(states.waiting.waiting).toEqual({
    ...{ cause: 'no-eligible-organization', since: SENT_AT },
  });
  expect(after(states.waiting, [assigned()])).toMatchObject({
    waiting: null,
    phase: 'sending',
    status: 'received',
  });
});

test('an interim resolution leaves the referral open; what comes of it closes it', () => {
  expect(states.interim.resolution).toMatchObject({ interim: true });
  const resolution = 'contact-made-appointment-scheduled';
  const closed = after(states.interim, [{ type: 'interim-resolution-closed', resolution }]);
  expect(closed).toMatchObject({
    ...{ phase: 'closed', status: 'resolved', resolution: { resolution, interim: false } },
    assignment: { holdsCapacity: false },
  });
});

test('the place is given back by exactly the events that say so', () => {
  const bodies: readonly ReferralEventBody[] = [
    { type: 'received', need, carriedPolicy },
    assigned(),
    { type: 'unassigned', cause: 'too-many-declines' },
    { type: 'sent', ...sentTimes },
    { type: 'delivery-refused', smtpCode: 550 },
    { type: 'opened' },
    { type: 'contact-attempted', on: day('2028-02-03') },
    { type: 'contact-made', on: day('2028-02-03'), beforeReferral: false },
    { type: 'appointment-agreed', appointmentAt: SENT_AT, afterDeadline: false },
    { type: 'appointment-held', appointmentAt: SENT_AT },
    { type: 'resolution-recorded', resolution: 'contact-made-appointment-scheduled', interim: true },
    { type: 'resolution-recorded', resolution: 'eligible-ma', interim: false },
    { type: 'interim-resolution-closed', resolution: 'contact-made-appointment-scheduled' },
    declined('at-capacity'),
    { type: 'milestone-due-soon', milestone: 'contact' },
    { type: 'milestone-breached', milestone: 'contact' },
    met('contact', '2028-02-03'),
    { type: 'milestone-cancelled', milestone: 'contact' },
    { type: 'capacity-released' },
    { type: 'timed-out', missed: 'contact' },
    { type: 'handed-on', cause: 'reassigned', directedTo: null },
    { type: 'withdrawn', reason: 'duplicate' },
    {
      ...{ type: 'escalated', reason: 'contact-missed', escalationId: 'escalation-1' },
      subject: { kind: 'referral', referralId: REFERRAL },
    },
  ];
  const freeing = bodies.filter((body) => {
    const event: ReferralEvent = { ...body, ...byItself() };
    const { assignment } = after(states.agreed, [body]);
    const { released } = moveBy(states.agreed, [event]);
    const kept = assignment?.id === ASSIGNMENT && assignment.holdsCapacity;
    // The state and what the organization's row is told agree; who is routed anew has given it back before.
    const elsewhere = body.type === 'unassigned' || body.type === 'assigned';
    expect([body.type, released]).toEqual([body.type, kept || elsewhere ? [] : ['organization-1']]);
    return released.length > 0;
  });
  expect(freeing.map((body) => ('interim' in body ? `${body.type} ${body.interim}` : body.type))).toEqual([
    'delivery-refused',
    'appointment-held',
    'resolution-recorded false',
    'interim-resolution-closed',
    'declined',
    'capacity-released',
    'timed-out',
    'handed-on',
    'withdrawn',
  ]);
});
