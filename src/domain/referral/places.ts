import type { ReferralState } from './state';

/** Whether a place that the referral held is free again. A waiting referral may be able to take it. */
export function freesPlace(before: ReferralState, after: ReferralState): boolean {
  if (before.assignment?.holdsCapacity !== true) return false;
  return after.assignment?.id !== before.assignment.id || !after.assignment.holdsCapacity;
}
