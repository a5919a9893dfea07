import type { Step } from '../../../src/domain/referral/commands';
import { decide } from '../../../src/domain/referral/decide';
import type { NumberedEvent, ReferralEvent } from '../../../src/domain/referral/events';
import { evolve, fold } from '../../../src/domain/referral/evolve';
import { followUpMails } from '../../../src/domain/referral/follow-up-mails';
import { moveBy, type Moved } from '../../../src/domain/referral/read-model';
import { nextExpected, type Rule } from '../../../src/domain/referral/rules';
import type { AssignmentState, ReferralState } from '../../../src/domain/referral/state';
import { plusMillis } from '../../../src/domain/time';
import { live } from './lives/life';
import { Random } from './lives/random';
import { RULES } from './lives/rules';
import { REFERRAL, resumed } from './states';

/** Logs as random lives leave them, and what must be so of every one, and of each of its beginnings. */
const LOGS: readonly (readonly NumberedEvent[])[] = Array.from({ length: 400 }, (_, index) =>
  live(500_000 + index, RULES, { tally: {}, story: null }),
);

const beginnings = LOGS.flatMap((log) => log.map((_, last) => fold(REFERRAL, log.slice(0, last + 1))));

describe('the planner', () => {
  test('comes to rest from any beginning of any log, and takes no step twice', () => {
    const taken = beginnings.map(stepsUntilRest);
    expect(taken.length).toBeGreaterThan(5_000);
    // Two reminders, two deadlines, an alert, a place, an interim resolution; routing and acceptance besides.
    expect(Math.max(...taken.map(({ length }) => length))).toBeLessThanOrEqual(9);
    expect(taken.filter((steps) => new Set(steps).size < steps.length)).toEqual([]);
  });

  test('dates nothing before what it follows, by whichever clock it is asked', () => {
    const dates = beginnings.flatMap((state) => {
      const next = nextExpected(state);
      if (next === null) return [];
      const behind = plusMillis(next.at, -3_000);
      return [behind, next.at, plusMillis(next.at, 3_000)].flatMap((now) =>
        decide(state, stepOf(next.rule), now).map(({ at }) => [at, state.lastAt] as const),
      );
    });
    expect(dates.length).toBeGreaterThan(5_000);
    expect(dates.filter(([at, lastAt]) => at < lastAt)).toEqual([]);
  });

  /** Nobody acts, and nobody is found. */
  function stepsUntilRest(from: ReferralState): string[] {
    const steps: string[] = [];
    let state = from;
    for (let next = nextExpected(state); next !== null; next = nextExpected(state)) {
      const step = stepOf(next.rule);
      const events = decide(state, step, next.at);
      if (events.length === 0 || steps.length > 20) throw new Error(`${step.kind} does not settle`);
      steps.push('milestone' in step ? `${step.kind} ${step.milestone}` : step.kind);
      state = events.reduce(evolve, state);
    }
    return steps;
  }

  function stepOf(rule: Rule): Step {
    switch (rule.step) {
      case 'route':
        return { kind: 'route', outcome: { outcome: 'unassigned', cause: 'no-eligible-organization' } };
      case 'breach':
        return { kind: 'breach', milestone: rule.milestone, unansweredInARow: 3 };
      case 'remind':
        return { kind: 'remind', milestone: rule.milestone };
      case 'end-pause':
        return { kind: 'end-pause', resumed };
      default:
        return { kind: rule.step };
    }
  }
});

/** What the rows come to when a log is applied in these pieces. */
function rowsBy(log: readonly NumberedEvent[], pieces: readonly (readonly ReferralEvent[])[]) {
  const rows = new Map<string, AssignmentState>();
  const all: Moved[] = [];
  let state = fold(REFERRAL, log.slice(0, 1));
  for (const piece of pieces) {
    const moved = moveBy(state, piece);
    for (const row of [...moved.begun, ...moved.changed]) rows.set(row.id, row);
    all.push(moved);
    state = moved.after;
  }
  return {
    state,
    rows: [...rows.values()],
    begun: all.flatMap(({ begun }) => begun.map(({ id }) => id)),
    events: all.flatMap(({ events }) => events),
    released: all.flatMap(({ released }) => released),
    replaced: all.flatMap(({ replaced }) => replaced),
  };
}

function inPieces(log: readonly NumberedEvent[], seed: number): (readonly ReferralEvent[])[] {
  const random = new Random(seed);
  const pieces: ReferralEvent[][] = [];
  for (let from = 1; from < log.length;) {
    const to = from + random.between(1, 5);
    pieces.push(log.slice(from, to));
    from = to;
  }
  return pieces;
}

describe('the read model', () => {
  test('is the same whether a log is applied at once, event by event, or in any pieces', () => {
    const ways = LOGS.map((log, index) => {
      const events = log.slice(1);
      return [
        rowsBy(log, [events]),
        rowsBy(
          log,
          events.map((event) => [event]),
        ),
        rowsBy(log, inPieces(log, index)),
      ];
    });
    for (const [index, [atOnce, oneByOne, inAnyPieces]] of ways.entries()) {
      expect(oneByOne).toEqual(atOnce);
      expect(inAnyPieces).toEqual(atOnce);
      const log = LOGS[index] ?? [];
      expect(atOnce?.state).toEqual(fold(REFERRAL, log));
      expect(atOnce?.events).toEqual(log.slice(1));
    }
  });

  test('makes a row of each assignment once, and gives each place back once', () => {
    for (const log of LOGS) {
      const { rows, begun, released, state } = rowsBy(log, inPieces(log, 1));
      expect(begun).toEqual([...new Set(begun)]);
      const holding = rows.filter(({ holdsCapacity }) => holdsCapacity);
      expect(released).toHaveLength(rows.length - holding.length);
      expect(holding.map(({ id }) => id)).toEqual(
        state.assignment?.holdsCapacity === true ? [state.assignment.id] : [],
      );
      // Each organization gets back as many as it had given, but for the one that is still in use.
      const names = [...released, ...holding.map(({ organizationId }) => organizationId)];
      expect(names.sort()).toEqual(rows.map(({ organizationId }) => organizationId).sort());
    }
  });
});

test('a mail’s key names one mail for ever, and nobody hears that a lead is over which was never sent', () => {
  for (const log of LOGS) {
    const orders = new Map<string, string>();
    let state = fold(REFERRAL, log.slice(0, 1));
    for (const event of log.slice(1)) {
      const { assignment } = state;
      for (const { key, order, assignmentId, organizationId } of followUpMails({
        before: state,
        events: [{ ...event }],
      })) {
        const same = JSON.stringify([order, assignmentId, organizationId]);
        expect(orders.get(key) ?? same).toBe(same);
        orders.set(key, same);
        const sentOrOther =
          order.mail !== 'over' || (assignment?.id === assignmentId && assignment.sentAt !== null);
        expect(sentOrOther).toBe(true);
      }
      state = evolve(state, event);
    }
  }
});
