import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { dateProblems } from '../../domain/organization/request/requests';
import { localDateIn } from '../../domain/time';
import type { NewRequest, RequestActs, RequestRecord } from './request-ports';

export interface CreateRequestDeps {
  readonly policy: ProgramPolicy;
  readonly requestActs: Pick<RequestActs, 'ask'>;
}

/**
 * Takes a request that makes sense. What needs no person takes effect before this returns, or on its day. The same id
 * again is the same request. Throws DomainError `not-found` (no such organization), `unavailable`, and `validation`
 * (dates that make no sense, or no organization except for a question).
 */
export async function createRequest(
  { policy, requestActs }: CreateRequestDeps,
  request: NewRequest,
): Promise<RequestRecord> {
  const { ask, organizationId, at } = request;
  if (organizationId === null && ask.kind !== 'question') {
    const errors = [{ path: 'organizationId', message: 'is required, except for a question' }];
    throw new DomainError('validation', 'Whose request is it?', { errors });
  }
  const errors = dateProblems(ask, localDateIn(policy.calendar.zone, at));
  if (errors.length > 0) throw new DomainError('validation', 'The dates do not fit.', { errors });
  return requestActs.ask(request);
}
