import { assertNever, DomainError } from '../../domain/errors';
import type { Instant, LocalDate } from '../../domain/time';
import { localDateIn } from '../../domain/time';
import type { MilestoneName } from '../../domain/vocabulary';
import { INTERIM_RESOLUTION, RESOLUTIONS_WITHOUT_CONTACT } from '../../domain/vocabulary';
import type { ReferralEvent, ReferralEventBody } from './events';
import type { Act } from './messages';
import type { AssignmentState, ReferralState } from './state';
import { isRunning, runningMilestones } from './state';

type OpenReferral = ReferralState & { readonly assignment: AssignmentState };

/**
 * What an act does to a referral: the events it causes, in order. Pure and synchronous, so that it serves as the
 * update's validator and, again, right before the state is reduced. Throws DomainError with the reason when the
 * act is not possible now; nothing has changed then.
 */
export function decide(state: ReferralState, act: Act, now: Instant): ReferralEvent[] {
  if (act.kind === 'open') return open(state, act, now);
  const referral = openReferral(state, act);
  const event = eventBuilder(act, now, referral.assignment.id);
  const today = localDateIn(state.terms.zone, now);

  switch (act.kind) {
    case 'contact': {
      if (act.on > today) {
        throw new DomainError('date-in-future', 'The date of a contact cannot be in the future.', {
          errors: [{ path: 'madeOn', message: 'This date is in the future.' }],
        });
      }
      if (referral.contactMadeOn !== null) {
        throw new DomainError('already-recorded', 'A contact with the consumer is recorded already.');
      }
      if (!act.made) return [event({ type: 'contact-attempted', on: act.on })];
      return [
        event({ type: 'contact-made', on: act.on, beforeReferral: isBefore(act.on, referral) }),
        ...met(referral, 'contact', act.on).map(event),
      ];
    }
    case 'appointment': {
      requireContact(referral);
      if (referral.appointment?.held === true) {
        throw new DomainError('already-recorded', 'An appointment is recorded as held already.');
      }
      if (act.held) {
        if (act.at > now) {
          throw new DomainError(
            'appointment-not-yet-held',
            'An appointment in the future cannot be held already.',
            {
              errors: [{ path: 'at', message: 'This time is in the future.' }],
            },
          );
        }
        const heldOn = localDateIn(state.terms.zone, act.at);
        return [
          event({ type: 'appointment-held', appointmentAt: act.at }),
          ...met(referral, 'appointment', heldOn).map(event),
        ];
      }
      if (act.at <= now) {
        throw new DomainError(
          'appointment-in-past',
          'An appointment can only be agreed for a time to come.',
          {
            errors: [{ path: 'at', message: 'This time is in the past. Was the appointment held?' }],
          },
        );
      }
      return [
        event({
          type: 'appointment-agreed',
          appointmentAt: act.at,
          afterDeadline: isAfterDeadline(referral, act.at),
        }),
      ];
    }
    case 'resolution': {
      const interim = act.resolution === INTERIM_RESOLUTION;
      if (referral.contactMadeOn === null && !RESOLUTIONS_WITHOUT_CONTACT.includes(act.resolution)) {
        throw new DomainError(
          'resolution-needs-contact',
          'This resolution is only possible once a contact with the consumer is recorded.',
          { errors: [{ path: 'resolution', message: 'Record the contact first.' }] },
        );
      }
      const recorded = event({ type: 'resolution-recorded', resolution: act.resolution, interim });
      if (interim) return [recorded];
      return [...settleForResolution(referral, today).map(event), recorded];
    }
    case 'decline':
      return [...cancelled(referral).map(event), event({ type: 'declined', reason: act.reason })];
    default:
      return assertNever(act);
  }
}

/** Opening is noted once, also while the send is still being recorded: a fast reader must not be turned away. */
function open(state: ReferralState, act: Act, now: Instant): ReferralEvent[] {
  const { assignment } = state;
  if (state.phase === 'closed' || assignment === null || isForeign(act, assignment)) {
    throw new DomainError('assignment-over', 'This referral is no longer with this organization.');
  }
  return assignment.openedAt === null ? [eventBuilder(act, now, assignment.id)({ type: 'opened' })] : [];
}

function openReferral(state: ReferralState, act: Act): OpenReferral {
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

function requireContact(referral: OpenReferral): void {
  if (referral.contactMadeOn === null) {
    throw new DomainError('contact-required', 'Record the contact with the consumer first.');
  }
}

/** In time when the day it happened on is the due day or before: only the day of a contact is known. */
function met(referral: OpenReferral, milestone: MilestoneName, metOn: LocalDate): ReferralEventBody[] {
  const clock = referral.assignment.clocks?.[milestone];
  if (clock === undefined || !isRunning(clock)) return [];
  return [{ type: 'milestone-met', milestone, metOn, state: metOn <= clock.dueOn ? 'met' : 'late' }];
}

/** A final resolution keeps the appointment's promise; a contact that never was is no longer waited for. */
function settleForResolution(referral: OpenReferral, today: LocalDate): ReferralEventBody[] {
  const contact = referral.assignment.clocks?.contact;
  return [
    ...(contact !== undefined && isRunning(contact)
      ? [{ type: 'milestone-cancelled', milestone: 'contact' } as const]
      : []),
    ...met(referral, 'appointment', today),
  ];
}

function cancelled(referral: OpenReferral): ReferralEventBody[] {
  return runningMilestones(referral.assignment).map((milestone) => ({
    type: 'milestone-cancelled',
    milestone,
  }));
}

/** The consumer had been in touch before the referral was sent: taken, and marked. */
function isBefore(on: LocalDate, referral: OpenReferral): boolean {
  return referral.assignment.sentOn !== null && on < referral.assignment.sentOn;
}

function isAfterDeadline(referral: OpenReferral, at: Instant): boolean {
  const clock = referral.assignment.clocks?.appointment;
  return clock !== undefined && isRunning(clock) && at > clock.dueAt;
}

function eventBuilder(act: Act, at: Instant, assignmentId: string) {
  return (body: ReferralEventBody): ReferralEvent => ({
    ...body,
    at,
    actor: act.actor,
    assignmentId,
    // Opening a link is no act with words: nothing is stored for it.
    actId: act.kind === 'open' ? null : act.actId,
  });
}
