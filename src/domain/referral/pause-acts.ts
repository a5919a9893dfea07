import { DomainError } from '../errors';
import type { Instant } from '../time';
import type { OpenReferral } from './admission';
import { isAgreedTooLate, overdueFrom, pauseDaysLeft } from './appointment-clock';
import type { ActContext, PauseAct } from './commands';
import { escalate } from './escalations';
import type { ProvenClock, ReferralEventBody } from './events';
import { isAhead, type ReferralState } from './state';

/** A clock is overdue from its deadline on, whether or not that has been recorded yet. */
export function pause(
  referral: OpenReferral,
  { reason }: Pick<PauseAct, 'reason'>,
  now: Instant,
): ReferralEventBody[] {
  const clock = referral.assignment.clocks?.appointment;
  if (clock === undefined || !isAhead(clock) || now >= overdueFrom(referral, 'appointment', clock)) {
    throw new DomainError('clock-not-running', 'Only a clock that is running and not overdue can be paused.');
  }
  if (pauseDaysLeft(referral) === 0) {
    const { pauseMaxDays } = referral.carriedPolicy;
    throw new DomainError(
      'pause-used-up',
      `This clock has been paused for ${pauseMaxDays} days, and no longer pause is possible.`,
    );
  }
  return [{ type: 'clock-paused', milestone: 'appointment', reason }];
}

export function resume(
  referral: OpenReferral,
  { resumed }: Pick<ActContext, 'resumed'>,
): ReferralEventBody[] {
  if (referral.assignment.clocks?.appointment.state !== 'paused' || resumed === null) {
    throw new DomainError('clock-not-paused', 'The appointment’s clock is not paused.');
  }
  return resumeClock(referral, resumed);
}

/** What was agreed during the pause is judged by the new deadline. */
export function resumeClock(state: ReferralState, resumed: ProvenClock): ReferralEventBody[] {
  return [
    { type: 'clock-resumed', milestone: 'appointment', clock: resumed },
    ...(isAgreedTooLate(state, resumed.dueOn) ? [escalate(state, 'appointment-missed')] : []),
  ];
}
