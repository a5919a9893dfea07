import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { plusDays } from '../../domain/local-time';
import type { AreaTable } from '../../domain/service-area';
import { workflowIdOf } from '../../workflows/ids';
import { etag, json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { defineRoute, type Route } from '../http/route';
import { date, idParams, pageById, prose } from '../http/fields';
import { organizationView } from './schema';
import { organizationEventList } from './event-schema';
import { id } from '../http/outputs';
import { actIdFor, commandIdOf } from '../http/act-id';
import {
  rerouteOrganization,
  resumeOrganization,
  suspendOrganization,
  type RerouteDeps,
  type SuspensionDeps,
} from './suspend-organization';
import { answers } from '../http/answers';
import { toView } from './routes';
import { ORGANIZATIONS } from '../http/paths';

export type OrganizationActDeps = SuspensionDeps & RerouteDeps & { readonly areas: AreaTable };

const reason = prose(500, 1);

const suspensionBody = z
  .strictObject({ from: date.nullable().default(null), until: date.nullable().default(null), reason })
  .meta({ id: 'Suspension' });
const resumptionBody = z.strictObject({ reason: reason.nullable().default(null) }).meta({ id: 'Resumption' });
const rerouteBody = z.strictObject({ reason }).meta({ id: 'NewReroute' });
const rerouteView = z
  .object({
    id,
    workflowId: z.string(),
    count: z.int().meta({ description: 'Referrals that were open there' }),
  })
  .meta({ id: 'Reroute' });

/** What the exchange does about an organization. A person decides on each. */
export function organizationActRoutes(deps: OrganizationActDeps): Route[] {
  const tag = 'Organizations';
  const shared = { tag, scope: 'organizations:write', params: idParams } as const;
  const problems = ['not-found'] as const;

  const suspend = defineRoute({
    ...shared,
    method: 'post',
    path: `${ORGANIZATIONS}/{id}/suspend`,
    operationId: 'suspendOrganization',
    summary: 'Send it no new referrals',
    description:
      'Without dates until it is lifted; otherwise on these days, both included. What it has stays with it: see reroute.',
    body: suspensionBody,
    example: (today) => ({ from: plusDays(today, 1), until: plusDays(today, 8), reason: 'The office moves' }),
    answers: answers(200, 'The organization as it is now', organizationView, ...problems),
    async handle({ params, body, now, client, idempotency }) {
      const commandId = commandIdOf(client, idempotency, `${params.id} suspend`, body);
      const change = { organizationId: params.id, ...body, at: now, commandId };
      const suspended = await suspendOrganization(deps, change);
      return json(200, toView(suspended, deps.areas), etag(suspended.version));
    },
  });

  const resume = defineRoute({
    ...shared,
    method: 'post',
    path: `${ORGANIZATIONS}/{id}/resume`,
    operationId: 'resumeOrganization',
    summary: 'Lift every suspension',
    description: 'Referrals that wait for one like it are routed at once, oldest first.',
    body: resumptionBody,
    example: () => ({ reason: 'The office has moved' }),
    answers: answers(200, 'The organization as it is now', organizationView, ...problems),
    async handle({ params, body, now, client, idempotency }) {
      const commandId = commandIdOf(client, idempotency, `${params.id} resume`, body);
      const change = { organizationId: params.id, ...body, at: now, commandId };
      const resumed = await resumeOrganization(deps, change);
      return json(200, toView(resumed, deps.areas), etag(resumed.version));
    },
  });

  const reroute = defineRoute({
    ...shared,
    method: 'post',
    path: `${ORGANIZATIONS}/{id}/reroute`,
    operationId: 'rerouteOrganization',
    summary: 'Give everything open there to others, by the rules',
    description: 'Goes on by itself; its workflow shows how far it is.',
    body: rerouteBody,
    example: () => ({ reason: 'The office is closed' }),
    answers: answers(202, 'Begun', rerouteView, ...problems),
    async handle({ params, body, now, client, idempotency }) {
      // After an outage the same key finds the same re-route again.
      const seed = idempotency && `${client.id} ${idempotency.claim.key} ${params.id} reroute`;
      const rerouteId = seed === null ? newId() : actIdFor(seed, body);
      const begun = await rerouteOrganization(deps, {
        rerouteId,
        organizationId: params.id,
        reason: body.reason,
        at: now,
      });
      const workflowId = workflowIdOf({ kind: 'reroute', subjectId: rerouteId });
      return json(202, { id: rerouteId, workflowId, count: begun.count });
    },
  });

  const events = defineRoute({
    method: 'get',
    path: `${ORGANIZATIONS}/{id}/events`,
    tag,
    operationId: 'listOrganizationEvents',
    summary: 'What changed at it, newest first: who, when, by which request',
    description: 'Each change with what was before and after.',
    scope: 'organizations:read',
    params: idParams,
    query: z.strictObject(pageById),
    answers: answers(200, 'One page of the history', organizationEventList, 'not-found'),
    async handle({ params, query: { cursor, limit } }) {
      if ((await deps.organizations.find(params.id)) === null) {
        throw new DomainError('not-found', 'There is no such organization.');
      }
      const rows = await deps.organizations.events(params.id, lookAhead({ cursor, limit }));
      return json(
        200,
        listAnswer(rows, limit, ({ id: eventId }) => eventId),
      );
    },
  });

  return [suspend, resume, reroute, events];
}
