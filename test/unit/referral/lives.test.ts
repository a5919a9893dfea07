import { evolve, fold } from '../../../src/domain/referral/evolve';
import type { ReferralEvent } from '../../../src/domain/referral/events';
import { moveBy } from '../../../src/domain/referral/read-model';
import type { ReferralState } from '../../../src/domain/referral/state';
import { live } from './lives/life';
import { LifeError } from './lives/life-error';
import { RULES, type Rules } from './lives/rules';
import type { Tally } from './lives/tally';

/** A small part of `npm run lives`, and the bugs that it must find, or it would find no other either. */

const LIVES = 5_000;

function failureOf(rules: Rules, lives: number): string | null {
  const tally: Tally = {};
  for (let seed = 1; seed <= lives; seed += 1) {
    try {
      live(seed, rules, { tally, story: null });
    } catch (error) {
      if (error instanceof LifeError) return error.message;
      throw error;
    }
  }
  return null;
}

test(`${LIVES} random lives of the core, with everything that can go wrong between any two steps`, () => {
  expect(failureOf(RULES, LIVES)).toBeNull();
});

test('the same seed tells the same life', () => {
  const told = (seed: number) => {
    const story: string[] = [];
    live(seed, RULES, { tally: {}, story });
    return story;
  };
  expect(told(7)).toEqual(told(7));
  expect(told(7)).not.toEqual(told(8));
});

/** A reducer that is wrong everywhere: in what is folded, and in what moves with it. */
function reducing(
  change: (next: ReferralState, before: ReferralState, event: ReferralEvent) => ReferralState,
): Rules {
  const wrong: typeof evolve = (state, event) => change(evolve(state, event), state, event);
  return {
    ...RULES,
    evolve: wrong,
    fold: (id, [first, ...rest]) => rest.reduce(wrong, fold(id, first === undefined ? [] : [first])),
    moveBy: (before, events) => {
      const moved = moveBy(before, events);
      const after = events.reduce(wrong, before);
      const changed = moved.changed.map((row) => (row.id === after.assignment?.id ? after.assignment : row));
      return { ...moved, after, changed };
    },
  };
}

const BUGS: Record<string, { readonly rules: Rules; readonly found: string }> = {
  'the read model forgets what an event does to the state': {
    rules: {
      ...RULES,
      moveBy: (before, events) => {
        const moved = moveBy(before, events);
        const opened = events.some(({ type }) => type === 'opened');
        const { version, lastAt } = moved.after;
        return opened ? { ...moved, after: { ...before, version, lastAt } } : moved;
      },
    },
    found: 'the log leads elsewhere',
  },
  'a referral that is declined keeps the contact of its last organization': {
    rules: reducing((next, before, { type }) =>
      type === 'declined' ? { ...next, contactMadeOn: before.contactMadeOn } : next,
    ),
    found: 'it keeps what the last organization did',
  },
  'a withdrawn referral has a clock that runs on': {
    rules: reducing((next, before, { type }) => {
      const { assignment } = next;
      if (type !== 'withdrawn' || !assignment?.clocks || !before.assignment?.clocks) return next;
      const contact = { ...assignment.clocks.contact, state: 'due-soon' as const, metAt: null };
      return { ...next, assignment: { ...assignment, clocks: { ...assignment.clocks, contact } } };
    }),
    found: 'closed, and the contact’s clock is due-soon',
  },
  'a place is given back twice': {
    rules: {
      ...RULES,
      moveBy: (before, events) => {
        const moved = moveBy(before, events);
        const again = events.some(({ type }) => type === 'declined') ? moved.released : [];
        return { ...moved, released: [...moved.released, ...again] };
      },
    },
    found: 'places in use',
  },
  'a reminder leaves its clock as it was': {
    rules: {
      ...RULES,
      decide: (state, command, now, facts) =>
        RULES.decide(state, command, now, facts).map((event): ReferralEvent =>
          event.type === 'milestone-due-soon'
            ? { ...event, type: 'contact-attempted', on: event.at.slice(0, 10) as never }
            : event,
        ),
    },
    found: 'does not come to rest',
  },
  'a step changes nothing': {
    rules: {
      ...RULES,
      decide: (state, command, now, facts) =>
        command.kind === 'release-place' ? [] : RULES.decide(state, command, now, facts),
    },
    found: 'the step release-place changes nothing',
  },
  'events have the time of whoever wrote them': {
    rules: {
      ...RULES,
      notBefore: (_state, now) => now,
      decide: (state, command, now, facts) =>
        RULES.decide(state, command, now, facts).map((event) => ({ ...event, at: now })),
    },
    found: 'is dated',
  },
  'a mail that was refused for good is tried again': {
    rules: {
      ...RULES,
      afterAttempt: (message, outcome, at) =>
        RULES.afterAttempt(
          message,
          outcome.outcome === 'refused' ? { ...outcome, outcome: 'deferred', mayHaveIt: false } : outcome,
          at,
        ),
    },
    found: 'was refused, and is tried on',
  },
  'nobody is told that a lead is over': {
    rules: {
      ...RULES,
      followUpMails: (moved) => RULES.followUpMails(moved).filter(({ order }) => order.mail !== 'over'),
    },
    found: 'has a lead that is over, and is not told',
  },
  'an act that is sent again is decided again': {
    rules: { ...RULES, remembersActs: false },
    found: 'act-',
  },
  'the planner forgets who lost an organization': {
    rules: {
      ...RULES,
      nextExpected: (state) => {
        const next = RULES.nextExpected(state);
        return next?.rule.step === 'route' && state.hops > 0 ? null : next;
      },
    },
    found: 'at rest in phase routing',
  },
};

test.each(Object.entries(BUGS))('it finds that %s', (_bug, { rules, found }) => {
  expect(failureOf(rules, 3_000)).toContain(found);
});
