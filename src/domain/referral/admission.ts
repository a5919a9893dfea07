import { DomainError } from '../errors';
import type { LocalDate } from '../time';
import { INTERIM_RESOLUTION, RESOLUTIONS_WITHOUT_CONTACT, type Resolution } from '../vocabulary';
import type { Act } from './commands';
import { awaitsAcceptance, type AssignmentState, type ReferralState } from './state';

/** Who may act on what now. Everything here throws DomainError with the reason. */

export type OpenReferral = ReferralState & { readonly assignment: AssignmentState };

/** The referral as it is now, even before the lead was sent: anybody with the link can open it. */
export function currentReferral(state: ReferralState, act: Act): OpenReferral {
  const { assignment } = state;
  if (state.phase === 'closed' || assignment === null || isForeign(act, assignment)) {
    throw new DomainError('assignment-over', 'This referral is no longer with this organization.');
  }
  return { ...state, assignment };
}

/** The lead was sent to the organization that acts, and the assignment has not ended. */
export function openReferral(state: ReferralState, act: Act): OpenReferral {
  const { assignment } = state;
  if (state.phase === 'closed') {
    throw new DomainError('referral-closed', 'This referral is closed.');
  }
  if (assignment !== null && isForeign(act, assignment)) {
    throw new DomainError('assignment-over', 'This referral is no longer with this organization.');
  }
  if (state.phase !== 'open' || assignment === null) {
    throw act.assignmentId === null
      ? new DomainError('referral-not-assigned', 'This referral is not with an organization now.')
      : new DomainError('assignment-over', 'This referral is no longer with this organization.');
  }
  return { ...state, assignment };
}

/**
 * For acts of the organization, and acts that a coordinator enters for it. Where acceptance is asked for, only an
 * accepted lead can be acted on.
 */
export function actingReferral(state: ReferralState, act: Act): OpenReferral {
  const referral = openReferral(state, act);
  if (awaitsAcceptance(referral.assignment)) {
    throw new DomainError('acceptance-required', 'Accept the referral first.');
  }
  return referral;
}

/**
 * A report is taken while the referral is with its organization, and after the referral ended there. When the
 * assignment ended in another way, the report changes only itself, not the referral.
 */
export function reportedReferral(state: ReferralState, act: Act): OpenReferral {
  const { phase, status, assignment } = state;
  if (phase === 'open' && assignment !== null && !isForeign(act, assignment))
    return actingReferral(state, act);
  if (status === 'resolved' && assignment !== null && !isForeign(act, assignment))
    return { ...state, assignment };
  throw new DomainError('assignment-over', 'This referral is no longer with this organization.');
}

function isForeign(act: Act, assignment: AssignmentState): boolean {
  return act.assignmentId !== null && act.assignmentId !== assignment.id;
}

/** Throws unless the referral can end with this resolution, judged by everything on record. */
export function assertPossible(state: ReferralState, resolution: Resolution): void {
  assertStillOpen(state, resolution);
  assertReached(state.contactMadeOn, resolution);
  const { attemptsBeforeUnable } = state.carriedPolicy;
  if (
    resolution === 'unable-to-contact' &&
    state.contactMadeOn === null &&
    state.attempts < attemptsBeforeUnable
  ) {
    throw new DomainError(
      'more-attempts-needed',
      `“Unable to contact” needs ${attemptsBeforeUnable} recorded attempts; there are ${state.attempts}.`,
      { errors: [{ path: 'resolution', message: `Record ${attemptsBeforeUnable} attempts first.` }] },
    );
  }
}

/** An interim resolution cannot end a closed referral. */
export function assertStillOpen({ phase }: ReferralState, resolution: Resolution): void {
  if (phase === 'closed' && resolution === INTERIM_RESOLUTION) {
    throw new DomainError('referral-closed', 'This referral is closed. Reopen it to go on with it.');
  }
}

export function assertReached(contactMadeOn: LocalDate | null, resolution: Resolution): void {
  if (contactMadeOn !== null || RESOLUTIONS_WITHOUT_CONTACT.includes(resolution)) return;
  throw new DomainError(
    'resolution-needs-contact',
    'This resolution is only possible once a contact with the consumer is recorded.',
    { errors: [{ path: 'resolution', message: 'Record the contact first.' }] },
  );
}
