/** What the activities of seasons and reports need of the outside world; see src/activities/ports.ts. */

export interface StatementTeller {
  /**
   * Brings the oldest statements of this report that its referrals do not know yet to their workflows, `limit` at most,
   * each under its own id, and notes what came of each. A statement that a later one has replaced is passed over; one
   * about an assignment that is over changes the report only. Throws when a workflow cannot be told yet: what was told
   * until then stays told.
   */
  tell(
    reportId: string,
    limit: number,
    heartbeat: (told: number) => void,
  ): Promise<{ readonly told: number; readonly left: number }>;
}

export interface ReportNudges {
  /** Something changed at this report: wakes its workflow, or starts it again when it has ended. */
  nudge(reportId: string): Promise<void>;
}
