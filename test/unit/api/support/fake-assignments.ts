import type {
  AssignmentReader,
  AssignmentRecord,
  CommentedEvent,
  HistoryRequest,
} from '../../../../src/api/referral/page/ports';

type ReadFromEvents = 'attempts' | 'change' | 'ending' | 'history' | 'recorded';

/** An assignment with all its events; what a page shows of them is read from them each time. */
export type AssignmentFacts = Omit<AssignmentRecord, ReadFromEvents> & {
  readonly events: readonly CommentedEvent[];
};

export function fakeAssignmentReader(assignments: ReadonlyMap<string, AssignmentFacts>): AssignmentReader {
  return {
    async find(id, request) {
      const facts = assignments.get(id);
      return facts === undefined ? null : { ...facts, ...read(facts.events, request) };
    },
  };
}

function read(
  events: readonly CommentedEvent[],
  { without, before, limit, attempts, actId }: HistoryRequest,
): Pick<AssignmentRecord, ReadFromEvents> {
  const told = events.filter(({ type }) => !without.includes(type));
  const asked = told.filter(({ seq }) => before === null || seq < before);
  const days = events.flatMap((event) => (event.type === 'contact-attempted' ? [event.on] : []));
  return {
    attempts: { count: days.length, days: new Set(days).size, latest: days.slice(-attempts) },
    change: events.findLast((event) => event.type === 'amended') ?? null,
    ending: events.findLast((event) => event.type === 'withdrawn' || event.type === 'declined') ?? null,
    history: { entries: asked.slice(-limit), hasEarlier: asked.length > limit, total: told.length },
    recorded: told.find((event) => actId !== null && event.actId === actId) ?? null,
  };
}
