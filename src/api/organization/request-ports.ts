import type { RequestAsk } from '../../domain/organization/request/requests';
import type { Instant } from '../../domain/time';
import type { RequestKind, RequestSource, RequestState } from '../../domain/vocabulary';
import type { PageRequest } from '../http/ports';

/** What the API needs for requests. src/infra implements it. Every call may throw `unavailable`. */

export interface NewRequest {
  /** The same id again is the same request. */
  readonly id: string;
  /** Set under an Idempotency-Key. The same one again is the same request, whatever its id. */
  readonly commandId?: string | null;
  /** Null when nobody knows yet which organization asks. Only for questions. */
  readonly organizationId: string | null;
  readonly referralId: string | null;
  readonly ask: RequestAsk;
  /** In their words. May hold anything. */
  readonly comments: string | null;
  readonly source: RequestSource;
  /** Set when the exchange asks for a new address itself, and so agrees to it: who does. */
  readonly agreedBy?: string | null;
  /** Addresses behind the contact point that mail does not reach: the organization is told. */
  readonly unreached?: readonly string[] | null;
  readonly at: Instant;
}

export interface RequestRecord extends Omit<NewRequest, 'at' | 'commandId' | 'agreedBy' | 'unreached'> {
  readonly kind: RequestKind;
  readonly organizationName: string | null;
  readonly state: RequestState;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  /** When a new address confirmed. */
  readonly confirmedAt: Instant | null;
  /** When the old address or the exchange agreed to it, and who. `organization`: the old address. */
  readonly agreedAt: Instant | null;
  readonly agreedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  /** The exchange's answer in words. */
  readonly note: string | null;
  /** The answer that was taken. A repeat of it is not a second one. */
  readonly answerId: string | null;
}

export interface RequestFilter {
  readonly state?: RequestState | undefined;
  readonly organizationId?: string | undefined;
  readonly kind?: RequestKind | undefined;
}

export interface RequestStore {
  find(id: string): Promise<RequestRecord | null>;
  /** Newest first. */
  list(filter: RequestFilter, page: PageRequest): Promise<readonly RequestRecord[]>;
}

export interface RequestAnswer {
  /** The same id again is not a second answer. It has its first result. */
  readonly id: string;
  readonly requestId: string;
  readonly outcome: 'approved' | 'refused';
  readonly note: string | null;
  readonly by: string;
  readonly at: Instant;
}

/** What a mailbox says about a new address for leads. */
export interface AddressAnswer {
  /** As in an answer. */
  readonly id: string;
  readonly requestId: string;
  readonly says: 'yes' | 'no';
  readonly at: Instant;
}

/** When a call returns, the request or answer is decided. If it is due, it has taken effect. */
export interface RequestActs {
  /** The same id again is the same request. Throws `not-found`: no such organization. */
  ask(request: NewRequest): Promise<RequestRecord>;
  /**
   * Grants what an organization asks for, answers its question (`note` is the answer), or refuses (`note` says why).
   * The organization is told by mail, and the escalation closes by itself. A new address that is granted still waits for
   * its own confirmation. Throws `not-found`, `request-closed`, and `validation` for a missing note.
   */
  answer(answer: RequestAnswer): Promise<RequestRecord>;
  /** A new address says whether leads should come to it. Throws `not-found` and `request-closed`. */
  confirm(answer: AddressAnswer): Promise<RequestRecord>;
  /** The old address agrees to a new one, or stops it. Throws as above. */
  agree(answer: AddressAnswer): Promise<RequestRecord>;
}
