/** What the waiting list asks of the outside world. */
export interface WaitlistActivities {
  /**
   * Gives every unassigned referral that an organization could take now its turn, the oldest first, and returns how
   * many were placed. Each turn is a transaction; a repeat finds the placed ones gone.
   */
  routeWaitingReferrals(): Promise<{ placed: number }>;
}
