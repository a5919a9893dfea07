import type { Lead } from '../../domain/referral/lead';
import type { RoutingExplanation } from '../../domain/routing/rules';
import type { Instant } from '../../domain/time';
import type { AssignmentEnd, MilestoneName, MilestoneState } from '../../domain/vocabulary';

/** Reads what the mails about an assignment need. */
export interface LeadMailReader {
  read(assignmentId: string): Promise<LeadMailData>;
}

export interface LeadMailData {
  readonly lead: Lead;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly contactEmail: string;
  /** How the organization was chosen; null when the decision is not known. */
  readonly explanation: RoutingExplanation | null;
  /** How the referral's assignment before this one ended; null when this is the first. */
  readonly previousEnd: AssignmentEnd | null;
  readonly sentAt: Instant | null;
  readonly contactMade: boolean;
  readonly appointmentAt: Instant | null;
  /** Null until the lead was sent. */
  readonly clocks: Readonly<
    Record<MilestoneName, { readonly dueAt: Instant; readonly state: MilestoneState }>
  > | null;
  /** The referral is not with this organization any more, or was closed. */
  readonly ended: boolean;
}
