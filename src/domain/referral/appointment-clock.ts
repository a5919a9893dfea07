import { dayBegins, daysBetween, instantOf, plusDays } from '../local-time';
import { localDateIn, type Instant, type LocalDate, type Zone } from '../time';
import type { MilestoneName } from '../vocabulary';
import { isRunning, type ReferralState, type RunningClock } from './state';

/**
 * What an agreed appointment and a pause mean to the appointment's clock (docs/program.md, "Clocks"). The day decides,
 * for an appointment that is agreed as for one that was held.
 */

/** Whether an appointment at `at` is too late for a clock that is due on `dueOn`, a local date in `zone`. */
export function isTooLate(at: Instant, dueOn: LocalDate, zone: Zone): boolean {
  return localDateIn(zone, at) > dueOn;
}

/** An appointment is agreed, still to be held, and too late for a clock that is due on `dueOn`. */
export function isAgreedTooLate(state: ReferralState, dueOn: LocalDate): boolean {
  const { appointment, carriedPolicy } = state;
  return appointment !== null && !appointment.held && isTooLate(appointment.at, dueOn, carriedPolicy.zone);
}

/**
 * An appointment is agreed for a day on which the promise can still be kept. So nobody has to see to it that it is
 * held earlier. A deadline that was missed stays missed until the appointment is held.
 */
export function isAgreedInTime(state: ReferralState): boolean {
  const clock = state.assignment?.clocks?.appointment;
  const { appointment, carriedPolicy } = state;
  if (clock === undefined || appointment === null || appointment.held) return false;
  const canBeKept = clock.state === 'paused' || (isRunning(clock) && clock.breachedAt === null);
  return canBeKept && !isTooLate(appointment.at, clock.dueOn, carriedPolicy.zone);
}

/**
 * From when the promise is broken: the deadline. When the appointment is agreed for later on the due day itself, that
 * day has to be over.
 */
export function overdueFrom(
  { appointment, carriedPolicy: { zone } }: ReferralState,
  milestone: MilestoneName,
  { dueAt, dueOn }: RunningClock,
): Instant {
  const laterThatDay =
    milestone === 'appointment' &&
    appointment !== null &&
    !appointment.held &&
    appointment.at > dueAt &&
    !isTooLate(appointment.at, dueOn, zone);
  return laterThatDay ? dayBegins(plusDays(dueOn, 1), zone) : dueAt;
}

/** Days for which the appointment's clock of this assignment may still be paused. All its pauses count together. */
export function pauseDaysLeft({ assignment, carriedPolicy }: ReferralState): number {
  return Math.max(0, carriedPolicy.pauseMaxDays - (assignment?.pausedDays ?? 0));
}

/**
 * When the pause ends by itself: the close of business on the last day that is left. Null when nothing is paused.
 */
export function pauseEndsAt(state: ReferralState): Instant | null {
  const pausedAt = state.assignment?.clocks?.appointment.pausedAt ?? null;
  if (state.phase !== 'open' || pausedAt === null) return null;
  const { zone, closes } = state.carriedPolicy;
  return instantOf(plusDays(localDateIn(zone, pausedAt), pauseDaysLeft(state)), closes, zone);
}

/** The days that this assignment's clock has stood still, with a pause that is over at `at`. */
export function pausedDaysAfter(state: ReferralState, at: Instant): number {
  const pausedAt = state.assignment?.clocks?.appointment.pausedAt ?? null;
  const before = state.assignment?.pausedDays ?? 0;
  if (pausedAt === null) return before;
  const { zone, pauseMaxDays } = state.carriedPolicy;
  const days = daysBetween(localDateIn(zone, pausedAt), localDateIn(zone, at));
  return Math.min(pauseMaxDays, before + days);
}
