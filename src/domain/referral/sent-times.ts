import { businessMinutesLater } from '../business-hours';
import { appointmentDeadline, contactDeadline, resumedDeadline, type Deadline } from '../deadlines';
import type { ProgramPolicy } from '../policy';
import type { Instant } from '../time';
import { pauseEndsAt } from './appointment-clock';
import type { ProvenClock, SentTimes } from './events';
import type { ReferralState } from './state';

/** Everything that starts with the sending of a lead, computed once. Throws CalendarExhausted. */
export function sentTimes(policy: ProgramPolicy, sentAt: Instant): SentTimes {
  const { calendar, routing } = policy;
  return {
    clocks: {
      contact: proven(contactDeadline(policy, sentAt)),
      appointment: proven(appointmentDeadline(policy, sentAt)),
    },
    acceptBy: acceptBy(policy, sentAt),
    unopenedAlertAt: businessMinutesLater(calendar, sentAt, routing.unopenedAlertMinutes),
  };
}

/**
 * The time until which a lead that is sent at `sentAt` must be accepted. Null when the policy does not ask for
 * acceptance.
 */
export function acceptBy({ calendar, routing }: ProgramPolicy, sentAt: Instant): Instant | null {
  const minutes = routing.acceptanceWindowMinutes;
  return minutes === null ? null : businessMinutesLater(calendar, sentAt, minutes);
}

/**
 * The deadline as a pause that is over at `at` has moved it: a new version with its own proof. Null when nothing is
 * paused. A pause that has lasted for too long counts only for as long as it may last. Throws CalendarExhausted.
 */
export function resumedClock(policy: ProgramPolicy, state: ReferralState, at: Instant): ProvenClock | null {
  const clock = state.assignment?.clocks?.appointment;
  const endsAt = pauseEndsAt(state);
  if (clock === undefined || clock.pausedAt === null || endsAt === null) return null;
  const resumedAt = at < endsAt ? at : endsAt;
  return proven(resumedDeadline(policy, clock.proof, { pausedAt: clock.pausedAt, resumedAt }));
}

function proven(deadline: Deadline): ProvenClock {
  return { ...deadline, dueOn: deadline.proof.dueOn };
}
