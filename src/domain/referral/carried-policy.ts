import type { ProgramPolicy } from '../policy';
import { resolutionRules, type CountyTerm, type ResolutionRules } from '../terms';
import type { LocalTime, Zone } from '../time';

/**
 * The parts of the policy that a running referral needs. They are fixed when it is received, whatever the policy says
 * later.
 */
export interface CarriedPolicy {
  readonly zone: Zone;
  readonly closes: LocalTime;
  readonly maxHops: number;
  readonly unsentAlertMinutes: number;
  readonly capacityReleaseDays: number;
  readonly interimClosesAfterDays: number;
  readonly attemptsBeforeUnable: number;
  readonly missedContact: 'escalate' | 're-route';
  readonly unansweredBeforeAlert: number;
  /** Reminders and alerts of many referrals that are due at the same instant go out over this many minutes. */
  readonly spreadMinutes: number;
  readonly contactDaysBefore: number;
  readonly appointmentDaysAhead: number;
  readonly pauseMaxDays: number;
  readonly resolutions: ResolutionRules;
  readonly county: CountyTerm;
}

/** The parts of the policy that a referral keeps if it is received now. */
export function carriedPolicy(policy: ProgramPolicy): CarriedPolicy {
  const { calendar, milestones, dates, routing, resolution, reminders, terms } = policy;
  return {
    zone: calendar.zone,
    closes: calendar.closes,
    maxHops: routing.maxHops,
    unsentAlertMinutes: routing.unsentAlertMinutes,
    capacityReleaseDays: routing.capacityReleaseDays,
    interimClosesAfterDays: resolution.interimClosesAfterDays,
    attemptsBeforeUnable: resolution.attemptsBeforeUnable,
    missedContact: routing.missedContact,
    unansweredBeforeAlert: routing.unansweredBeforeAlert,
    spreadMinutes: reminders.spreadMinutes,
    contactDaysBefore: dates.contactDaysBefore,
    appointmentDaysAhead: dates.appointmentDaysAhead,
    pauseMaxDays: milestones.pauseMaxDays,
    resolutions: resolutionRules(terms),
    county: terms.county,
  };
}
