import {
  addBusinessDays,
  businessCloses,
  businessDayOnOrAfter,
  businessOpens,
  closedBecause,
} from './business-calendar';
import { daysBetween, plusDays } from './local-time';
import type { BusinessCalendar, ProgramPolicy } from './policy';
import { localDateIn, type Instant, type LocalDate, type Zone } from './time';

/** Stable codes, because every stored proof holds one. */
export type DeadlineRule = 'contact-business-days' | 'appointment-calendar-days' | 'appointment-resumed';

/** What a milestone's clock is set to. It is computed once, when the lead is sent, and never again. */
export interface Deadline {
  readonly remindAt: Instant;
  readonly dueAt: Instant;
  readonly proof: DeadlineProof;
}

/**
 * Everything needed to check a deadline by hand. Holds no personal data; plain JSON. The proof of a contact deadline
 * lists every day from `sentOn` to `dueOn` once, as counted or as skipped. An appointment deadline counts calendar
 * days. So its `counted` holds only the first and the last day, and `skipped` the closed days that moved the deadline
 * on.
 */
export interface DeadlineProof {
  readonly policyVersion: string;
  readonly rule: DeadlineRule;
  readonly zone: Zone;
  readonly sentAt: Instant;
  /** The local date of `sentAt`. */
  readonly sentOn: LocalDate;
  readonly dayZero: LocalDate;
  readonly counted: readonly { readonly on: LocalDate; readonly day: number }[];
  readonly skipped: readonly { readonly on: LocalDate; readonly why: string }[];
  readonly dueOn: LocalDate;
  readonly dueAt: Instant;
  /** With `appointment-resumed`: the local dates between which the clock stood still. */
  readonly pause?: { readonly from: LocalDate; readonly to: LocalDate };
}

/** The reason in a proof when the lead was sent on a business day after business had closed. */
export const SENT_AFTER_CLOSING = 'sent after the close of business';

/**
 * When the consumer must have been contacted: the program's "one to two business days", counted as docs/program.md
 * says under "Clocks". A lead sent on a business day before closing counts that day as day 0; otherwise day 0 is the
 * next business day. Due when business closes on day `milestones.contactBusinessDays`. The reminder goes out when
 * business opens on that day. Throws CalendarExhausted.
 */
export function contactDeadline(policy: ProgramPolicy, sentAt: Instant): Deadline {
  const { calendar, milestones } = policy;
  const sentOn = localDateIn(calendar.zone, sentAt);
  const tooLate = sentAt >= businessCloses(calendar, sentOn);
  const dayZero = businessDayOnOrAfter(calendar, tooLate ? plusDays(sentOn, 1) : sentOn);
  const dueOn = addBusinessDays(calendar, dayZero, milestones.contactBusinessDays);

  const counted: { on: LocalDate; day: number }[] = [];
  const skipped: { on: LocalDate; why: string }[] = [];
  for (const on of daysFromTo(sentOn, dueOn)) {
    const why = closedBecause(calendar, on) ?? (on < dayZero ? SENT_AFTER_CLOSING : null);
    if (why === null) counted.push({ on, day: counted.length });
    else skipped.push({ on, why });
  }
  const dueAt = businessCloses(calendar, dueOn);
  return {
    remindAt: businessOpens(calendar, dueOn),
    dueAt,
    proof: {
      policyVersion: policy.version,
      rule: 'contact-business-days',
      zone: calendar.zone,
      sentAt,
      sentOn,
      dayZero,
      counted,
      skipped,
      dueOn,
      dueAt,
    },
  };
}

/**
 * When the appointment must have been held: the program's "two weeks from receiving a referral". Due when business
 * closes, `milestones.appointmentDays` calendar days after the local date of sending, or on the next business day
 * when that day is closed. The reminder goes out when business opens, `appointmentReminderBusinessDays` business days
 * before. Throws CalendarExhausted.
 */
export function appointmentDeadline(policy: ProgramPolicy, sentAt: Instant): Deadline {
  const { calendar, milestones } = policy;
  const sentOn = localDateIn(calendar.zone, sentAt);
  const lastDay = plusDays(sentOn, milestones.appointmentDays);
  const dueOn = businessDayOnOrAfter(calendar, lastDay);
  const dueAt = businessCloses(calendar, dueOn);
  return {
    remindAt: businessOpens(
      calendar,
      addBusinessDays(calendar, dueOn, -milestones.appointmentReminderBusinessDays),
    ),
    dueAt,
    proof: {
      policyVersion: policy.version,
      rule: 'appointment-calendar-days',
      zone: calendar.zone,
      sentAt,
      sentOn,
      dayZero: sentOn,
      counted: [
        { on: sentOn, day: 0 },
        { on: lastDay, day: milestones.appointmentDays },
      ],
      skipped: closedDays(calendar, lastDay, dueOn),
      dueOn,
      dueAt,
    },
  };
}

/**
 * The appointment deadline after a pause: `previous`, moved by the calendar days for which the clock stood still, and
 * on to the next business day when the result is closed. A day counts as paused when the clock stood still at its
 * midnight, so a pause within one day moves nothing. The reminder is set as for the first deadline. Throws
 * CalendarExhausted.
 */
export function resumedDeadline(
  policy: ProgramPolicy,
  previous: DeadlineProof,
  pause: { readonly pausedAt: Instant; readonly resumedAt: Instant },
): Deadline {
  const { calendar, milestones } = policy;
  const from = localDateIn(calendar.zone, pause.pausedAt);
  const to = localDateIn(calendar.zone, pause.resumedAt);
  const pausedDays = daysBetween(from, to);
  const lastDay = plusDays(previous.dueOn, pausedDays);
  const dueOn = businessDayOnOrAfter(calendar, lastDay);
  const dueAt = businessCloses(calendar, dueOn);
  const reminderOn = addBusinessDays(calendar, dueOn, -milestones.appointmentReminderBusinessDays);
  return {
    remindAt: businessOpens(calendar, reminderOn),
    dueAt,
    proof: {
      ...previous,
      policyVersion: policy.version,
      rule: 'appointment-resumed',
      dayZero: previous.dueOn,
      counted: [
        { on: previous.dueOn, day: 0 },
        { on: lastDay, day: pausedDays },
      ],
      skipped: closedDays(calendar, lastDay, dueOn),
      pause: { from, to },
      dueOn,
      dueAt,
    },
  };
}

function closedDays(calendar: BusinessCalendar, from: LocalDate, to: LocalDate): DeadlineProof['skipped'] {
  return daysFromTo(from, to).flatMap((on) => {
    const why = closedBecause(calendar, on);
    return why === null ? [] : [{ on, why }];
  });
}

function daysFromTo(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}
