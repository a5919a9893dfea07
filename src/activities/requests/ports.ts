import type { RequestAsk, RequestEffect } from '../../domain/requests';
import type { Instant, LocalDate } from '../../domain/time';
import type { RequestState } from '../../domain/vocabulary';
import type { Settlement } from '../../workflows/request/activities';
import type { RequestInput } from '../../workflows/request/messages';
import type { OpenAssignment } from '../../workflows/reroute/activities';

/** What the activities of requests and re-routes need of the outside world; see src/activities/ports.ts. */

export interface RequestDesk {
  /** Notes that the workflow runs; a repeat changes nothing. */
  begin(requestId: string, at: Instant): Promise<RequestFacts>;
  /** Keeps the outcome with its answer and closes the request's escalation, in one transaction; once. */
  settle(requestId: string, settlement: Settlement, at: Instant): Promise<void>;
  /**
   * Changes the organization, appends what it was and is to its events and raises its version, in one transaction;
   * once a request. A new contact address ends the links that went to the old one.
   */
  apply(requestId: string, effect: RequestEffect, at: Instant, today: LocalDate): Promise<void>;
  /** Puts back the capacity that the request replaced; nothing when it was changed since, or is back already. */
  restore(requestId: string, at: Instant): Promise<void>;
  mailFacts(requestId: string): Promise<RequestMailFacts>;
}

export interface RequestFacts {
  readonly ask: RequestAsk;
  readonly state: RequestState;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  /** Null when it is not known whose request it is. */
  readonly organization: {
    readonly name: string;
    /** By status, or by days that are not over. */
    readonly suspendedByExchange: boolean;
  } | null;
}

export interface RequestMailFacts {
  readonly ask: RequestAsk;
  readonly state: RequestState;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly note: string | null;
  readonly organization: {
    readonly id: string;
    readonly name: string;
    /** As it is now. */
    readonly contactEmail: string;
  } | null;
  /** The address that a contact change replaced; null before. */
  readonly formerEmail: string | null;
  readonly escalationId: string | null;
}

/** A referral that is with an organization, as a mail may name it. */
export interface OpenReferralFacts extends OpenAssignment {
  readonly countyName: string;
}

export interface OpenAssignments {
  /** In the order of their referrals, `limit` at most. */
  after(query: {
    readonly organizationId: string;
    readonly assignedUntil: Instant;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly OpenReferralFacts[]>;
}

export interface ReferralReassigner {
  /**
   * Takes the referral away from this assignment's organization and lets the rules choose again. The same act once,
   * however often. False when the assignment was over by itself. Throws when it cannot be told yet.
   */
  reassign(command: OpenAssignment & { readonly actId: string; readonly at: Instant }): Promise<boolean>;
}

export interface UnstartedRequests {
  olderThan(before: Instant, limit: number): Promise<readonly RequestInput[]>;
}

export interface UnfinishedRequests {
  /** In the order of their ids: what PostgreSQL says is still to be done, of those that began before. */
  page(after: string | null, begunBefore: Instant, limit: number): Promise<readonly RequestInput[]>;
}

export interface LostRequests {
  /** Those whose workflow has ended before its own end, or is gone. */
  among(requests: readonly RequestInput[]): Promise<readonly RequestInput[]>;
}

export interface RequestStarter {
  /** Does nothing when it runs or has come to its end; one that was terminated begins again. */
  begin(request: RequestInput): Promise<void>;
}
