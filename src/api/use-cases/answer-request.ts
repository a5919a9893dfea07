import { DomainError } from '../../domain/errors';
import type {
  RequestAnswer,
  RequestRecord,
  RequestStart,
  RequestStore,
  RequestWorkflows,
} from '../requests/ports';

export interface AnswerRequestDeps {
  readonly requests: RequestStore;
  readonly requestWorkflows: RequestWorkflows;
}

export type AnswerRequest = Omit<RequestAnswer, 'outcome'>;

/**
 * Grants what an organization asks for, or answers its question (then `note` is the answer). The organization is told
 * by mail and the escalation closes by itself. Throws DomainError `not-found`, `request-closed`, `unavailable`, and
 * `validation` for a question without an answer or a new address, which nobody can confirm but who reads its mail.
 */
export async function approveRequest(deps: AnswerRequestDeps, answer: AnswerRequest): Promise<RequestRecord> {
  return settle(deps, { ...answer, outcome: 'approved' });
}

/** Refuses it; `note` says why. Throws as approveRequest; a refusal needs a note. */
export async function refuseRequest(deps: AnswerRequestDeps, answer: AnswerRequest): Promise<RequestRecord> {
  return settle(deps, { ...answer, outcome: 'refused' });
}

async function settle(deps: AnswerRequestDeps, answer: RequestAnswer): Promise<RequestRecord> {
  const request = await find(deps, answer.requestId);
  if (request.answerId === answer.id) return request;
  assertAnswerable(request, answer);
  await deps.requests.keepAnswer(answer);
  await deps.requestWorkflows.answer(startOf(request), answer);
  return find(deps, answer.requestId);
}

function assertAnswerable({ kind, state }: RequestRecord, { outcome, note }: RequestAnswer): void {
  if (state !== 'open' && state !== 'awaiting-confirmation') {
    throw new DomainError('request-closed', 'The request is answered already.');
  }
  if (note === null && (outcome === 'refused' || kind === 'question')) {
    const errors = [{ path: 'note', message: 'is required: it is the answer that the organization reads' }];
    throw new DomainError('validation', 'The answer is missing.', { errors });
  }
  if (outcome === 'approved' && kind === 'contact-change') {
    throw new DomainError('validation', 'Only the new address itself can confirm, by the link in its mail.');
  }
}

/** What its workflow is started from, when it has to be. */
export function startOf({ id, kind, organizationId }: RequestRecord): RequestStart {
  return { requestId: id, kind, organizationId };
}

async function find({ requests }: AnswerRequestDeps, id: string): Promise<RequestRecord> {
  const request = await requests.find(id);
  if (request === null) throw new DomainError('not-found', 'There is no such request.');
  return request;
}
