import { instant, type Instant, type LocalDate, type Zone } from '../../../src/domain/time';
import type { Resolution } from '../../../src/domain/vocabulary';
import type {
  Clocks,
  ReferralEvent,
  ReferralEventBody,
  SentTimes,
} from '../../../src/workflows/referral/events';
import type { Act, ReferralInput } from '../../../src/workflows/referral/messages';
import { evolve } from '../../../src/workflows/referral/evolve';
import { initialState, type ReferralState } from '../../../src/workflows/referral/state';

/**
 * States as their events make them. Sent on Wednesday, February 2, 2028, at 10:00 in Chicago; contact is due on
 * Friday, February 4, the appointment on Wednesday, February 16, both at 17:00.
 */

export const input: ReferralInput = {
  referralId: '0199a000-0000-7000-8000-000000000001',
  assisterType: 'navigator',
  countyFips: '27137',
  countyName: 'St. Louis',
  terms: {
    zone: 'America/Chicago' as Zone,
    maxHops: 3,
    unsentAlertMinutes: 30,
    capacityReleaseDays: 14,
    interimClosesAfterDays: 30,
    attemptsBeforeUnable: 3,
    missedContact: 'escalate',
    unansweredBeforeAlert: 3,
  },
};

export const ASSIGNMENT = '0199a000-0000-7000-8000-00000000000a';
export const SENT_AT = instant('2028-02-02T16:00:00Z');

export const day = (date: string): LocalDate => date as LocalDate;

export const clocks: Clocks = {
  contact: {
    remindAt: instant('2028-02-04T14:00:00Z'),
    dueAt: instant('2028-02-04T23:00:00Z'),
    dueOn: day('2028-02-04'),
  },
  appointment: {
    remindAt: instant('2028-02-11T14:00:00Z'),
    dueAt: instant('2028-02-16T23:00:00Z'),
    dueOn: day('2028-02-16'),
  },
};

/** With four business hours until the first alert, and no acceptance asked. */
export const sentTimes: SentTimes = {
  clocks,
  acceptBy: null,
  unopenedAlertAt: instant('2028-02-02T20:00:00Z'),
};

/** The state after these events, all at one instant and about the one assignment. */
export function after(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  { at = SENT_AT, assignmentId = ASSIGNMENT }: { at?: Instant; assignmentId?: string } = {},
): ReferralState {
  const events = bodies.map((body): ReferralEvent => ({
    ...body,
    ...{ at, assignmentId, actor: 'system', actId: null },
  }));
  return events.reduce(evolve, state);
}

export const assigned = (hop = 1): ReferralEventBody => ({
  ...{ type: 'assigned', organizationId: `organization-${hop}`, organizationName: `Organization ${hop}` },
  ...{ hop, languageMatch: true, load: 0.25 },
});

const routing = initialState(input);
const sending = after(routing, [assigned()]);
const open = after(sending, [{ type: 'sent', ...sentTimes }]);
const contacted = after(open, [
  { type: 'contact-made', on: day('2028-02-03'), beforeReferral: false },
  { type: 'milestone-met', milestone: 'contact', metOn: day('2028-02-03'), state: 'met' },
]);
const agreed = after(contacted, [
  { type: 'appointment-agreed', appointmentAt: instant('2028-02-10T20:00:00Z'), afterDeadline: false },
]);
const held = after(contacted, [
  { type: 'appointment-held', appointmentAt: instant('2028-02-03T20:00:00Z') },
  { type: 'milestone-met', milestone: 'appointment', metOn: day('2028-02-03'), state: 'met' },
]);

export const states = {
  routing,
  waiting: after(routing, [{ type: 'unassigned', cause: 'no-eligible-organization' }]),
  sending,
  open,
  contacted,
  agreed,
  held,
  interim: after(contacted, [
    { type: 'resolution-recorded', resolution: 'contact-made-appointment-scheduled', interim: true },
  ]),
  closed: after(contacted, [{ type: 'resolution-recorded', resolution: 'enrolled-qhp', interim: false }]),
  /** The policy asks for acceptance, and nobody has answered yet. */
  offered: after(sending, [{ type: 'sent', ...sentTimes, acceptBy: instant('2028-02-02T17:00:00Z') }]),
  tried: after(
    open,
    Array.from({ length: 3 }, () => ({ type: 'contact-attempted', on: day('2028-02-03') })),
  ),
  paused: after(contacted, [
    { type: 'clock-paused', milestone: 'appointment', reason: 'waiting-for-documents' },
  ]),
  breached: after(open, [
    { type: 'milestone-breached', milestone: 'contact' },
    { type: 'milestone-breached', milestone: 'appointment' },
  ]),
  withdrawn: after(open, [{ type: 'withdrawn', reason: 'duplicate' }]),
} as const satisfies Record<string, ReferralState>;

type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;

/** An act by the link of the assignment above, unless told otherwise. */
export function act(body: Bare<Act>, assignmentId: string | null = ASSIGNMENT): Act {
  return { actId: 'act-1', actor: 'assister', assignmentId, ...body };
}

/** What the assignment's report says: reached on that day, or not at all. */
export function report({
  contactOn,
  resolution,
}: {
  readonly contactOn: LocalDate | null;
  readonly resolution: Resolution | null;
}): Act {
  return act({ kind: 'report', contactMade: contactOn !== null, contactOn, resolution });
}
