import type { RequestAsk } from '../../domain/requests';
import type { Instant } from '../../domain/time';
import type { RequestKind, RequestSource, RequestState } from '../../domain/vocabulary';
import type { PageRequest } from '../ports';

/** What the API needs for requests. src/infra implements it; see src/api/ports.ts for outages. */

export interface NewRequest {
  /** The same id again is the same request. */
  readonly id: string;
  /** Null when nobody knows yet which organization asks: only for questions. */
  readonly organizationId: string | null;
  readonly referralId: string | null;
  readonly ask: RequestAsk;
  /** In their words; may hold anything. */
  readonly comments: string | null;
  readonly source: RequestSource;
  readonly at: Instant;
  readonly dueAt: Instant;
}

export interface RequestRecord extends Omit<NewRequest, 'at'> {
  readonly kind: RequestKind;
  readonly organizationName: string | null;
  readonly state: RequestState;
  readonly createdAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  /** The exchange's answer in words. */
  readonly note: string | null;
  /** The answer that was taken: a repeat of it is no second one. */
  readonly answerId: string | null;
}

export interface RequestFilter {
  readonly state?: RequestState | undefined;
  readonly organizationId?: string | undefined;
  readonly kind?: RequestKind | undefined;
}

export interface RequestAnswer {
  readonly id: string;
  readonly requestId: string;
  readonly outcome: 'approved' | 'refused';
  readonly note: string | null;
  readonly by: string;
  readonly at: Instant;
}

export interface RequestStore {
  /** The same id again changes nothing. */
  add(request: NewRequest): Promise<void>;
  find(id: string): Promise<RequestRecord | null>;
  /** Newest first. */
  list(filter: RequestFilter, page: PageRequest): Promise<readonly RequestRecord[]>;
  /** Kept before the workflow hears of it; the same id again changes nothing. */
  keepAnswer(answer: RequestAnswer): Promise<void>;
}

/** Ids and codes: what a workflow may know of a request. */
export interface RequestStart {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly organizationId: string | null;
}

export interface RequestWorkflows {
  /** Starts it unless it runs or has come to its end; returns once it has done what it can do at once. */
  begin(request: RequestStart): Promise<void>;
  /** Returns once the answer is recorded and, when it is due now, has its effect. Throws `request-closed`. */
  answer(request: RequestStart, answer: Pick<RequestAnswer, 'id' | 'outcome'>): Promise<void>;
  /** The new address has spoken. Throws `request-closed`. */
  confirm(request: RequestStart, confirmed: boolean): Promise<void>;
}
