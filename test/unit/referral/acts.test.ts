import { DomainError } from '../../../src/domain/errors';
import { instant } from '../../../src/domain/time';
import { decide } from '../../../src/workflows/referral/acts';
import type { Act } from '../../../src/workflows/referral/messages';
import { act, after, ASSIGNMENT, assigned, clocks, day, states } from './states';

/** Thursday, February 3, 2028, at 15:00 in Chicago: the day after the lead was sent. */
const NOW = instant('2028-02-03T21:00:00Z');

const acts = {
  open: act({ kind: 'open' }),
  contact: act({ kind: 'contact', made: true, on: day('2028-02-03') }),
  attempt: act({ kind: 'contact', made: false, on: day('2028-02-03') }),
  agree: act({ kind: 'appointment', at: instant('2028-02-10T20:00:00Z'), held: false }),
  hold: act({ kind: 'appointment', at: instant('2028-02-03T20:00:00Z'), held: true }),
  unreached: act({ kind: 'resolution', resolution: 'unable-to-contact' }),
  enrolled: act({ kind: 'resolution', resolution: 'enrolled-qhp' }),
  interim: act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' }),
  decline: act({ kind: 'decline', reason: 'at-capacity' }),
} as const satisfies Record<string, Act>;

type State = keyof typeof states;
type ActName = keyof typeof acts;

/** What an act does to the state: its events, or `!` and the refusal's code. */
function outcome(state: State, of: Act, now = NOW): string {
  try {
    return decide(states[state], of, now)
      .map((event) => ('milestone' in event ? `${event.type}:${event.milestone}` : event.type))
      .join(' ');
  } catch (error) {
    if (error instanceof DomainError) return `!${error.code}`;
    throw error;
  }
}

const everything = (result: string): Record<ActName, string> => ({
  ...{ open: result, contact: result, attempt: result, agree: result, hold: result },
  ...{ unreached: result, enrolled: result, interim: result, decline: result },
});
const settled = 'milestone-met:appointment resolution-recorded';
const declinedAfterContact = 'milestone-cancelled:appointment declined';

const byLink: Record<State, Record<ActName, string>> = {
  routing: everything('!assignment-over'),
  waiting: everything('!assignment-over'),
  // The handlers let every act but opening wait until the lead is sent; this is the answer if one did not.
  sending: { ...everything('!assignment-over'), open: 'opened' },
  open: {
    open: 'opened',
    contact: 'contact-made milestone-met:contact',
    attempt: 'contact-attempted',
    agree: '!contact-required',
    hold: '!contact-required',
    unreached: `milestone-cancelled:contact ${settled}`,
    enrolled: '!resolution-needs-contact',
    interim: '!resolution-needs-contact',
    decline: 'milestone-cancelled:contact milestone-cancelled:appointment declined',
  },
  contacted: {
    open: 'opened',
    contact: '!already-recorded',
    attempt: '!already-recorded',
    agree: 'appointment-agreed',
    hold: 'appointment-held milestone-met:appointment',
    unreached: settled,
    enrolled: settled,
    interim: 'resolution-recorded',
    decline: declinedAfterContact,
  },
  agreed: {
    open: 'opened',
    contact: '!already-recorded',
    attempt: '!already-recorded',
    agree: 'appointment-agreed',
    hold: 'appointment-held milestone-met:appointment',
    unreached: settled,
    enrolled: settled,
    interim: 'resolution-recorded',
    decline: declinedAfterContact,
  },
  held: {
    open: 'opened',
    contact: '!already-recorded',
    attempt: '!already-recorded',
    agree: '!already-recorded',
    hold: '!already-recorded',
    unreached: 'resolution-recorded',
    enrolled: 'resolution-recorded',
    interim: 'resolution-recorded',
    decline: 'declined',
  },
  interim: {
    open: 'opened',
    contact: '!already-recorded',
    attempt: '!already-recorded',
    agree: 'appointment-agreed',
    hold: 'appointment-held milestone-met:appointment',
    unreached: settled,
    enrolled: settled,
    interim: 'resolution-recorded',
    decline: declinedAfterContact,
  },
  closed: { ...everything('!referral-closed'), open: '!assignment-over' },
};

const stateNames = Object.keys(states) as State[];
const actNames = Object.keys(acts) as ActName[];
const pairs = stateNames.flatMap((state) => actNames.map((name) => [state, name] as const));

test.each(pairs)('in state %s, %s by the assignment’s link', (state, name) => {
  expect(outcome(state, acts[name])).toBe(byLink[state][name]);
});

test.each(pairs)('in state %s, %s by a link of another assignment', (state, name) => {
  const expected = state === 'closed' && name !== 'open' ? '!referral-closed' : '!assignment-over';
  expect(outcome(state, { ...acts[name], assignmentId: 'another' })).toBe(expected);
});

test.each(pairs)('in state %s, %s by a coordinator', (state, name) => {
  const unassigned = state === 'routing' || state === 'waiting' || state === 'sending';
  const expected = unassigned && name !== 'open' ? '!referral-not-assigned' : byLink[state][name];
  expect(outcome(state, { ...acts[name], actor: 'coordinator', assignmentId: null })).toBe(expected);
});

test('only opening leaves no act behind; every event names who, when, and for which assignment', () => {
  expect(decide(states.open, acts.open, NOW)).toEqual([
    { type: 'opened', at: NOW, actor: 'assister', assignmentId: ASSIGNMENT, actId: null },
  ]);
  const coordinator: Act = { ...acts.attempt, actor: 'coordinator', assignmentId: null };
  expect(decide(states.open, coordinator, NOW)).toEqual([
    {
      ...{ type: 'contact-attempted', on: '2028-02-03', at: NOW },
      ...{ actor: 'coordinator', assignmentId: ASSIGNMENT, actId: 'act-1' },
    },
  ]);
});

