import { evolve, fold } from '../../../src/domain/referral/evolve';
import type { NumberedEvent } from '../../../src/domain/referral/events';
import { moveBy, type Moved } from '../../../src/domain/referral/read-model';
import type { AssignmentState, ReferralState } from '../../../src/domain/referral/state';
import { MILESTONE_NAMES } from '../../../src/domain/vocabulary';
import type { KeptReferral } from './rows';

/** A referral's rows are what its log makes of them, and its log is one: numbers without gaps, times in order. */
export function readModelFaults(referral: KeptReferral): string[] {
  const { id, log } = referral;
  const at = (fault: string): string => `referral ${id}: ${fault}`;
  const gaps = log.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [at(`number ${seq} stands where ${index + 1} belongs`)],
  );
  const [first, ...rest] = log;
  if (first?.type !== 'received') return [at('its log does not begin with its arrival'), ...gaps];
  const move = moveBy(fold(id, [first]), rest);
  return [
    ...gaps,
    ...statusFaults(referral).map(at),
    ...differences('its row', rowOf(move.after), referral.row).map(at),
    ...differences('its assignments', move.begun.map(assignmentOf), referral.assignments).map(at),
    ...differences('its milestones', move.begun.flatMap(milestonesOf), referral.milestones).map(at),
    ...differences('its former deadlines', pastDeadlinesOf(move), referral.pastDeadlines).map(at),
    ...differences(
      'its decisions',
      decisionsOf(move.events),
      referral.decisions.map(({ assignmentId }) => assignmentId),
    ).map(at),
  ];
}

function statusFaults({ id, log }: KeptReferral): string[] {
  const [first, ...rest] = log;
  if (first === undefined) return [];
  const faults: string[] = [];
  let state: ReferralState = fold(id, [first]);
  for (const event of rest) {
    if (event.at < state.lastAt) faults.push(`event ${event.seq} is dated before the one that it follows`);
    state = evolve(state, event);
    if (event.status !== state.status) {
      faults.push(`event ${event.seq} led to ${event.status}, and by the log to ${state.status}`);
    }
  }
  return faults;
}

function rowOf(state: ReferralState): object {
  return {
    status: state.status,
    version: state.version,
    assisterType: state.assisterType,
    countyFips: state.countyFips,
    assignmentId: state.assignment?.id ?? null,
    waits: state.waiting?.cause === 'no-eligible-organization',
    attempts: state.attempts,
    contactMadeOn: state.contactMadeOn,
    appointmentAt: state.appointment?.at ?? null,
    appointmentHeld: state.appointment?.held ?? false,
    resolution: state.resolution?.resolution ?? null,
    interim: state.resolution?.interim ?? false,
    resolutionActId: state.resolution?.actId ?? null,
    updatedAt: state.lastAt,
  };
}

function assignmentOf(assignment: AssignmentState): object {
  const { id, organizationId, hop, holdsCapacity, assignedAt, sentAt, openedAt } = assignment;
  const { acceptBy, acceptedAt, endedAt, endReason } = assignment;
  return {
    id,
    organizationId,
    hop,
    holdsCapacity,
    assignedAt,
    sentAt,
    openedAt,
    acceptBy,
    acceptedAt,
    endedAt,
    endReason,
  };
}

function milestonesOf({ id: assignmentId, clocks }: AssignmentState): object[] {
  if (clocks === null) return [];
  return [...MILESTONE_NAMES].sort().map((name) => {
    const { remindAt, dueAt, state, metAt, breachedAt, reportedAt, pausedAt } = clocks[name];
    return { assignmentId, name, remindAt, dueAt, state, metAt, breachedAt, reportedAt, pausedAt };
  });
}

function pastDeadlinesOf({ replaced }: Moved): object[] {
  const versions = new Map<string, number>();
  return replaced.map(({ assignmentId, clock, event }) => {
    const version = (versions.get(assignmentId) ?? 0) + 1;
    versions.set(assignmentId, version);
    return { assignmentId, version, dueAt: clock.dueAt, replacedAt: event.at };
  });
}

/** One for each time that the rules chose, or found nobody; none where a person is left to choose. */
function decisionsOf(events: readonly NumberedEvent[]): (string | null)[] {
  return events.flatMap((event) => {
    if (event.type === 'assigned') return [event.assignmentId];
    const byRules =
      event.type === 'unassigned' &&
      (event.cause === 'no-eligible-organization' || event.cause === 'directed-unavailable');
    return byRules ? [null] : [];
  });
}

function differences(what: string, byLog: unknown, kept: unknown): string[] {
  const [expected, found] = [sorted(byLog), sorted(kept)];
  return expected === found ? [] : [`${what} should be ${expected} by the log, and is ${found}`];
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
