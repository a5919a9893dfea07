import { DomainError } from '../errors';
import { isTooFarAhead } from '../contact-dates';
import { instantOf } from '../local-time';
import type { Instant, LocalDate } from '../time';
import { localDateIn } from '../time';
import { isInterim, type Resolution } from '../terms';
import type { MilestoneName } from '../vocabulary';
import { assertContactDate, assertPossible, type OpenReferral } from './admission';
import { isTooLate } from './appointment-clock';
import { escalate } from './escalations';
import type { ReferralEventBody } from './events';
import type { ContactAct } from './commands';
import { isUnsettled, unsettledMilestones, type ReferralState } from './state';

/** What an organization does for the consumer, and the events it causes. */

export function recordContact(
  referral: OpenReferral,
  { on, made }: Pick<ContactAct, 'on' | 'made'>,
  now: Instant,
): ReferralEventBody[] {
  assertContactDate(referral, on, now, 'madeOn');
  if (referral.contactMadeOn !== null) {
    throw new DomainError('already-recorded', 'A contact with the consumer is recorded already.');
  }
  if (!made) return [{ type: 'contact-attempted', on }];
  return [
    { type: 'contact-made', on, beforeReferral: isBefore(on, referral) },
    ...met(referral, 'contact', on, now),
  ];
}

export function holdAppointment(referral: OpenReferral, at: Instant, now: Instant): ReferralEventBody[] {
  requireContact(referral);
  if (at > now) {
    throw new DomainError(
      'appointment-not-yet-held',
      'An appointment in the future cannot be held already.',
      {
        errors: [{ path: 'at', message: 'This time is in the future.' }],
      },
    );
  }
  const heldOn = localDateIn(referral.carriedPolicy.zone, at);
  assertContactDate(referral, heldOn, now, 'at');
  return [{ type: 'appointment-held', appointmentAt: at }, ...met(referral, 'appointment', heldOn, now)];
}

export function agreeAppointment(referral: OpenReferral, at: Instant, now: Instant): ReferralEventBody[] {
  requireContact(referral);
  if (at <= now) {
    throw new DomainError('appointment-in-past', 'An appointment can only be agreed for a time to come.', {
      errors: [{ path: 'at', message: 'This time is in the past. Was the appointment held?' }],
    });
  }
  const { zone, appointmentDaysAhead: daysAhead } = referral.carriedPolicy;
  if (isTooFarAhead(at, { zone, today: localDateIn(zone, now), daysAhead })) {
    throw new DomainError(
      'appointment-too-far',
      `An appointment is agreed for at most ${daysAhead} days ahead.`,
      {
        errors: [
          { path: 'at', message: `This is more than ${daysAhead} days ahead. Please check the year.` },
        ],
      },
    );
  }
  const afterDeadline = isAfterDeadline(referral, at);
  return [
    { type: 'appointment-agreed', appointmentAt: at, afterDeadline },
    // It is too late already, so this does not wait for the breach to be recorded.
    ...(afterDeadline ? [escalate(referral, 'appointment-missed')] : []),
  ];
}

export function recordResolution(
  referral: OpenReferral,
  resolution: Resolution,
  now: Instant,
): ReferralEventBody[] {
  assertPossible(referral, resolution);
  const interim = isInterim(resolution, referral.carriedPolicy.resolutions);
  if (interim && referral.resolution?.interim === true) {
    throw new DomainError('already-recorded', 'This resolution is recorded already.', {
      errors: [{ path: 'resolution', message: 'This is recorded already. Choose how the referral ended.' }],
    });
  }
  const recorded = { type: 'resolution-recorded', resolution, interim } as const;
  return interim ? [recorded] : [...settle(referral, now), recorded];
}

/** Cancels the promises that nobody waits for any more. */
export function cancelUnsettled({ assignment }: ReferralState): ReferralEventBody[] {
  if (assignment === null) return [];
  return unsettledMilestones(assignment).map((milestone) => ({ type: 'milestone-cancelled', milestone }));
}

function requireContact(referral: OpenReferral): void {
  if (referral.contactMadeOn === null) {
    throw new DomainError('contact-required', 'Record the contact with the consumer first.');
  }
  if (referral.appointment?.held === true) {
    throw new DomainError('already-recorded', 'An appointment is recorded as held already.');
  }
}

/** In time when it happened on the due day or before. Only the day of a contact is known. */
export function met(
  referral: OpenReferral,
  milestone: MilestoneName,
  metOn: LocalDate,
  now: Instant,
): ReferralEventBody[] {
  const clock = referral.assignment.clocks?.[milestone];
  if (clock === undefined || !isUnsettled(clock)) return [];
  // No time ran out while it was paused.
  const inTime = clock.state === 'paused' || metOn <= clock.dueOn;
  const metAt = metInstant(referral, metOn, now);
  return [{ type: 'milestone-met', milestone, metOn, metAt, state: inTime ? 'met' : 'late' }];
}

/**
 * A final resolution keeps the appointment's promise. Without a contact, nobody waits for the contact any more.
 */
export function settle(referral: OpenReferral, now: Instant): ReferralEventBody[] {
  const contact = referral.assignment.clocks?.contact;
  return [
    ...(contact !== undefined && isUnsettled(contact)
      ? [{ type: 'milestone-cancelled', milestone: 'contact' } as const]
      : []),
    ...met(referral, 'appointment', localDateIn(referral.carriedPolicy.zone, now), now),
  ];
}

/**
 * Only the day is known. Reported on that same day: the instant of reporting. Reported later: the close of business
 * of that day.
 */
export function metInstant({ carriedPolicy }: ReferralState, metOn: LocalDate, now: Instant): Instant {
  const { zone, closes } = carriedPolicy;
  return localDateIn(zone, now) === metOn ? now : instantOf(metOn, closes, zone);
}

/** The consumer had been in touch before the referral was sent. The contact is taken and marked. */
function isBefore(on: LocalDate, referral: OpenReferral): boolean {
  return referral.assignment.sentOn !== null && on < referral.assignment.sentOn;
}

function isAfterDeadline(referral: OpenReferral, at: Instant): boolean {
  const clock = referral.assignment.clocks?.appointment;
  if (clock === undefined || !isUnsettled(clock) || clock.state === 'paused') return false;
  return isTooLate(at, clock.dueOn, referral.carriedPolicy.zone);
}
