import type { DeadlineProof, DeadlineRule } from '../../../../src/domain/deadlines';
import type { ProvenClock, SentTimes } from '../../../../src/domain/referral/events';
import type { RunningClock } from '../../../../src/domain/referral/state';
import {
  DAY_MS,
  instant,
  millis,
  plusMillis,
  type Instant,
  type LocalDate,
  type Zone,
} from '../../../../src/domain/time';

/** How the times of a life's clocks are made. */
export interface Times {
  sent(at: Instant): SentTimes;
  resumed(paused: RunningClock & { readonly pausedAt: Instant }, at: Instant): ProvenClock;
}

const HOUR = 3_600_000;

/**
 * In the shape of the program's, without its calendar, on which most of a life's time would be spent: deadlines have tests
 * of their own, and the core takes them as they are given.
 */
export function plainTimes(acceptanceHours: number | null): Times {
  return {
    sent: (at) => ({
      clocks: {
        contact: clock('contact-business-days', at, { days: 2, remindDays: 0 }),
        appointment: clock('appointment-calendar-days', at, { days: 14, remindDays: 5 }),
      },
      acceptBy: acceptanceHours === null ? null : plusMillis(at, acceptanceHours * HOUR),
      unopenedAlertAt: plusMillis(at, 4 * HOUR),
    }),
    resumed: ({ dueAt, proof, pausedAt }, at) => {
      const days = Math.round((dayOf(at) - dayOf(pausedAt)) / DAY_MS);
      const remindDays = 5;
      return { ...due('appointment-resumed', dayOf(dueAt) + days * DAY_MS, remindDays, proof.sentAt) };
    },
  };
}

function clock(
  rule: DeadlineRule,
  at: Instant,
  { days, remindDays }: { days: number; remindDays: number },
): ProvenClock {
  return due(rule, dayOf(at) + days * DAY_MS, remindDays, at);
}

/** Due at 23:00 in UTC, which is in the evening of the same day in Chicago; reminded at 14:00. */
function due(rule: DeadlineRule, day: number, remindDays: number, sentAt: Instant): ProvenClock {
  const dueAt = instant(day + 23 * HOUR);
  const dueOn = dueAt.slice(0, 10) as LocalDate;
  const sentOn = sentAt.slice(0, 10) as LocalDate;
  const proof: DeadlineProof = {
    ...{ policyVersion: 'lives', rule, zone: 'America/Chicago' as Zone, sentAt, sentOn, dayZero: sentOn },
    ...{ counted: [], skipped: [], dueOn, dueAt },
  };
  return { remindAt: instant(day - remindDays * DAY_MS + 14 * HOUR), dueAt, dueOn, proof };
}

function dayOf(at: Instant): number {
  return Math.floor(millis(at) / DAY_MS) * DAY_MS;
}
