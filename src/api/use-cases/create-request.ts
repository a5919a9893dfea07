import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { dateProblems, requestDueAt } from '../../domain/requests';
import { localDateIn } from '../../domain/time';
import type { Log } from '../log';
import type { OrganizationStore } from '../ports';
import type { NewRequest, RequestRecord, RequestStore, RequestWorkflows } from '../requests/ports';
import { waitAtMost } from './wait-at-most';

/** Who asks does not wait for Temporal longer than this: the request is kept already. */
const BEGIN_MS = 3_000;

export interface CreateRequestDeps {
  readonly policy: ProgramPolicy;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly requests: RequestStore;
  readonly requestWorkflows: RequestWorkflows;
  readonly log: Log;
}

export type CreateRequest = Omit<NewRequest, 'dueAt'>;

/**
 * Keeps the request, then starts its workflow; without Temporal the worker's sweep starts it later. What needs nobody
 * has its effect when this returns, or soon after. The same id again is the same request. Throws DomainError
 * `not-found` (no such organization) and `validation` (dates that cannot be meant so).
 */
export async function createRequest(deps: CreateRequestDeps, request: CreateRequest): Promise<RequestRecord> {
  const { id, ask, organizationId, at } = request;
  await requireOrganization(deps, request);
  const errors = dateProblems(ask, localDateIn(deps.policy.calendar.zone, at));
  if (errors.length > 0) throw new DomainError('validation', 'The dates do not fit.', { errors });

  await deps.requests.add({ ...request, dueAt: requestDueAt(deps.policy, at) });
  const begun = deps.requestWorkflows.begin({ requestId: id, kind: ask.kind, organizationId });
  await waitAtMost(BEGIN_MS, begun, (error) => {
    deps.log.warn({ err: error, requestId: id }, 'a request was not started; the sweep will');
  });
  const record = await deps.requests.find(id);
  if (record === null) throw new Error(`request ${id} is gone`);
  return record;
}

async function requireOrganization(
  { organizations }: CreateRequestDeps,
  { organizationId, ask }: CreateRequest,
): Promise<void> {
  if (organizationId === null) {
    if (ask.kind === 'question') return;
    const errors = [{ path: 'organizationId', message: 'is required, except for a question' }];
    throw new DomainError('validation', 'Whose request is it?', { errors });
  }
  if ((await organizations.find(organizationId)) !== null) return;
  throw new DomainError('not-found', 'There is no such organization.');
}
