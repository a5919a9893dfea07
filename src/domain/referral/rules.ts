import { DAY_MS, MINUTE_MS, plusMillis, type Instant } from '../time';
import type { MilestoneName } from '../vocabulary';
import { overdueFrom, pauseEndsAt } from './appointment-clock';
import type { Step, StepKind } from './commands';
import { awaitsAcceptance, isAhead, type AssignmentState, type ReferralState } from './state';

/**
 * When the service does something to a referral on its own. Each rule says from when its step is due. Null: it is not
 * expected. The time of the last event: it is due at once. A step that was taken is not expected again, so every
 * referral comes to rest. When several steps are due, the earliest goes first; of equal ones, the one higher in this
 * list.
 */
export const RULES: readonly Rule[] = [
  { step: 'route', says: 'The rules choose an organization', dueAt: routing },
  { step: 'leave-to-person', says: 'A person chooses an organization', dueAt: leftToPerson },
  {
    step: 'remind',
    milestone: 'contact',
    says: 'Reminder of the contact deadline',
    spread: true,
    dueAt: reminder,
  },
  { step: 'breach', milestone: 'contact', says: 'Deadline of the contact', dueAt: deadline },
  {
    step: 'remind',
    milestone: 'appointment',
    says: 'Reminder of the appointment deadline',
    spread: true,
    dueAt: reminder,
  },
  { step: 'breach', milestone: 'appointment', says: 'Deadline of the appointment', dueAt: deadline },
  { step: 'end-pause', says: 'End of the pause', dueAt: pauseEndsAt },
  { step: 'expire-acceptance', says: 'Acceptance of the referral', dueAt: acceptance },
  { step: 'alert-unopened', says: 'The referral should be open by', spread: true, dueAt: opening },
  { step: 'release-place', says: 'A silent assignment stops holding a place', dueAt: release },
  { step: 'close-interim', says: 'The interim resolution closes the referral', dueAt: interimEnd },
];

export type Rule = {
  /** For a person, as the purpose of a timer. */
  readonly says: string;
  /**
   * Many of these are due at the same instant, and some minutes do not matter. So the policy spreads them. Deadlines
   * are never spread.
   */
  readonly spread?: true;
} & (
  | {
      readonly step: Extract<StepKind, 'remind' | 'breach'>;
      readonly milestone: MilestoneName;
      dueAt(state: ReferralState, milestone: MilestoneName): Instant | null;
    }
  | { readonly step: Exclude<StepKind, 'remind' | 'breach'>; dueAt(state: ReferralState): Instant | null }
);

export interface Expected {
  readonly rule: Rule;
  readonly at: Instant;
}

/** The next step that the service takes on its own, and from when it is due. Null when there is none. */
export function nextExpected(state: ReferralState): Expected | null {
  let next: Expected | null = null;
  for (const rule of RULES) {
    const at = dueAt(state, rule);
    if (at !== null && (next === null || at < next.at)) next = { rule, at };
  }
  return next;
}

/** Whether the step is due. Asked again when the step is taken, because the cause may be gone by then. */
export function isDue(state: ReferralState, step: Step, at: Instant): boolean {
  const rule = RULES.find((one) => one.step === step.kind && milestoneOf(one) === milestoneOf(step));
  const from = rule === undefined ? null : dueAt(state, rule);
  return from !== null && from <= at;
}

function milestoneOf(one: Rule | Step): MilestoneName | null {
  return 'milestone' in one ? one.milestone : null;
}

function dueAt(state: ReferralState, rule: Rule): Instant | null {
  const at = 'milestone' in rule ? rule.dueAt(state, rule.milestone) : rule.dueAt(state);
  return at !== null && rule.spread === true ? plusMillis(at, spreadMs(state)) : at;
}

/**
 * A part of the policy's minutes, chosen by the referral's id. Always the same for one referral, and evenly spread
 * over many.
 */
export function spreadMs({
  referralId,
  carriedPolicy,
}: Pick<ReferralState, 'referralId' | 'carriedPolicy'>): number {
  const part = parseInt(referralId.slice(-8), 16) / 0x1_0000_0000;
  return Math.floor(part * carriedPolicy.spreadMinutes * MINUTE_MS);
}

function routing({ phase, needsPerson, lastAt }: ReferralState): Instant | null {
  return phase === 'routing' && needsPerson === null ? lastAt : null;
}

function leftToPerson({ phase, needsPerson, lastAt }: ReferralState): Instant | null {
  return phase === 'routing' && needsPerson !== null ? lastAt : null;
}

function reminder(state: ReferralState, milestone: MilestoneName): Instant | null {
  const clock = openAssignment(state)?.clocks?.[milestone];
  return clock?.state === 'pending' ? clock.remindAt : null;
}

function deadline(state: ReferralState, milestone: MilestoneName): Instant | null {
  const clock = openAssignment(state)?.clocks?.[milestone];
  return clock === undefined || !isAhead(clock) ? null : overdueFrom(state, milestone, clock);
}

function acceptance(state: ReferralState): Instant | null {
  const assignment = openAssignment(state);
  return assignment !== null && awaitsAcceptance(assignment) ? assignment.acceptBy : null;
}

function opening(state: ReferralState): Instant | null {
  const assignment = openAssignment(state);
  return assignment === null || assignment.openedAt !== null ? null : assignment.unopenedAlertAt;
}

/** Frees the place, so that an organization that never answers does not stay full forever. */
function release(state: ReferralState): Instant | null {
  const assignment = openAssignment(state);
  if (assignment === null || !assignment.holdsCapacity) return null;
  const clock = assignment.clocks?.appointment;
  if (clock === undefined || isAhead(clock) || clock.state === 'paused') return null;
  return plusMillis(clock.dueAt, state.carriedPolicy.capacityReleaseDays * DAY_MS);
}

/**
 * An interim resolution closes the referral if no final one has come within the policy's days after the appointment.
 */
function interimEnd({ phase, resolution, appointment, carriedPolicy }: ReferralState): Instant | null {
  if (phase !== 'open' || resolution === null) return null;
  return plusMillis(appointment?.at ?? resolution.at, carriedPolicy.interimClosesAfterDays * DAY_MS);
}

function openAssignment({ phase, assignment }: ReferralState): AssignmentState | null {
  return phase === 'open' ? assignment : null;
}
