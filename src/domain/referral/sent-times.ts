import { businessMinutesLater } from '../business-hours';
import { appointmentDeadline, contactDeadline, resumedDeadline, type Deadline } from '../deadlines';
import type { ProgramPolicy } from '../policy';
import type { Instant } from '../time';
import type { ProvenClock, SentTimes } from './events';

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

/** The deadline as a pause has moved it: a new version with its own proof. Throws CalendarExhausted. */
export function resumedClock(
  policy: ProgramPolicy,
  paused: ProvenClock & { readonly pausedAt: Instant },
  resumedAt: Instant,
): ProvenClock {
  return proven(resumedDeadline(policy, paused.proof, { pausedAt: paused.pausedAt, resumedAt }));
}

function proven(deadline: Deadline): ProvenClock {
  return { ...deadline, dueOn: deadline.proof.dueOn };
}
