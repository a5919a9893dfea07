import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import type { AreaTable } from '../../domain/service-area';
import { REQUEST_KINDS, REQUEST_STATES } from '../../domain/vocabulary';
import { json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { defineRoute, type Route } from '../http/route';
import type { RequestActs, RequestRecord, RequestStore } from './request-ports';
import { idParams, pageById } from '../http/fields';
import {
  approveBody,
  askOf,
  refuseBody,
  requestBody,
  requestList,
  requestView,
  type RequestView,
} from './request-schema';
import { countyNameIn } from '../../domain/county-codes';
import { createRequest, type CreateRequestDeps } from './create-request';
import { actIdFor, commandIdOf } from '../http/act-id';
import { answers } from '../http/answers';
import { REQUESTS } from '../http/paths';

export interface RequestRouteDeps extends CreateRequestDeps {
  readonly requests: RequestStore;
  readonly requestActs: RequestActs;
  readonly areas: AreaTable;
}

/** What organizations ask for, on their page, or by mail or phone. The single point of contact enters the latter. */
export function requestRoutes(deps: RequestRouteDeps): Route[] {
  const tag = 'Requests';
  const countyName = countyNameIn(deps.areas);
  const view = (record: RequestRecord) => toView(record, countyName);

  const list = defineRoute({
    method: 'get',
    path: REQUESTS,
    tag,
    operationId: 'listRequests',
    summary: 'What organizations asked for, newest first',
    description: 'Those that fit every filter that is given.',
    scope: 'requests:read',
    query: z.strictObject({
      state: z.enum(REQUEST_STATES).optional(),
      organizationId: z.guid().optional(),
      kind: z.enum(REQUEST_KINDS).optional(),
      ...pageById,
    }),
    answers: answers(200, 'One page of requests', requestList),
    async handle({ query: { cursor, limit, ...filter } }) {
      const rows = await deps.requests.list(filter, lookAhead({ cursor, limit }));
      return json(
        200,
        listAnswer(rows.map(view), limit, ({ id }) => id),
      );
    },
  });

  const one = defineRoute({
    method: 'get',
    path: `${REQUESTS}/{id}`,
    tag,
    operationId: 'getRequest',
    summary: 'One request',
    description: 'What is asked for, and the answer when there is one.',
    scope: 'requests:read',
    params: idParams,
    answers: answers(200, 'The request', requestView, 'not-found'),
    async handle({ params }) {
      const found = await deps.requests.find(params.id);
      if (found === null) throw new DomainError('not-found', 'There is no such request.');
      return json(200, view(found));
    },
  });

  const create = defineRoute({
    method: 'post',
    path: REQUESTS,
    tag,
    operationId: 'enterRequest',
    summary: 'Enter a request that came by mail or phone',
    description:
      'What needs nobody happens at once or on its date. Counties, type, and the end of a suspension of the exchange’s wait for an approval. A new address waits for its own confirmation, and for the old address or an approval.',
    scope: 'requests:write',
    body: requestBody,
    example: () =>
      ({
        kind: 'question',
        organizationId: null,
        source: 'phone',
        comments: 'How long may an appointment be put off?',
      }) satisfies z.input<typeof requestBody>,
    answers: answers(201, 'The request', requestView, 'not-found', 'county-unknown'),
    async handle({ body, now, client, idempotency }) {
      const created = await createRequest(deps, {
        id: newId(),
        commandId: commandIdOf(client, idempotency, 'requests', body),
        organizationId: body.organizationId,
        referralId: body.kind === 'question' ? body.referralId : null,
        ask: askOf(body, deps.areas),
        comments: body.comments,
        source: body.source,
        at: now,
      });
      return json(201, view(created), { location: `${REQUESTS}/${created.id}` });
    },
  });

  const answering = (name: 'approve' | 'refuse') =>
    defineRoute({
      method: 'post',
      path: `${REQUESTS}/{id}/${name}`,
      tag,
      operationId: name === 'approve' ? 'approveRequest' : 'refuseRequest',
      summary: name === 'approve' ? 'Approve a request, or answer a question' : 'Refuse a request',
      description:
        'The organization gets the note by mail; the escalation closes by itself. A new address that is approved takes effect once it has confirmed.',
      scope: 'requests:write',
      params: idParams,
      body: name === 'approve' ? approveBody : refuseBody,
      example: () => ({ note: 'Thank you for telling us.' }),
      answers: answers(200, 'The request as it is now', requestView, 'not-found', 'request-closed'),
      async handle({ params, body, client, now, idempotency }) {
        const seed = idempotency && `${client.id} ${idempotency.claim.key} ${params.id} ${name}`;
        const answered = await deps.requestActs.answer({
          id: actIdFor(seed, body),
          requestId: params.id,
          outcome: name === 'approve' ? 'approved' : 'refused',
          note: body.note,
          by: client.id,
          at: now,
        });
        return json(200, view(answered));
      },
    });

  return [list, one, create, answering('approve'), answering('refuse')];
}

function toView(record: RequestRecord, countyName: (fips: string) => string): RequestView {
  const { organizationId, organizationName, answerId: _answer, ask, ...rest } = record;
  return {
    ...rest,
    organization:
      organizationId === null ? null : { id: organizationId, name: organizationName ?? organizationId },
    ask: ask.kind === 'counties' ? { ...ask, counties: ask.counties.map(countyName) } : { ...ask },
  };
}
