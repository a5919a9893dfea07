import { DomainError } from '../../../src/domain/errors';
import { NO_CONTEXT, type Act, type ActContext } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import { instant } from '../../../src/domain/time';
import { ACTS, BY_COORDINATOR, BY_LINK, type ActName, type State } from './act-table';
import { act, after, ASSIGNMENT, assigned, day, resumed, states, sentTimes } from './states';

/** Thursday, February 3, 2028, at 15:00 in Chicago: the day after the lead was sent. */
const NOW = instant('2028-02-03T21:00:00Z');

/** As it was looked up: where the pause moves the deadline, and whether the organization serves the new county. */
const FACTS: ActContext = { ...NO_CONTEXT, resumed };
const factsOf = (name: ActName): ActContext =>
  name === 'move' ? { ...FACTS, fits: true } : name === 'moveAway' ? { ...FACTS, fits: false } : FACTS;

/** What an act does to the state: its events, or `!` and the refusal's code. */
function outcome(state: State, of: Act, now = NOW, facts = FACTS): string {
  try {
    return decide(states[state], of, now, facts)
      .map((event) => ('milestone' in event ? `${event.type}:${event.milestone}` : event.type))
      .join(' ');
  } catch (error) {
    if (error instanceof DomainError) return `!${error.code}`;
    throw error;
  }
}

const stateNames = Object.keys(states) as State[];
const actNames = Object.keys(ACTS) as ActName[];
const pairs = stateNames.flatMap((state) => actNames.map((name) => [state, name] as const));

test.each(pairs)('in state %s, %s by the assignment’s link', (state, name) => {
  expect(outcome(state, ACTS[name], NOW, factsOf(name))).toBe(BY_LINK[name][state]);
});

/** What concerns no assignment is the same for everybody who may send it at all. */
const OF_THE_REFERRAL: readonly ActName[] = ['withdraw', 'amend', 'move', 'moveAway', 'reopen'];
/** A mail that came back concerns its own assignment or nothing. */
const WITHOUT_REFUSAL: readonly ActName[] = ['bounce'];
/** Whether the referral is closed is nothing to who has another assignment. */
const OF_THE_ASSIGNMENT: readonly ActName[] = [
  ...(['open', 'reportReached', 'reportEarlier', 'reportInterim', 'reportUnreached'] as const),
];

test.each(pairs)('in state %s, %s by a link of another assignment', (state, name) => {
  const closed = states[state].phase === 'closed';
  const expected = WITHOUT_REFUSAL.includes(name)
    ? ''
    : OF_THE_REFERRAL.includes(name)
      ? BY_LINK[name][state]
      : closed && !OF_THE_ASSIGNMENT.includes(name)
        ? '!referral-closed'
        : '!assignment-over';
  expect(outcome(state, { ...ACTS[name], assignmentId: 'another' }, NOW, factsOf(name))).toBe(expected);
});

test.each(pairs)('in state %s, %s by a coordinator', (state, name) => {
  const act: Act = { ...ACTS[name], actor: 'coordinator', assignmentId: null };
  expect(outcome(state, act, NOW, factsOf(name))).toBe(BY_COORDINATOR[name]?.[state] ?? BY_LINK[name][state]);
});

const crm = stateNames.flatMap((state) =>
  (['withdraw', 'amend', 'move', 'moveAway'] as const).map((name) => [state, name] as const),
);

test.each(crm)('in state %s, %s by the CRM is what it is for everybody', (state, name) => {
  expect(outcome(state, { ...ACTS[name], actor: 'crm', assignmentId: null }, NOW, factsOf(name))).toBe(
    BY_LINK[name][state],
  );
});

test('only opening leaves no act behind; every event names who, when, and for which assignment', () => {
  expect(decide(states.open, ACTS.open, NOW)).toEqual([
    { type: 'opened', at: NOW, actor: 'assister', assignmentId: ASSIGNMENT, actId: null },
  ]);
  const coordinator: Act = { ...ACTS.attempt, actor: 'coordinator', assignmentId: null };
  expect(decide(states.open, coordinator, NOW)).toEqual([
    {
      ...{ type: 'contact-attempted', on: '2028-02-03', at: NOW },
      ...{ actor: 'coordinator', assignmentId: ASSIGNMENT, actId: 'act-1' },
    },
  ]);
});