test('opening again is no event', () => {
  expect(decide(after(states.open, [{ type: 'opened' }]), acts.open, NOW)).toEqual([]);
});

test('deciding changes nothing', () => {
  const before = structuredClone(states);
  for (const [state, name] of pairs) outcome(state, acts[name]);
  expect(states).toEqual(before);
});

describe('dates', () => {
  const contactOn = (on: string) => act({ kind: 'contact', made: true, on: day(on) });

  test.each([
    ['2028-02-01', NOW, { beforeReferral: true, state: 'met' }],
    ['2028-02-02', NOW, { beforeReferral: false, state: 'met' }],
    ['2028-02-04', instant('2028-02-05T05:59:00Z'), { beforeReferral: false, state: 'met' }],
    ['2028-02-04', instant('2028-03-01T12:00:00Z'), { beforeReferral: false, state: 'met' }],
    ['2028-02-05', instant('2028-03-01T12:00:00Z'), { beforeReferral: false, state: 'late' }],
  ])('a contact on %s, told at %s', (on, now, { beforeReferral, state }) => {
    expect(decide(states.open, contactOn(on), now)).toMatchObject([
      { type: 'contact-made', on, beforeReferral },
      { type: 'milestone-met', milestone: 'contact', metOn: on, state },
    ]);
  });

  test('today is the program’s day, not the machine’s: 23:59 in Chicago is tomorrow in UTC', () => {
    const lateEvening = instant('2028-02-04T05:59:00Z');
    expect(outcome('open', contactOn('2028-02-04'), lateEvening)).toBe('!date-in-future');
    expect(outcome('open', contactOn('2028-02-04'), instant('2028-02-04T06:00:00Z'))).toBe(
      'contact-made milestone-met:contact',
    );
  });

  test('the refusal of a date names the field', () => {
    const refused = () => decide(states.open, contactOn('2028-02-04'), NOW);
    expect(refused).toThrow(
      expect.objectContaining({
        details: { errors: [{ path: 'madeOn', message: 'This date is in the future.' }] },
      }),
    );
  });

  const appointment = (at: string, held: boolean) => act({ kind: 'appointment', at: instant(at), held });

  test.each([
    ['2028-02-03T21:00:00Z', true, 'appointment-held milestone-met:appointment'],
    ['2028-02-03T21:00:00.001Z', true, '!appointment-not-yet-held'],
    ['2028-02-03T21:00:00.001Z', false, 'appointment-agreed'],
    ['2028-02-03T21:00:00Z', false, '!appointment-in-past'],
  ])('an appointment at %s, held: %s', (at, isHeld, expected) => {
    expect(outcome('contacted', appointment(at, isHeld))).toBe(expected);
  });

  test.each([
    ['2028-02-16T23:00:00Z', false],
    ['2028-02-16T23:00:00.001Z', true],
  ])('agreed for %s is after the deadline: %s', (at, afterDeadline) => {
    expect(decide(states.contacted, appointment(at, false), NOW)).toMatchObject([{ afterDeadline }]);
  });

  test.each([
    // 23:30 in Chicago on the day it was due.
    ['2028-02-17T05:30:00Z', '2028-02-16', 'met'],
    ['2028-02-17T06:00:00Z', '2028-02-17', 'late'],
  ])('held at %s', (at, metOn, state) => {
    const told = decide(states.contacted, appointment(at, true), instant('2028-02-20T12:00:00Z'));
    expect(told.at(-1)).toMatchObject({ milestone: 'appointment', metOn, state });
  });

  test.each([
    ['2028-02-16T23:30:00Z', 'met'],
    ['2028-02-17T15:00:00Z', 'late'],
  ])('a final resolution at %s keeps the appointment’s promise: %s', (now, state) => {
    const breached = after(states.contacted, [{ type: 'milestone-breached', milestone: 'appointment' }]);
    expect(decide(breached, acts.enrolled, instant(now))).toMatchObject([
      { type: 'milestone-met', milestone: 'appointment', state },
      { type: 'resolution-recorded', interim: false },
    ]);
  });

  test('a breached contact that never was is cancelled by a final resolution', () => {
    const breached = after(states.open, [{ type: 'milestone-breached', milestone: 'contact' }]);
    expect(decide(breached, acts.unreached, NOW).map(({ type }) => type)).toEqual([
      ...['milestone-cancelled', 'milestone-met', 'resolution-recorded'],
    ]);
  });
});

test.each([
  ['eligible-ma', false],
  ['eligible-minnesotacare', false],
  ['enrolled-qhp', false],
  ['eligible-qhp-not-enrolled', false],
  ['no-longer-needs-assistance', true],
  ['referred-to-other-assister', true],
  ['unable-to-contact', true],
  ['technical-issue-only', false],
  ['contact-made-appointment-scheduled', false],
] as const)('%s is possible without contact: %s', (resolution, possible) => {
  const result = outcome('open', act({ kind: 'resolution', resolution }));
  expect(result === '!resolution-needs-contact').toBe(!possible);
});

test('after a re-routing the earlier contact is nobody’s: the next organization records its own', () => {
  const second = 'assignment-2';
  const again = after(
    after(states.interim, [{ type: 'declined', reason: 'other' }, assigned(2)], { assignmentId: second }),
    [{ type: 'sent', clocks }],
    { assignmentId: second },
  );
  const contact: Act = { ...acts.contact, assignmentId: second };
  expect(decide(again, contact, NOW).map(({ type }) => type)).toEqual(['contact-made', 'milestone-met']);
});
