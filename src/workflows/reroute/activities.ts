import type { Instant } from '../../domain/time';

/** What a bulk re-route asks of the outside world. */
export interface RerouteActivities {
  /** The next open assignments of the organization that were there at the start, in the order of their referrals. */
  nextToReroute(command: {
    readonly organizationId: string;
    readonly assignedUntil: Instant;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ readonly assignments: readonly OpenAssignment[] }>;
  /**
   * Brings each its `reassign` act, under an id made from the re-route and the referral: however often it is
   * repeated, each referral is re-routed once. One that is over already is passed.
   */
  rerouteReferrals(command: {
    readonly rerouteId: string;
    readonly assignments: readonly OpenAssignment[];
  }): Promise<{ readonly rerouted: number; readonly passed: number }>;
}

export interface OpenAssignment {
  readonly referralId: string;
  readonly assignmentId: string;
}
