/** What the waiting list asks of the outside world. */
export interface WaitlistActivities {
  /**
   * Gives every unassigned referral that an organization could take now its turn, oldest first. Returns how many were
   * placed. Each turn is one transaction. A repeat skips referrals that were placed already.
   */
  routeWaitingReferrals(): Promise<{ placed: number }>;
}
