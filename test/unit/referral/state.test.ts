import { instant } from '../../../src/domain/time';
import {
  freesCapacity,
  type ReferralEvent,
  type ReferralEventBody,
} from '../../../src/workflows/referral/events';
import { unsettledMilestones, type ReferralState } from '../../../src/workflows/referral/state';
import { after, ASSIGNMENT, assigned, clocks, day, SENT_AT, states, sentTimes } from './states';

const declined = (reason: 'at-capacity' | 'exchange-must-resolve') => ({ type: 'declined', reason }) as const;

test('each state of the road has its phase and its status', () => {
  const seen = Object.fromEntries(
    Object.entries(states).map(([name, { phase, status }]) => [name, `${phase} ${status}`]),
  );
  expect(seen).toEqual({
    routing: 'routing received',
    waiting: 'waiting unassigned',
    sending: 'sending received',
    open: 'open sent',
    contacted: 'open contacted',
    agreed: 'open appointment-scheduled',
    held: 'open appointment-scheduled',
    interim: 'open contacted',
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

test.each([
  ['milestone-due-soon', 'due-soon', true],
  ['milestone-breached', 'breached', true],
  ['milestone-cancelled', 'cancelled', false],
] as const)('%s moves its own clock only, to %s', (type, state, running) => {
  const moved = after(states.open, [{ type, milestone: 'contact' }]);
  expect(moved.assignment?.clocks).toEqual({
    contact: { ...clocks.contact, state },
    appointment: { ...clocks.appointment, state: 'pending' },
  });
  const still = moved.assignment === null ? [] : unsettledMilestones(moved.assignment);
  expect(still).toEqual(running ? ['contact', 'appointment'] : ['appointment']);
});

test('a clock that was met, in time or late, is no longer running', () => {
  for (const state of ['met', 'late'] as const) {
    const met: ReferralEventBody = {
      ...{ type: 'milestone-met', milestone: 'appointment', metOn: day('2028-02-20'), state },
    };
    const { assignment } = after(states.open, [met]);
    expect(assignment?.clocks?.appointment.state).toBe(state);
    expect(assignment && unsettledMilestones(assignment)).toEqual(['contact']);
  }
});

test('declined: back to the rules, without the organization and without what it had done', () => {
  expect(after(states.interim, [declined('at-capacity')])).toEqual({
    ...states.routing,
    ...{ hops: 1, refusals: 1 },
  });
  expect(after(states.agreed, [{ type: 'delivery-refused', smtpCode: 550 }])).toEqual({
    ...states.routing,
    ...{ hops: 1, refusals: 1 },
  });
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
    ...{ cause: 'no-eligible-organization', since: SENT_AT, escalated: false },
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
    { type: 'received' },
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
    { type: 'milestone-met', milestone: 'contact', metOn: day('2028-02-03'), state: 'met' },
    { type: 'milestone-cancelled', milestone: 'contact' },
    { type: 'capacity-released' },
    { type: 'escalated', reason: 'contact-missed', escalationId: 'escalation-1' },
  ];
  const freeing = bodies.filter((body) => {
    const event: ReferralEvent = {
      ...body,
      at: SENT_AT,
      actor: 'system',
      assignmentId: ASSIGNMENT,
      actId: null,
    };
    const { assignment } = after(states.agreed, [body]);
    const released = assignment === null || !assignment.holdsCapacity;
    // The state and PostgreSQL's projector, which asks freesCapacity, must agree; unassigned never had a place.
    expect([body.type, freesCapacity(event)]).toEqual([body.type, released && body.type !== 'unassigned']);
    return freesCapacity(event);
  });
  expect(freeing.map((body) => ('interim' in body ? `${body.type} ${body.interim}` : body.type))).toEqual([
    'delivery-refused',
    'appointment-held',
    'resolution-recorded false',
    'interim-resolution-closed',
    'declined',
    'capacity-released',
  ]);
});
