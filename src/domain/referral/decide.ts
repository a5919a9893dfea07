import type { Instant } from '../time';
import { NO_FACTS, type Act, type ActFacts, type Command, type MailFact, type Step } from './commands';
import { decideAct } from './decide-act';
import { decideMailFact, decideStep } from './decide-step';
import type { Actor, ReferralEvent, ReferralEventBody } from './events';
import { evolve } from './evolve';
import type { ReferralState } from './state';

/**
 * What a command does to a referral: the events it causes, in order. Pure. `now` is the clock of whoever asks; nothing is
 * dated before the event that it follows, because the clocks of two machines differ. Throws DomainError with the reason
 * when an act is not possible; a step or a fact that changes nothing any more causes no events.
 */
export function decide(
  state: ReferralState,
  command: Command,
  now: Instant,
  facts: ActFacts = NO_FACTS,
): ReferralEvent[] {
  const at = notBefore(state, now);
  if (isStep(command)) return dated(state, decideStep(state, command, at), at, assignedBy(command));
  if (isMailFact(command)) return dated(state, decideMailFact(state, command, at), at, null);
  return byPerson(state, decideAct(state, command, facts, at), at, command);
}

/** The later of the given time and the last event's. */
export function notBefore({ lastAt }: ReferralState, now: Instant): Instant {
  return now < lastAt ? lastAt : now;
}

const STEPS: Record<Step['kind'], true> = {
  route: true,
  'leave-to-person': true,
  remind: true,
  breach: true,
  'expire-acceptance': true,
  'alert-unopened': true,
  'release-place': true,
  'close-interim': true,
};
const MAIL_FACTS: Record<MailFact['kind'], true> = {
  'lead-sent': true,
  'lead-refused': true,
  'lead-deferred': true,
  'mail-refused': true,
};

function isStep(command: Command): command is Step {
  return command.kind in STEPS;
}

function isMailFact(command: Command): command is MailFact {
  return command.kind in MAIL_FACTS;
}

/** A routing brings its own assignment; every other event is about the one of then. */
function assignedBy(step: Step): string | null {
  return step.kind === 'route' && step.outcome.outcome === 'assigned' ? step.outcome.assignmentId : null;
}

function dated(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  at: Instant,
  assigned: string | null,
): ReferralEvent[] {
  return about(state, bodies, { at, actor: 'system', actId: null, assigned, byItself: () => true });
}

/** What follows by itself from what a person did is the system's doing. */
function byPerson(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  at: Instant,
  act: Act,
): ReferralEvent[] {
  return about(state, bodies, {
    ...{ at, actor: act.actor, assigned: null },
    // Opening a link is no act with words: nothing is stored for it.
    actId: act.kind === 'open' ? null : act.actId,
    // Who amends a lead does not take it from its organization: the rules do.
    byItself: ({ type }) => type === 'escalated' || (act.kind === 'amend' && type !== 'amended'),
  });
}

interface Cause {
  readonly at: Instant;
  readonly actor: Actor;
  readonly actId: string | null;
  readonly assigned: string | null;
  readonly byItself: (body: ReferralEventBody) => boolean;
}

function about(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  { at, actor, actId, assigned, byItself }: Cause,
): ReferralEvent[] {
  const events: ReferralEvent[] = [];
  let standing = state;
  for (const body of bodies) {
    const assignmentId = assigned ?? standing.assignment?.id ?? null;
    const who = byItself(body) ? ({ actor: 'system', actId: null } as const) : { actor, actId };
    const event: ReferralEvent = { ...body, at, assignmentId, ...who };
    events.push(event);
    standing = evolve(standing, event);
  }
  return events;
}
