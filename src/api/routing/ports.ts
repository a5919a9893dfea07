import type { TrialLead, TrialOrganization } from '../../domain/routing/trial';
import type { Instant } from '../../domain/time';

/** The facts of a trial, all read at one moment. Reading them changes nothing. */
export interface TrialReader {
  /**
   * The leads that came from `from` on and before `to`, the earliest first, at most `limit`. Also every organization,
   * and the places that were taken already.
   */
  load(period: { readonly from: Instant; readonly to: Instant; readonly limit: number }): Promise<{
    readonly leads: readonly Omit<TrialLead, 'on'>[];
    readonly organizations: readonly PastOrganization[];
  }>;
}

export interface PastOrganization extends Omit<TrialOrganization, 'recent'> {
  /** When it was given each lead of the fortnight before the period, the earliest first. */
  readonly givenAt: readonly Instant[];
}
