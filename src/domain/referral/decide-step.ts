import { assertNever } from '../errors';
import type { Instant } from '../time';
import { cancelUnsettled } from './assister-acts';
import { resumeClock } from './pause-acts';
import type { MailFact, Step } from './commands';
import { deliveryRefused } from './decide-act';
import { escalate, escalateOrganization, escalateWaiting } from './escalations';
import type { ReferralEventBody, WaitCause } from './events';
import { MISSED } from './evolve';
import { isDue } from './rules';
import { hasAnswered, type ReferralState } from './state';

/** What a step does to the referral. Nothing when it is not due, or no longer due. */
export function decideStep(state: ReferralState, step: Step, at: Instant): ReferralEventBody[] {
  if (!isDue(state, step, at) && !isPlacing(state, step)) return [];
  switch (step.kind) {
    case 'route':
      return routed(state, step);
    case 'leave-to-person':
      return wait(state, state.needsPerson ?? 'too-many-declines');
    case 'remind':
      return [{ type: 'milestone-due-soon', milestone: step.milestone }];
    case 'breach':
      return breach(state, step);
    case 'end-pause':
      return resumeClock(state, step.resumed);
    case 'expire-acceptance':
      return timeOut(state, 'acceptance');
    case 'alert-unopened':
      return [escalate(state, 'lead-not-opened')];
    case 'release-place':
      return [{ type: 'capacity-released' }];
    case 'close-interim':
      return state.resolution === null
        ? []
        : [{ type: 'interim-resolution-closed', resolution: state.resolution.resolution }];
    default:
      return assertNever(step);
  }
}

/** What became of a mail. It is a fact, and is kept as far as it still matters to anything. */
export function decideMailFact(state: ReferralState, fact: MailFact, at: Instant): ReferralEventBody[] {
  switch (fact.kind) {
    case 'lead-sent':
      return isBeingSent(state, fact.assignmentId) ? [{ type: 'sent', ...fact.times }] : [];
    case 'lead-refused':
      return isBeingSent(state, fact.assignmentId)
        ? deliveryRefused(state, state.assignment.organizationId, fact.smtpCode)
        : [];
    case 'lead-deferred': {
      if (!isBeingSent(state, fact.assignmentId)) return [];
      const alertAt = state.assignment.unsentAlertAt;
      return alertAt !== null && at >= alertAt ? [escalate(state, 'lead-unsent')] : [];
    }
    case 'mail-refused':
      return [escalateOrganization('delivery-failed', fact.organizationId)];
    default:
      return assertNever(fact);
  }
}

/**
 * The waiting list's turn, which no rule can predict. When nobody is found, the referral waits on and nothing is
 * recorded.
 */
function isPlacing({ waiting }: ReferralState, step: Step): boolean {
  const waits = waiting?.cause === 'no-eligible-organization';
  return waits && step.kind === 'route' && step.outcome.outcome === 'assigned';
}

function isBeingSent(
  state: ReferralState,
  assignmentId: string,
): state is ReferralState & { assignment: NonNullable<ReferralState['assignment']> } {
  return state.phase === 'sending' && state.assignment?.id === assignmentId;
}

function routed(state: ReferralState, { outcome }: Extract<Step, { kind: 'route' }>): ReferralEventBody[] {
  if (outcome.outcome === 'unassigned') return wait(state, outcome.cause);
  const { organizationId, organizationName, languageMatch, load } = outcome;
  const hop = state.hops + 1;
  return [{ type: 'assigned', organizationId, organizationName, hop, languageMatch, load }];
}

function wait(state: ReferralState, cause: WaitCause): ReferralEventBody[] {
  return [{ type: 'unassigned', cause }, escalateWaiting(state, cause)];
}

/** Reports a missed promise. Whatever else the policy does about a missed contact follows at once. */
function breach(
  state: ReferralState,
  { milestone, unansweredInARow }: Extract<Step, { kind: 'breach' }>,
): ReferralEventBody[] {
  const missed: ReferralEventBody[] = [
    { type: 'milestone-breached', milestone },
    escalate(state, MISSED[milestone]),
  ];
  const { assignment, carriedPolicy } = state;
  if (milestone !== 'contact' || assignment === null) return missed;
  // An attempt to reach the consumer is an answer.
  const silent = !hasAnswered(state) && unansweredInARow >= carriedPolicy.unansweredBeforeAlert;
  return [
    ...missed,
    ...(silent ? [escalateOrganization('organization-unresponsive', assignment.organizationId)] : []),
    ...(carriedPolicy.missedContact === 're-route' && state.contactMadeOn === null
      ? timeOut(state, 'contact')
      : []),
  ];
}

/** Ends the assignment because the organization was silent. The referral is routed again. */
function timeOut(state: ReferralState, missed: 'acceptance' | 'contact'): ReferralEventBody[] {
  return [...cancelUnsettled(state), { type: 'timed-out', missed }];
}
