import type { AssignmentState } from '../../../../src/domain/referral/state';
import { must } from './invariants';
import type { Rules } from './rules';
import { same } from './same';
import type { Store } from './store';

/** What everybody else knows of a life. */
interface Lived {
  readonly seed: number;
  /** Acts that were acknowledged, with the versions that were answered. */
  readonly answers: ReadonlyMap<string, number>;
  /** Leads that a server really has. */
  readonly arrived: ReadonlySet<string>;
}

/** To write and read a log takes as long as half a life. */
const STORED_EVERY = 16;

/** What must be so once a referral is left alone and everybody is well again. */
export function checkEnd(rules: Rules, store: Store, { answers, arrived, seed }: Lived): void {
  const { state, log, messages, assignments } = store;
  for (const { key, state: end } of messages.values()) must(end !== 'pending', `${key} has no end`);
  const next = rules.nextExpected(state);
  must(next === null, `at rest, and ${next?.rule.step ?? ''} is still to come`);
  must(store.behindSince === null, 'at rest, and somebody is behind');
  must(['waiting', 'open', 'closed'].includes(state.phase), `at rest in phase ${state.phase}`);

  const acts = new Set(log.map(({ actId }) => actId));
  for (const [actId, version] of answers) {
    must(acts.has(actId) && version <= log.length, `${actId} was acknowledged, and is not in the log`);
  }
  for (const row of assignments.values()) checkNotice(store, row, arrived.has(`hop-${row.hop}/lead`));
  if (seed % STORED_EVERY !== 0) return;
  // As PostgreSQL gives it back.
  const stored = JSON.parse(JSON.stringify(log)) as typeof log;
  must(same(rules.fold(state.referralId, stored), state), 'the log as it is stored leads elsewhere');
}

/** Who has the lead of an assignment that others have ended is told so; who cannot have it hears nothing. */
function checkNotice(
  { messages }: Store,
  { hop, endReason, sentAt }: AssignmentState,
  arrived: boolean,
): void {
  const told = messages.has(`hop-${hop}/over`);
  const lead = messages.get(`hop-${hop}/lead`);
  const mayHaveIt = arrived || sentAt !== null || (lead?.doubts ?? 0) > 0;
  must(!told || mayHaveIt, `hop ${hop} is told that a lead is over which never was sent`);
  const byOthers = ['withdrawn', 'reassigned', 'amended', 'timed-out'].includes(endReason ?? '');
  // A server that refuses for good has given its last word on an attempt of which nothing was known.
  must(
    !byOthers || !arrived || told || lead?.state === 'refused',
    `hop ${hop} has a lead that is over, and is not told`,
  );
}
