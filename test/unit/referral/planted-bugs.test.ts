import fc from 'fast-check';
import type { Act, ActContext } from '../../../src/domain/referral/commands';
import type { ReferralEvent } from '../../../src/domain/referral/events';
import type { ReferralState } from '../../../src/domain/referral/state';
import { DAY_MS, plusMillis, type Instant } from '../../../src/domain/time';
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

/** Changes what is decided of acts; steps and mails are decided as they are. */
const judging = (
  change: (decide: Rules['decide'], ...given: [ReferralState, Act, Instant, ActContext?]) => ReferralEvent[],
): Rules => ({
  ...RULES,
  decide: (state, command, now, facts) =>
    'actId' in command
      ? change(RULES.decide, state, command, now, facts)
      : RULES.decide(state, command, now, facts),
});

const BUGS: Record<string, Rules> = {
  'an act that is sent again happens again': {
    ...RULES,
    isRepeated: () => false,
  },
  'the link of an assignment that is over still acts': judging((decide, state, act, now, facts) =>
    decide(
      state,
      act.assignmentId === null ? act : { ...act, assignmentId: state.assignment?.id ?? null },
      now,
      facts,
    ),
  ),
  'a withdrawal leaves the clocks running': {
    ...judging((decide, ...given) => {
      const events = decide(...given);
      const withdrawn = events.some(({ type }) => type === 'withdrawn');
      return events.filter(({ type }) => !withdrawn || type === 'withdrawn');
    }),
    evolve: (before, event) => {
      const next = RULES.evolve(before, event);
      if (event.type !== 'withdrawn' || next.assignment === null || before.assignment === null) return next;
      return { ...next, assignment: { ...next.assignment, clocks: before.assignment.clocks } };
    },
  },
  'an open referral can be reopened, and so is with two organizations': judging(
    (decide, state, act, now, facts) =>
      decide(act.kind === 'reopen' ? { ...state, phase: 'closed' } : state, act, now, facts),
  ),
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
  'a contact that its report puts on another day keeps its judgment': judging((decide, ...given) => {
    const events = decide(...given);
    const corrected = events.some(({ type }) => type === 'contact-corrected');
    return events.filter(({ type }) => !corrected || type !== 'milestone-met');
  }),
  'a contact that its report takes back stays': evolving((next, before, event) =>
    event.type === 'contact-corrected' && event.on === null
      ? { ...next, contactMadeOn: before.contactMadeOn }
      : next,
  ),
  'the report of an assignment that is over changes the referral': judging((decide, state, act, now, facts) =>
    decide(
      state,
      act.kind === 'report' ? { ...act, assignmentId: state.assignment?.id ?? null } : act,
      now,
      facts,
    ),
  ),
  'a referral of which a person decides is stuck when somebody reassigns it': evolving(
    (next, before, { type }) => (type === 'handed-on' ? { ...next, needsPerson: before.needsPerson } : next),
  ),
  'a resumed clock reminds nobody': {
    ...RULES,
    nextExpected: (state) => {
      const next = RULES.nextExpected(state);
      const moved = state.assignment?.clocks?.appointment.proof.rule === 'appointment-resumed';
      return moved && next?.rule.step === 'remind' ? null : next;
    },
  },
  'a deadline is put on record a day late': {
    ...RULES,
    nextExpected: (state) => {
      const next = RULES.nextExpected(state);
      return next?.rule.step === 'breach' ? { ...next, at: plusMillis(next.at, DAY_MS) } : next;
    },
  },
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
