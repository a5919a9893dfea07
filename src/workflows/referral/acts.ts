import { assertNever, DomainError } from '../../domain/errors';
import type { Instant } from '../../domain/time';
import { localDateIn } from '../../domain/time';
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
import type { ReferralEvent, ReferralEventBody } from './events';
import type { Act, ReassignAct, WithdrawAct } from './messages';
import { recordReport } from './report-act';
import { awaitsAcceptance, type ReferralState } from './state';

/**
 * What an act does to a referral: the events it causes, in order. Pure and synchronous, so that it serves as the
 * update's validator and, again, right before the state is reduced. Throws DomainError with the reason when the
 * act is not possible now; nothing has changed then. An act that was taken already causes nothing more.
 */
export function decide(state: ReferralState, act: Act, now: Instant): ReferralEvent[] {
  if (state.recentActs.includes(act.actId)) return [];
  const assignmentId = state.assignment?.id ?? null;
  return bodiesOf(state, act, now).map((body) => ({
    ...body,
    at: now,
    actor: act.actor,
    assignmentId,
    // Opening a link is no act with words: nothing is stored for it.
    actId: act.kind === 'open' ? null : act.actId,
  }));
}

function bodiesOf(state: ReferralState, act: Act, now: Instant): ReferralEventBody[] {
  const today = localDateIn(state.terms.zone, now);
  switch (act.kind) {
    case 'open':
      return currentReferral(state, act).assignment.openedAt === null ? [{ type: 'opened' }] : [];
    case 'accept':
      return accept(openReferral(state, act));
    case 'contact':
      return recordContact(actingReferral(state, act), act, today);
    case 'appointment':
      return act.held
        ? holdAppointment(actingReferral(state, act), act.at, now)
        : agreeAppointment(actingReferral(state, act), act.at, now);
    case 'resolution':
      return state.phase === 'closed' && act.actor === 'coordinator'
        ? correct(state, act.resolution)
        : recordResolution(actingReferral(state, act), act.resolution, today);
    case 'decline':
      // Saying no needs no acceptance: it must never be harder than silence.
      return [...cancelUnsettled(openReferral(state, act)), { type: 'declined', reason: act.reason }];
    case 'pause':
      return pause(actingReferral(state, act), act);
    case 'resume':
      // Its event needs the calendar: the handler has it written by the step that computes the deadline.
      requirePaused(actingReferral(state, act));
      return [];
    case 'withdraw':
      return withdraw(state, act);
    case 'amend':
      assertNotClosed(state);
      return [{ type: 'amended', parts: act.parts, need: act.need }];
    case 'reassign':
      return reassign(state, act);
    case 'reopen':
      if (state.phase === 'closed') return [{ type: 'reopened' }];
      throw new DomainError('referral-not-closed', 'Only a closed referral can be reopened.');
    case 'bounce':
      return bounce(state, act);
    case 'report':
      return recordReport(reportedReferral(state, act), act, today);
    default:
      return assertNever(act);
  }
}

function accept(referral: OpenReferral): ReferralEventBody[] {
  if (awaitsAcceptance(referral.assignment)) return [{ type: 'accepted' }];
  throw new DomainError('already-recorded', 'There is nothing to accept: the referral is accepted already.');
}

/** A wrong resolution is put right; the referral stays closed. */
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

function pause(referral: OpenReferral, { reason }: Extract<Act, { kind: 'pause' }>): ReferralEventBody[] {
  const state = referral.assignment.clocks?.appointment.state;
  if (state === 'pending' || state === 'due-soon') {
    return [{ type: 'clock-paused', milestone: 'appointment', reason }];
  }
  throw new DomainError('clock-not-running', 'Only a clock that is running and not overdue can be paused.');
}

function requirePaused(referral: OpenReferral): void {
  if (referral.assignment.clocks?.appointment.state === 'paused') return;
  throw new DomainError('clock-not-paused', 'The appointment’s clock is not paused.');
}

function withdraw(state: ReferralState, { reason }: WithdrawAct): ReferralEventBody[] {
  assertNotClosed(state);
  return [...cancelUnsettled(state), { type: 'withdrawn', reason }];
}

/** Who names the assignment that is to be ended is refused when somebody else has ended it by now. */
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

/** Once a person has opened the lead, or acted on it, it has arrived, whatever a mail server says later. */
function bounce(state: ReferralState, act: Extract<Act, { kind: 'bounce' }>): ReferralEventBody[] {
  const { assignment } = state;
  const concerned = state.phase === 'open' && assignment?.id === act.assignmentId;
  const arrived = assignment?.openedAt !== null || state.attempts > 0 || state.contactMadeOn !== null;
  if (!concerned || arrived) return [];
  return [...cancelUnsettled(state), { type: 'delivery-refused', smtpCode: act.smtpCode }];
}

function assertNotClosed(state: ReferralState): void {
  if (state.phase === 'closed') throw new DomainError('referral-closed', 'This referral is closed.');
}
