import { assertNever, DomainError } from '../errors';
import type { Instant } from '../time';
import {
  actingReferral,
  assertPossible,
  currentReferral,
  openReferral,
  reportedReferral,
  type OpenReferral,
} from './admission';
import {
  agreeAppointment,
  cancelUnsettled,
  holdAppointment,
  recordContact,
  recordResolution,
} from './assister-acts';
import type { ReferralEventBody } from './events';
import type { Act, ActContext, AmendAct, ReassignAct, WithdrawAct } from './commands';
import { escalate, escalateOrganization } from './escalations';
import { pause, resume } from './pause-acts';
import { recordReport } from './report-act';
import { awaitsAcceptance, hasAnswered, type ReferralState } from './state';

/**
 * What an act does to a referral: the events it causes, in order. Throws DomainError with the reason when the act is
 * not possible now.
 */
export function decideAct(
  state: ReferralState,
  act: Act,
  facts: ActContext,
  now: Instant,
): ReferralEventBody[] {
  switch (act.kind) {
    case 'open':
      return currentReferral(state, act).assignment.openedAt === null ? [{ type: 'opened' }] : [];
    case 'accept':
      return accept(openReferral(state, act));
    case 'contact':
      return recordContact(actingReferral(state, act), act, now);
    case 'appointment':
      return act.held
        ? holdAppointment(actingReferral(state, act), act.at, now)
        : agreeAppointment(actingReferral(state, act), act.at, now);
    case 'resolution':
      return state.phase === 'closed' && act.actor === 'coordinator'
        ? correct(state, act.resolution)
        : recordResolution(actingReferral(state, act), act.resolution, now);
    case 'decline':
      // Declining needs no acceptance: it must never be harder than staying silent.
      return [...cancelUnsettled(openReferral(state, act)), { type: 'declined', reason: act.reason }];
    case 'pause':
      return pause(actingReferral(state, act), act, now);
    case 'resume':
      return resume(actingReferral(state, act), facts);
    case 'withdraw':
      return withdraw(state, act);
    case 'amend':
      return amend(state, act, facts);
    case 'reassign':
      return reassign(state, act);
    case 'reopen':
      return reopen(state, act);
    case 'bounce':
      return bounce(state, act);
    case 'report':
      return recordReport(reportedReferral(state, act), act, now);
    default:
      return assertNever(act);
  }
}

function accept(referral: OpenReferral): ReferralEventBody[] {
  if (awaitsAcceptance(referral.assignment)) return [{ type: 'accepted' }];
  throw new DomainError('already-recorded', 'There is nothing to accept: the referral is accepted already.');
}

/** Corrects a wrong resolution. The referral stays closed. */
function correct(
  state: ReferralState,
  resolution: Extract<Act, { kind: 'resolution' }>['resolution'],
): ReferralEventBody[] {
  if (state.status !== 'resolved') {
    throw new DomainError('referral-closed', 'A withdrawn referral has no resolution. Reopen it first.');
  }
  if (state.resolution?.resolution === resolution) {
    throw new DomainError('already-recorded', 'This resolution is recorded already.');
  }
  assertPossible(state, resolution);
  return [{ type: 'resolution-corrected', resolution }];
}

/**
 * A changed county or determination can mean that another organization is needed. If nobody has spoken with the
 * consumer yet, the referral is routed again. If somebody has, a person decides.
 */
function amend(
  state: ReferralState,
  { parts, need, expectedVersion }: AmendAct,
  { fits }: ActContext,
): ReferralEventBody[] {
  assertNotClosed(state);
  if (expectedVersion !== null && expectedVersion !== state.version) {
    throw new DomainError('version-conflict', `The current version is ${state.version}.`);
  }
  const amended = { type: 'amended', parts, need } as const;
  if (state.assignment === null || fits !== false) return [amended];
  return state.contactMadeOn === null
    ? [amended, ...cancelUnsettled(state), { type: 'handed-on', cause: 'amended', directedTo: null }]
    : [amended, escalate(state, 'amended-after-contact')];
}

function withdraw(state: ReferralState, { reason }: WithdrawAct): ReferralEventBody[] {
  assertNotClosed(state);
  return [...cancelUnsettled(state), { type: 'withdrawn', reason }];
}

/** Whoever names the assignment to end is refused if somebody else has ended it in the meantime. */
function reassign(state: ReferralState, { directedTo, assignmentId }: ReassignAct): ReferralEventBody[] {
  assertNotClosed(state);
  if (assignmentId !== null && state.assignment?.id !== assignmentId) {
    throw new DomainError('assignment-over', 'This referral is no longer with this organization.');
  }
  if (directedTo !== null && state.assignment?.organizationId === directedTo) {
    throw new DomainError('already-recorded', 'The referral is with this organization already.');
  }
  return [...cancelUnsettled(state), { type: 'handed-on', cause: 'reassigned', directedTo }];
}

/** Only the exchange may give a closed referral to somebody again. */
function reopen(state: ReferralState, { actor }: Act): ReferralEventBody[] {
  if (state.phase !== 'closed') {
    throw new DomainError('referral-not-closed', 'Only a closed referral can be reopened.');
  }
  if (actor === 'assister') throw new DomainError('referral-closed', 'This referral is closed.');
  return [{ type: 'reopened' }];
}

/** Once a person has opened the lead or acted on it, it has arrived, whatever a mail server reports later. */
function bounce(state: ReferralState, act: Extract<Act, { kind: 'bounce' }>): ReferralEventBody[] {
  const { assignment } = state;
  if (state.phase !== 'open' || assignment === null || assignment.id !== act.assignmentId) return [];
  if (assignment.openedAt !== null || hasAnswered(state)) return [];
  return deliveryRefused(state, assignment.organizationId, act.smtpCode);
}

function assertNotClosed(state: ReferralState): void {
  if (state.phase === 'closed') throw new DomainError('referral-closed', 'This referral is closed.');
}

/**
 * The address does not take mail. The lead goes to another organization at once, and a person deals with the address.
 */
export function deliveryRefused(
  state: ReferralState,
  organizationId: string,
  smtpCode: number | null,
): ReferralEventBody[] {
  return [
    ...cancelUnsettled(state),
    { type: 'delivery-refused', smtpCode },
    escalateOrganization('delivery-failed', organizationId),
  ];
}
