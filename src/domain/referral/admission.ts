import { contactDates, dateProblem } from '../contact-dates';
import { assertNever, DomainError } from '../errors';
import { localDateIn, type Instant, type LocalDate } from '../time';
import { contactConflict, isInterim, isNeverReached, type Resolution } from '../terms';
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
  assertReached(state, state.contactMadeOn, resolution);
  const { attemptsBeforeUnable: needed, resolutions } = state.carriedPolicy;
  if (isInterim(resolution, resolutions)) assertScheduled(state);
  const days = state.attemptedOn.length;
  if (isNeverReached(resolution, resolutions) && days < needed) {
    throw new DomainError(
      'more-attempts-needed',
      `This resolution needs attempts on ${needed} different days; there are attempts on ${days}.`,
      { errors: [{ path: 'resolution', message: `Record attempts on ${needed} different days first.` }] },
    );
  }
}

/** The interim resolution says that an appointment was agreed, so its time is on record. */
export function assertScheduled({ appointment }: ReferralState): void {
  if (appointment !== null) return;
  throw new DomainError('appointment-required', 'Record the appointment with the consumer first.', {
    errors: [{ path: 'resolution', message: 'Record the appointment first, with its date and time.' }],
  });
}

/** Throws unless a contact with the consumer can have been on this day. `path`: where the date was said. */
export function assertContactDate(
  { assignment, carriedPolicy }: OpenReferral,
  on: LocalDate,
  now: Instant,
  path: string,
): void {
  const today = localDateIn(carriedPolicy.zone, now);
  const referredOn = assignment.sentOn ?? today;
  const dates = contactDates({ referredOn, today, daysBefore: carriedPolicy.contactDaysBefore });
  const message = dateProblem(on, dates);
  if (message === null) return;
  throw on > today
    ? new DomainError('date-in-future', 'This date is in the future.', { errors: [{ path, message }] })
    : new DomainError('date-too-early', `The earliest day for this referral is ${dates.earliest}.`, {
        errors: [{ path, message }],
      });
}

/** An interim resolution cannot end a closed referral. */
export function assertStillOpen({ phase, carriedPolicy }: ReferralState, resolution: Resolution): void {
  if (phase === 'closed' && isInterim(resolution, carriedPolicy.resolutions)) {
    throw new DomainError('referral-closed', 'This referral is closed. Reopen it to go on with it.');
  }
}

/** Throws unless the resolution can be true together with the contact, or with there being none. */
export function assertReached(
  { carriedPolicy }: ReferralState,
  contactMadeOn: LocalDate | null,
  resolution: Resolution,
): void {
  const conflict = contactConflict(contactMadeOn !== null, resolution, carriedPolicy.resolutions);
  switch (conflict) {
    case null:
      return;
    case 'needs-contact':
      throw new DomainError(
        'resolution-needs-contact',
        'This resolution is only possible once a contact with the consumer is recorded.',
        { errors: [{ path: 'resolution', message: 'Record the contact first.' }] },
      );
    case 'excludes-contact':
      throw new DomainError(
        'resolution-excludes-contact',
        'A contact with the consumer is recorded, so they were not out of reach.',
        { errors: [{ path: 'resolution', message: 'You reached the consumer. Choose how it ended then.' }] },
      );
    default:
      assertNever(conflict);
  }
}