test('what follows from an act is the system’s doing, and what a person did is that person’s', () => {
  const who = (of: Act, facts = FACTS) =>
    decide(states.open, of, NOW, facts).map(({ type, actor, actId }) => [type, actor, actId]);
  const crm = { ...ACTS.moveAway, actor: 'crm', assignmentId: null } as const;
  expect(who(crm, factsOf('moveAway'))).toEqual([
    ['amended', 'crm', 'act-1'],
    ['milestone-cancelled', 'system', null],
    ['milestone-cancelled', 'system', null],
    ['handed-on', 'system', null],
  ]);
  expect(who(ACTS.bounce)).toEqual([
    ['milestone-cancelled', 'assister', 'act-1'],
    ['milestone-cancelled', 'assister', 'act-1'],
    ['delivery-refused', 'assister', 'act-1'],
    ['escalated', 'system', null],
  ]);
  expect(decide(states.open, ACTS.bounce, NOW).at(-1)).toMatchObject({
    ...{ reason: 'delivery-failed', subject: { kind: 'organization', organizationId: 'organization-1' } },
    ...{ escalationId: null, assignmentId: null },
  });
});

test('a version that is not the last one is refused, and changes nothing', () => {
  const { version } = states.open;
  const amend = (expectedVersion: number) =>
    act({ kind: 'amend', parts: ['account'], need: null, expectedVersion });
  expect(outcome('open', amend(version))).toBe('amended');
  expect(outcome('open', amend(version - 1))).toBe('!version-conflict');
  expect(outcome('open', amend(version + 1))).toBe('!version-conflict');
});

test('nothing is dated, or judged, before the event that it follows: the clocks of two machines differ', () => {
  const behind = instant('2028-02-02T15:59:57Z');
  expect(decide(states.open, ACTS.open, behind)).toMatchObject([{ type: 'opened', at: states.open.lastAt }]);
  // Sent at 16:00:00 by the worker's clock; by the API's it is three seconds earlier.
  const held = act({ kind: 'appointment', at: instant('2028-02-02T16:00:00Z'), held: true });
  expect(outcome('contacted', held, behind)).toBe('appointment-held milestone-met:appointment');
});

test.each([
  ['2028-02-16T22:59:59.999Z', 'clock-paused:appointment'],
  ['2028-02-16T23:00:00Z', '!clock-not-running'],
])('at %s, with nobody there to put the deadline on record, pausing gives %s', (at, expected) => {
  expect(outcome('contacted', ACTS.pause, instant(at))).toBe(expected);
});

test('opening again is no event', () => {
  expect(decide(after(states.open, [{ type: 'opened' }]), ACTS.open, NOW)).toEqual([]);
});

test('deciding changes nothing', () => {
  const before = structuredClone(states);
  for (const [state, name] of pairs) outcome(state, ACTS[name], NOW, factsOf(name));
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
    // 18:00 in Chicago on the due day, and its last millisecond: the day decides.
    ['2028-02-17T00:00:00Z', false],
    ['2028-02-17T05:59:59.999Z', false],
    ['2028-02-17T06:00:00Z', true],
  ])('agreed for %s is after the deadline: %s', (at, afterDeadline) => {
    const told = decide(states.contacted, appointment(at, false), NOW);
    expect(told[0]).toMatchObject({ type: 'appointment-agreed', afterDeadline });
    // Nobody waits for the breach to say so.
    expect(told.slice(1).map((event) => ('reason' in event ? event.reason : event.type))).toEqual(
      afterDeadline ? ['appointment-missed'] : [],
    );
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
    expect(decide(breached, ACTS.enrolled, instant(now))).toMatchObject([
      { type: 'milestone-met', milestone: 'appointment', state },
      { type: 'resolution-recorded', interim: false },
    ]);
  });

  test('a breached contact that never was is cancelled by a final resolution', () => {
    const attempt = { type: 'contact-attempted', on: day('2028-02-03') } as const;
    const breached = after(states.open, [
      ...['2028-02-01', '2028-02-02', '2028-02-03'].map((on) => ({ ...attempt, on: day(on) })),
      { type: 'milestone-breached', milestone: 'contact' },
    ]);
    expect(decide(breached, ACTS.unreached, NOW).map(({ type }) => type)).toEqual([
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
    [{ type: 'sent', ...sentTimes }],
    { assignmentId: second },
  );
  const contact: Act = { ...ACTS.contact, assignmentId: second };
  expect(decide(again, contact, NOW).map(({ type }) => type)).toEqual(['contact-made', 'milestone-met']);
});
