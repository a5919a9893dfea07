import { endAssignment } from './assignment';
import type { NumberedEvent, ReferralEvent } from './events';
import { evolve } from './evolve';
import type { AssignmentState, ReferralState, RunningClock } from './state';

/**
 * What a referral's rows are to be after some events. The read model is computed from the log and from nothing else.
 */
export interface Moved {
  readonly before: ReferralState;
  readonly after: ReferralState;
  readonly events: readonly NumberedEvent[];
  /** Assignments made by these events, in their present state. Their rows are to be inserted. */
  readonly begun: readonly AssignmentState[];
  /** Assignments that existed before, in their present state. */
  readonly changed: readonly AssignmentState[];
  /** Organizations with a place that is free again, named once for each place. */
  readonly released: readonly string[];
  /** Deadlines that these events have replaced. */
  readonly replaced: readonly {
    readonly assignmentId: string;
    readonly clock: RunningClock;
    readonly event: ReferralEvent;
  }[];
}

/** Applies the events and says which rows they change. Pure. */
export function moveBy(before: ReferralState, events: readonly ReferralEvent[]): Moved {
  const { assignment: held } = before;
  const touched = new Map<string, AssignmentState>();
  const begun = new Set<string>();
  const numbered: NumberedEvent[] = [];
  const released: string[] = [];
  const replaced: Moved['replaced'][number][] = [];
  let state = before;
  for (const event of events) {
    const { assignment: had } = state;
    const clock = had?.clocks?.appointment;
    if (event.type === 'clock-resumed' && had && clock) replaced.push({ assignmentId: had.id, clock, event });
    state = evolve(state, event);
    numbered.push({ ...event, seq: state.version, status: state.status });
    if (event.type === 'assigned' && event.assignmentId !== null) begun.add(event.assignmentId);
    const { assignment: has } = state;
    if (has !== null) touched.set(has.id, has);
    if (had === null) continue;
    // An assignment that the referral no longer has ended with this event.
    const left = had.id === has?.id ? has : endAssignment(had, event);
    touched.set(had.id, left);
    if (had.holdsCapacity && !left.holdsCapacity) released.push(left.organizationId);
  }
  const all = [...touched.values()];
  return {
    before,
    after: state,
    events: numbered,
    begun: all.filter(({ id }) => begun.has(id)),
    changed: all.filter((assignment) => !begun.has(assignment.id) && assignment !== held),
    released,
    replaced,
  };
}
