import type { DeadlineRule } from '../../../src/domain/deadlines';
import type { Act } from '../../../src/domain/referral/commands';
import { evolve, fold } from '../../../src/domain/referral/evolve';
import type {
  Clocks,
  ProvenClock,
  ReferralEvent,
  ReferralEventBody,
  ReferralNeed,
  SentTimes,
} from '../../../src/domain/referral/events';
import type { ReferralState } from '../../../src/domain/referral/state';
import type { CarriedPolicy } from '../../../src/domain/referral/carried-policy';
import { instant, type Instant, type LocalDate, type LocalTime, type Zone } from '../../../src/domain/time';
import type { Resolution } from '../../../src/domain/terms';
import { rules, terms } from '../../support/minnesota-terms';

/**
 * States as their events make them. Sent on Wednesday, February 2, 2028, at 10:00 in Chicago; contact is due on
 * Friday, February 4, the appointment on Wednesday, February 16, both at 17:00.
 */

export const REFERRAL = '0199a000-0000-7000-8000-000000000001';
export const need: ReferralNeed = { assisterType: 'navigator', countyFips: '27137', countyName: 'St. Louis' };
export const carriedPolicy: CarriedPolicy = {
  zone: 'America/Chicago' as Zone,
  closes: '17:00' as LocalTime,
  maxHops: 3,
  unsentAlertMinutes: 30,
  capacityReleaseDays: 14,
  interimClosesAfterDays: 30,
  attemptsBeforeUnable: 3,
  missedContact: 'escalate',
  unansweredBeforeAlert: 3,
  spreadMinutes: 0,
  contactDaysBefore: 30,
  appointmentDaysAhead: 800,
  pauseMaxDays: 30,
  resolutions: rules,
  county: terms.county,
};

export const ASSIGNMENT = '0199a000-0000-7000-8000-00000000000a';
export const SENT_AT = instant('2028-02-02T16:00:00Z');

export const day = (date: string): LocalDate => date as LocalDate;

const clock = (rule: DeadlineRule, remindAt: string, dueAt: string, dueOn: string): ProvenClock => ({
  ...{ remindAt: instant(remindAt), dueAt: instant(dueAt), dueOn: day(dueOn) },
  proof: {
    ...{
      policyVersion: 'sample-1',
      rule,
      zone: carriedPolicy.zone,
      sentAt: SENT_AT,
      sentOn: day('2028-02-02'),
    },
    ...{ dayZero: day('2028-02-02'), counted: [], skipped: [], dueOn: day(dueOn), dueAt: instant(dueAt) },
  },
});

export const clocks: Clocks = {
  contact: clock('contact-business-days', '2028-02-04T14:00:00Z', '2028-02-04T23:00:00Z', '2028-02-04'),
  appointment: clock(
    'appointment-calendar-days',
    '2028-02-11T14:00:00Z',
    '2028-02-16T23:00:00Z',
    '2028-02-16',
  ),
};
/** Paused for two days: due on Friday, February 18. */
export const resumed = clock(
  'appointment-resumed',
  '2028-02-15T14:00:00Z',
  '2028-02-18T23:00:00Z',
  '2028-02-18',
);

/** With four business hours until the first alert, and no acceptance asked. */
export const sentTimes: SentTimes = {
  clocks,
  acceptBy: null,
  unopenedAlertAt: instant('2028-02-02T20:00:00Z'),
};

/** Of an event that the service causes by itself. */
export const byItself = (at: Instant = SENT_AT, assignmentId: string | null = ASSIGNMENT) =>
  ({ at, assignmentId, actor: 'system', actId: null }) as const;

/** The state after these events, all at one instant and about the one assignment. */
export function after(
  state: ReferralState,
  bodies: readonly ReferralEventBody[],
  { at = SENT_AT, assignmentId = ASSIGNMENT }: { at?: Instant; assignmentId?: string } = {},
): ReferralState {
  const events = bodies.map((body): ReferralEvent => ({ ...body, ...byItself(at, assignmentId) }));
  return events.reduce(evolve, state);
}

/** As the CRM's lead makes it. */
export function received(
  of: CarriedPolicy = carriedPolicy,
  at: Instant = SENT_AT,
  referralId = REFERRAL,
): ReferralState {
  const event = {
    type: 'received',
    need,
    carriedPolicy: of,
    at,
    actor: 'crm',
    assignmentId: null,
    actId: null,
  } as const;
  return fold(referralId, [event]);
}

export const assigned = (hop = 1): Extract<ReferralEventBody, { type: 'assigned' }> => ({
  ...{ type: 'assigned', organizationId: `organization-${hop}`, organizationName: `Organization ${hop}` },
  ...{ hop, languageMatch: true, load: 0.25 },
});

export const met = (
  milestone: 'contact' | 'appointment',
  metOn: string,
  state: 'met' | 'late' = 'met',
): ReferralEventBody => ({
  ...{ type: 'milestone-met', milestone, metOn: day(metOn), state },
  metAt: instant(`${metOn}T23:00:00Z`),
});

const routing = received();
const sending = after(routing, [assigned()]);
const open = after(sending, [{ type: 'sent', ...sentTimes }]);
const contacted = after(open, [
  { type: 'contact-made', on: day('2028-02-03'), beforeReferral: false },
  met('contact', '2028-02-03'),
]);
const agreed = after(contacted, [
  { type: 'appointment-agreed', appointmentAt: instant('2028-02-10T20:00:00Z'), afterDeadline: false },
]);
const held = after(contacted, [
  { type: 'appointment-held', appointmentAt: instant('2028-02-03T20:00:00Z') },
  met('appointment', '2028-02-03'),
]);
/** Nobody could take it: a person decides. */
const leftOver = after(open, [{ type: 'declined', reason: 'exchange-must-resolve' }]);

export const states = {
  routing,
  leftOver,
  waiting: after(routing, [{ type: 'unassigned', cause: 'no-eligible-organization' }]),
  stuck: after(leftOver, [{ type: 'unassigned', cause: 'exchange-must-resolve' }]),
  sending,
  open,
  contacted,
  agreed,
  held,
  interim: after(agreed, [
    { type: 'resolution-recorded', resolution: 'contact-made-appointment-scheduled', interim: true },
  ]),
  closed: after(contacted, [{ type: 'resolution-recorded', resolution: 'enrolled-qhp', interim: false }]),
  /** The policy asks for acceptance, and nobody has answered yet. */
  offered: after(sending, [{ type: 'sent', ...sentTimes, acceptBy: instant('2028-02-02T17:00:00Z') }]),
  tried: after(
    open,
    ['2028-02-01', '2028-02-02', '2028-02-03'].map((on) => ({ type: 'contact-attempted', on: day(on) })),
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
