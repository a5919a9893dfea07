import { DomainError } from '../../../src/domain/errors';
import type { Act } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import type { ReferralState } from '../../../src/domain/referral/state';
import { instant, type Instant } from '../../../src/domain/time';
import { act, after, day, report, states } from './states';

/** A month after the lead was sent, when the reports of its period come back. */
const NOW = instant('2028-03-01T16:00:00Z');

function afterwards(state: ReferralState, told: Act, now: Instant = NOW): ReferralState {
  return after(state, decide(state, told, now), { at: now });
}

function refusal(state: ReferralState, told: Act, now: Instant = NOW): string {
  try {
    return decide(state, told, now)
      .map(({ type }) => type)
      .join(' ');
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test.each([
  ['2028-02-04', 'met'],
  ['2028-02-05', 'late'],
])('a contact on %s is judged by its day, whenever it is told: %s', (on, state) => {
  const next = afterwards(states.breached, report({ contactOn: day(on), resolution: null }));
  expect(next).toMatchObject({ status: 'contacted', contactMadeOn: on, phase: 'open' });
  expect(next.assignment?.clocks?.contact.state).toBe(state);
});

test.each([
  ['contacted', '2028-02-07', 'late'],
  ['closed', '2028-02-07', 'late'],
  ['closed', '2028-02-04', 'met'],
] as const)('%s: another day, %s, is judged anew: %s', (name, on, state) => {
  const before = states[name];
  const next = afterwards(before, report({ contactOn: day(on), resolution: null }));
  expect(next).toMatchObject({ status: before.status, phase: before.phase, contactMadeOn: on });
  expect(next.assignment?.clocks?.contact.state).toBe(state);
});

test('not reached after all: nothing waits for a contact, and the resolution ends the referral', () => {
  const next = afterwards(
    states.contacted,
    report({ contactOn: null, resolution: 'no-longer-needs-assistance' }),
  );
  expect(next).toMatchObject({ status: 'resolved', phase: 'closed', contactMadeOn: null });
  expect(next.assignment?.clocks?.contact.state).toBe('cancelled');
  expect(next.assignment?.clocks?.appointment.state).toBe('late');
});

test('not reached after all, without an outcome: it stands where it stood before the contact', () => {
  const told = report({ contactOn: null, resolution: null });
  expect(afterwards(states.contacted, told)).toMatchObject({ status: 'sent', contactMadeOn: null });
  const accepted = after(states.offered, [{ type: 'accepted' }]);
  const contacted = after(accepted, [{ type: 'contact-made', on: day('2028-02-03'), beforeReferral: false }]);
  expect(afterwards(contacted, told).status).toBe('accepted');
  expect(afterwards(states.agreed, told).status).toBe('appointment-scheduled');
});

test('a referral that ended without contact takes the contact with what became of it', () => {
  const ended = after(states.open, [
    { type: 'milestone-cancelled', milestone: 'contact' },
    { type: 'resolution-recorded', resolution: 'unable-to-contact', interim: false },
  ]);
  const told = report({ contactOn: day('2028-02-09'), resolution: 'enrolled-qhp' });
  expect(decide(ended, told, NOW)).toMatchObject([
    { type: 'contact-corrected', on: '2028-02-09' },
    { type: 'milestone-met', milestone: 'contact', metOn: '2028-02-09', state: 'late' },
    { type: 'resolution-corrected', resolution: 'enrolled-qhp' },
  ]);
  expect(afterwards(ended, told)).toMatchObject({ status: 'resolved', phase: 'closed' });
});

test.each([
  ['contacted', report({ contactOn: null, resolution: 'enrolled-qhp' })],
  ['open', report({ contactOn: null, resolution: 'contact-made-appointment-scheduled' })],
  // Without a word on the outcome the one that is known stands, and needs the contact.
  ['closed', report({ contactOn: null, resolution: null })],
  ['interim', report({ contactOn: null, resolution: null })],
] as const)('%s: an outcome that nobody can have had is refused as a whole', (name, told) => {
  expect(refusal(states[name], told)).toBe('resolution-needs-contact');
});

test('an interim resolution ends nothing that is closed, whatever day comes with it', () => {
  const told = report({
    ...{ contactOn: day('2028-02-04'), resolution: 'contact-made-appointment-scheduled' },
  });
  expect(refusal(states.closed, told)).toBe('referral-closed');
});

test('the one that an interim resolution closed takes it again without a change, and a final one instead', () => {
  const interim = 'contact-made-appointment-scheduled';
  const closed = after(states.interim, [{ type: 'interim-resolution-closed', resolution: interim }]);
  expect(decide(closed, report({ contactOn: day('2028-02-03'), resolution: interim }), NOW)).toEqual([]);
  expect(refusal(closed, report({ contactOn: day('2028-02-03'), resolution: 'eligible-ma' }))).toBe(
    'resolution-corrected',
  );
});

test('the future is judged by the program’s day when it is told', () => {
  const told = report({ contactOn: day('2028-02-04'), resolution: null });
  expect(refusal(states.open, told, instant('2028-02-04T05:59:00Z'))).toBe('date-in-future');
  expect(refusal(states.contacted, told, instant('2028-02-04T05:59:00Z'))).toBe('date-in-future');
  expect(refusal(states.open, told, instant('2028-02-04T06:00:00Z'))).toBe('contact-made milestone-met');
});

test.each([
  { contactMade: true, contactOn: null },
  { contactMade: false, contactOn: day('2028-02-03') },
])('a date without a contact, and a contact without a date, say nothing: %j', (contact) => {
  expect(refusal(states.open, act({ kind: 'report', ...contact, resolution: null }))).toBe('validation');
});
