import type { Phase, ReferralState, RunningClock } from '../../../../src/domain/referral/state';
import { MILESTONE_NAMES, type ReferralStatus } from '../../../../src/domain/vocabulary';
import type { Rules } from './rules';
import { same } from './same';
import type { Store } from './store';

/** What must be so after every transaction. Throws with what is not. */
export function checkStore(
  rules: Rules,
  store: Store,
  { folded, checked }: { readonly folded: ReferralState; readonly checked: number },
): void {
  const { state } = store;
  if (store.log.length > checked) {
    checkLog(store, checked);
    must(same(folded, state), 'the log leads elsewhere than the state that moved with it');
    checkPhase(state);
    checkAssignments(store);
    checkPlaces(store);
  }
  checkFollower(rules, store);
}

export function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** Numbers without gaps, and dates that never go back; of what came since the last time. */
function checkLog({ log, state }: Store, checked: number): void {
  must(state.version === log.length, `version ${state.version}, and ${log.length} events`);
  for (let index = Math.max(1, checked); index < log.length; index += 1) {
    const [before, event] = [log[index - 1], log[index]];
    if (before === undefined || event === undefined) throw new Error('a gap in the log');
    must(event.seq === index + 1, `number ${event.seq} at place ${index + 1}`);
    must(event.at >= before.at, `${event.type} is dated ${event.at}, before ${before.type} of ${before.at}`);
  }
  must(log.at(-1)?.at === state.lastAt, 'the last event’s date is not the state’s');
}

const STATUSES: Record<Phase, readonly ReferralStatus[]> = {
  routing: ['received'],
  waiting: ['unassigned'],
  sending: ['received'],
  open: ['sent', 'accepted', 'contacted', 'appointment-scheduled'],
  closed: ['resolved', 'withdrawn'],
};

/** Status, phase, assignment and clocks tell the same story. */
function checkPhase(state: ReferralState): void {
  const { phase, status, assignment, waiting, contactMadeOn, resolution, needsPerson } = state;
  must(STATUSES[phase].includes(status), `${phase} with the status ${status}`);
  must((waiting !== null) === (phase === 'waiting'), `waits in phase ${phase}`);
  const clocks = assignment?.clocks ?? null;
  switch (phase) {
    case 'routing':
    case 'waiting':
      must(assignment === null, `${phase}, and with an organization`);
      must(
        contactMadeOn === null &&
          state.attempts === 0 &&
          state.attemptedOn.length === 0 &&
          resolution === null,
        'it keeps what the last organization did',
      );
      break;
    case 'sending':
    case 'open':
      must(assignment !== null && assignment.endedAt === null, `${phase} without an assignment`);
      must(
        (clocks !== null) === (phase === 'open'),
        `${phase}, and ${clocks === null ? 'without' : 'with'} clocks`,
      );
      must(
        (assignment?.sentAt !== null) === (phase === 'open'),
        `${phase}, and sent: ${String(assignment?.sentAt)}`,
      );
      must(needsPerson === null, 'an organization has it, and a person is to find one');
      break;
    case 'closed':
      must(assignment === null || assignment.endedAt !== null, 'closed, and the assignment goes on');
      must(assignment?.holdsCapacity !== true, 'closed, and holds a place');
      must(state.lastEscalation === null, 'closed, and needs somebody');
      must(
        (resolution !== null && !resolution.interim) || status === 'withdrawn',
        'resolved without a resolution',
      );
      break;
    default:
      phase satisfies never;
  }
  for (const name of MILESTONE_NAMES) if (clocks !== null) checkClock(state, name, clocks[name]);
  must(
    contactMadeOn === null || phase === 'closed' || isSettled(clocks?.contact),
    'contacted, and the clock runs on',
  );
}

function isSettled(clock: RunningClock | undefined): boolean {
  return clock?.state === 'met' || clock?.state === 'late' || clock?.state === 'cancelled';
}

function checkClock({ phase }: ReferralState, name: string, clock: RunningClock): void {
  const { state, pausedAt, breachedAt, metAt, dueAt } = clock;
  must(
    (state === 'paused') === (pausedAt !== null),
    `the ${name}’s clock is ${state}, paused at ${String(pausedAt)}`,
  );
  must(state !== 'breached' || breachedAt !== null, `the ${name} was missed, and nobody knows when`);
  must(breachedAt === null || breachedAt >= dueAt, `the ${name} was missed before it was due`);
  must(
    (state === 'met' || state === 'late') === (metAt !== null),
    `the ${name} is ${state}, met at ${String(metAt)}`,
  );
  must(phase !== 'closed' || isSettled(clock), `closed, and the ${name}’s clock is ${state}`);
}

/** The row of the assignment of now is what the state says; every other one has ended, and nothing of it runs on. */
function checkAssignments({ state, assignments }: Store): void {
  const { assignment } = state;
  for (const row of assignments.values()) {
    if (row.id === assignment?.id) {
      must(same(row, assignment), `the row of ${row.id} is not what the state says`);
      continue;
    }
    must(row.endedAt !== null && row.endReason !== null, `${row.id} is over, and its row goes on`);
    must(!row.holdsCapacity, `${row.id} is over, and holds a place`);
    const { clocks } = row;
    for (const name of MILESTONE_NAMES) {
      must(clocks === null || isSettled(clocks[name]), `${row.id} is over, and the ${name}’s clock runs on`);
    }
  }
  must(assignment === null || assignments.has(assignment.id), 'the assignment of now has no row');
}

/** A place is in use exactly while an assignment holds it. */
function checkPlaces({ assignments, held }: Store): void {
  const holding = new Map<string, number>();
  for (const { holdsCapacity, organizationId } of assignments.values()) {
    if (holdsCapacity) holding.set(organizationId, (holding.get(organizationId) ?? 0) + 1);
  }
  for (const [id, places] of held) {
    must(
      places === (holding.get(id) ?? 0),
      `${id} has ${places} places in use, and ${holding.get(id) ?? 0} assignments`,
    );
  }
}

/** Who is not behind knows everything that is to come. */
function checkFollower(rules: Rules, { state, behindSince, wakeAt }: Store): void {
  if (behindSince !== null) return;
  const next = rules.nextExpected(state);
  must(next === null || (wakeAt !== null && wakeAt <= next.at), `nobody wakes for ${next?.rule.step ?? ''}`);
}
