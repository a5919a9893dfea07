import { createRequest, type CreateRequestDeps } from '../use-cases/create-request';
import type { InboundQuestions } from './ports';

/** What an organization wrote becomes a request like any other: kept, then its workflow asks the exchange. */
export function inboundQuestions(deps: CreateRequestDeps): InboundQuestions {
  return {
    async ask({ id, organizationId, referralId, text, at }) {
      await createRequest(deps, {
        ...{ id, organizationId, referralId, ask: { kind: 'question' }, comments: text, source: 'mail', at },
      });
      return { requestId: id };
    },
  };
}
