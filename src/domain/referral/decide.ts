import type { Instant } from '../time';
import { NO_CONTEXT, type Act, type ActContext, type Command, type MailFact, type Step } from './commands';
import { decideAct } from './decide-act';
import { decideMailFact, decideStep } from './decide-step';
import type { ReferralEvent, ReferralEventBody } from './events';
import { evolve } from './evolve';
import type { ReferralState } from './state';

/**
 * What a command does to a referral: the events it causes, in order. Pure. `now` is the clock of the process that
 * asks. No event is dated before the one it follows, because the clocks of two machines differ. Throws DomainError
 * with the reason when an act is not possible. A step or fact that changes nothing any more causes no events.
 */
export function decide(
  state: ReferralState,
  command: Command,
  now: Instant,
  facts: ActContext = NO_CONTEXT,
): ReferralEvent[] {
  const at = notBefore(state, now);
  if (isStep(command)) return dated(state, decideStep(state, command, at), at, assignedBy(command));
  if (isMailFact(command)) return dated(state, decideMailFact(state, command, at), at, null);
  return byPerson(state, decideAct(state, command, facts, at), at, command);
}

/** The later of `now` and the time of the last event. */
export function notBefore({ lastAt }: ReferralState, now: Instant): Instant {
  return now < lastAt ? lastAt : now;
}

const STEPS: Record<Step['kind'], true> = {
  route: true,
  'leave-to-person': true,
  remind: true,
  breach: true,
  'end-pause': true,
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

/** A routing brings its own assignment. Every other event is about the assignment at that time. */
function assignedBy(step: Step): string | null {
  return step.kind === 'route' && step.outcome.outcome === 'assigned' ? step.outcome.assignmentId : null;
}

function dated(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  at: Instant,
  assigned: string | null,
): ReferralEvent[] {
  return about(state, bodies, { at, by: () => BY_ITSELF, assigned });
}

const BY_ITSELF = { actor: 'system', actId: null } as const;

/** Events that follow from a person's act without being the act are caused by the system. */
function byPerson(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  at: Instant,
  act: Act,
): ReferralEvent[] {
  // Opening a link has no words, so nothing is stored for it.
  const actId = act.kind === 'open' ? null : act.actId;
  const person = { actor: act.actor, actId };
  return about(state, bodies, { at, by: (body) => (isOwn(body, act) ? person : BY_ITSELF), assigned: null });
}

/** Amending a lead says what has changed. It does not say which organization has it from now on. */
function isOwn({ type }: ReferralEventBody, { kind }: Act): boolean {
  return type !== 'escalated' && (kind !== 'amend' || type === 'amended');
}

function about(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  {
    at,
    by,
    assigned,
  }: {
    readonly at: Instant;
    readonly by: (body: ReferralEventBody) => Pick<ReferralEvent, 'actor' | 'actId'>;
    readonly assigned: string | null;
  },
): ReferralEvent[] {
  const events: ReferralEvent[] = [];
  let current = state;
  for (const body of bodies) {
    const assignmentId = assigned ?? current.assignment?.id ?? null;
    const event: ReferralEvent = { ...body, ...by(body), at, assignmentId };
    events.push(event);
    current = evolve(current, event);
  }
  return events;
}
