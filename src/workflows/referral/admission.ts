import { DomainError } from '../../domain/errors';
import { INTERIM_RESOLUTION, RESOLUTIONS_WITHOUT_CONTACT, type Resolution } from '../../domain/vocabulary';
import type { Act } from './messages';
import type { AssignmentState, ReferralState } from './state';

/** Who may act on what now. Everything here throws DomainError with the reason. */

export type OpenReferral = ReferralState & { readonly assignment: AssignmentState };

/** Also while the send is still being recorded: a fast reader must not be turned away. */
export function currentReferral(state: ReferralState, act: Act): OpenReferral {
  const { assignment } = state;
  if (state.phase === 'closed' || assignment === null || isForeign(act, assignment)) {
    throw new DomainError('assignment-over', 'This referral is no longer with this organization.');
  }
  return { ...state, assignment };
}

/** The lead was sent, to the organization that acts, and nothing has ended it. */
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

function isForeign(act: Act, assignment: AssignmentState): boolean {
  return act.assignmentId !== null && act.assignmentId !== assignment.id;
}

/** Whether this can be how it ended. An interim resolution cannot end what is closed. */
export function assertPossible(state: ReferralState, resolution: Resolution): void {
  if (state.phase === 'closed' && resolution === INTERIM_RESOLUTION) {
    throw new DomainError('referral-closed', 'This referral is closed. Reopen it to go on with it.');
  }
  if (state.contactMadeOn === null && !RESOLUTIONS_WITHOUT_CONTACT.includes(resolution)) {
    throw new DomainError(
      'resolution-needs-contact',
      'This resolution is only possible once a contact with the consumer is recorded.',
      { errors: [{ path: 'resolution', message: 'Record the contact first.' }] },
    );
  }
  const { attemptsBeforeUnable = 0 } = state.terms;
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
