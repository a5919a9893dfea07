import fc from 'fast-check';
import type { ReferralEvent } from '../../../src/workflows/referral/events';
import type { ReferralState } from '../../../src/workflows/referral/state';
import { command } from './model/commands';
import { RULES, type Rules } from './model/core';
import { drive, POLICIES } from './model/drive';

/** Bugs that were put in on purpose: the model must find every one of them, or it would find no other either. */

const evolving = (
  change: (next: ReferralState, before: ReferralState, event: ReferralEvent) => ReferralState,
): Rules => ({
  ...RULES,
  evolve: (state, event) => change(RULES.evolve(state, event), state, event),
});

const BUGS: Record<string, Rules> = {
  'an act that is sent again happens again': {
    ...RULES,
    decide: (state, act, now) => RULES.decide({ ...state, recentActs: [] }, act, now),
  },
  'the link of an assignment that is over still acts': {
    ...RULES,
    decide: (state, act, now) =>
      RULES.decide(
        state,
        act.assignmentId === null ? act : { ...act, assignmentId: state.assignment?.id ?? null },
        now,
      ),
  },
  'a withdrawal leaves the clocks running': {
    ...RULES,
    decide: (state, act, now) =>
      RULES.decide(state, act, now).filter(({ type }) => act.kind !== 'withdraw' || type === 'withdrawn'),
  },
  'an open referral can be reopened, and so is with two organizations': {
    ...RULES,
    decide: (state, act, now) =>
      RULES.decide(act.kind === 'reopen' ? { ...state, phase: 'closed' } : state, act, now),
  },
  'an interim resolution that closes leaves the appointment overdue': evolving((next, before, { type }) =>
    type === 'interim-resolution-closed' && next.assignment !== null && before.assignment !== null
      ? { ...next, assignment: { ...next.assignment, clocks: before.assignment.clocks } }
      : next,
  ),
  'a resumed clock keeps its old deadline': evolving((next, before, { type }) => {
    const { assignment } = next;
    const dueAt = before.assignment?.clocks?.appointment.dueAt;
    if (type !== 'clock-resumed' || !assignment?.clocks || dueAt === undefined) return next;
    const appointment = { ...assignment.clocks.appointment, dueAt };
    return { ...next, assignment: { ...assignment, clocks: { ...assignment.clocks, appointment } } };
  }),
  'the next organization inherits the contact of the last one': evolving((next, before, { type }) =>
    type === 'declined' ? { ...next, contactMadeOn: before.contactMadeOn } : next,
  ),
  'a held appointment keeps its place': evolving((next, _before, { type }) =>
    type === 'appointment-held' && next.assignment !== null
      ? { ...next, assignment: { ...next.assignment, holdsCapacity: true } }
      : next,
  ),
  'a contact that its report puts on another day keeps its judgment': {
    ...RULES,
    decide: (state, act, now) => {
      const events = RULES.decide(state, act, now);
      const corrected = events.some(({ type }) => type === 'contact-corrected');
      return events.filter(({ type }) => !corrected || type !== 'milestone-met');
    },
  },
  'a contact that its report takes back stays': evolving((next, before, event) =>
    event.type === 'contact-corrected' && event.on === null
      ? { ...next, contactMadeOn: before.contactMadeOn }
      : next,
  ),
  'the report of an assignment that is over changes the referral': {
    ...RULES,
    decide: (state, act, now) =>
      RULES.decide(
        state,
        act.kind === 'report' ? { ...act, assignmentId: state.assignment?.id ?? null } : act,
        now,
      ),
  },
  'a referral of which a person decides is stuck when somebody reassigns it': evolving(
    (next, before, { type }) => (type === 'handed-on' ? { ...next, needsPerson: before.needsPerson } : next),
  ),
};

const lives = (rules: Rules) =>
  fc.check(
    fc.property(
      fc.constantFrom(...POLICIES),
      fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }),
      (policy, commands) => drive(rules, policy, commands),
    ),
    { numRuns: 4_000, seed: 20261124, endOnFailure: true },
  );

test.each(Object.entries(BUGS))('%s', (_bug, rules) => {
  expect(lives(rules)).toMatchObject({
    failed: true,
    errorInstance: { message: expect.stringContaining('model says') },
  });
});

test('and without a bug it finds none', () => {
  expect(lives(RULES)).toMatchObject({ failed: false });
});
