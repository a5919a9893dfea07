import type { RequestAsk } from '../../../domain/organization/request/requests';
import type { Instant } from '../../../domain/time';
import type { RequestState } from '../../../domain/vocabulary';

/** What the mails of requests need of the outside world; see src/activities/ports.ts. */

export interface RequestMailReader {
  read(requestId: string): Promise<RequestMailData>;
}

export interface RequestMailData {
  readonly id: string;
  readonly ask: RequestAsk;
  readonly state: RequestState;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly confirmBy: Instant | null;
  readonly note: string | null;
  /** Addresses behind the contact point that mail does not reach; null when the request is not about that. */
  readonly unreached: readonly string[] | null;
  readonly organization: {
    readonly id: string;
    readonly name: string;
    /** The current address. */
    readonly contactEmail: string;
  } | null;
  /** The address for leads that a contact change is to replace, or has replaced. Null for all other requests. */
  readonly replaces: string | null;
}

/** A referral that an organization has, as a mail may name it. */
export interface OpenReferralData {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly countyName: string;
}

export interface OpenAssignments {
  /**
   * Referrals that the organization had at that time and still has, in the order of the referrals, `limit` at most.
   */
  of(query: {
    readonly organizationId: string;
    readonly assignedUntil: Instant;
    readonly limit: number;
  }): Promise<readonly OpenReferralData[]>;
}
