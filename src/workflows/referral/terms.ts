import type { ProgramPolicy } from '../../domain/policy';
import type { ReferralTerms } from './messages';

/** What a referral that starts now takes along of the policy. */
export function referralTerms(policy: ProgramPolicy): ReferralTerms {
  return {
    zone: policy.calendar.zone,
    maxHops: policy.routing.maxHops,
    unsentAlertMinutes: policy.routing.unsentAlertMinutes,
    capacityReleaseDays: policy.routing.capacityReleaseDays,
    interimClosesAfterDays: policy.resolution.interimClosesAfterDays,
    attemptsBeforeUnable: policy.resolution.attemptsBeforeUnable,
    missedContact: policy.routing.missedContact,
    unansweredBeforeAlert: policy.routing.unansweredBeforeAlert,
  };
}
