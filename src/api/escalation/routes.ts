import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { ESCALATION_REASONS, ESCALATION_STATES } from '../../domain/vocabulary';
import { json } from '../http/answer';
import { listAnswer, lookAhead } from '../http/list';
import { defineRoute, type Route } from '../http/route';
import type { EscalationStore } from './ports';
import { assignEscalationBody, escalationList, escalationView, resolveEscalationBody } from './schema';
import { idParams, pageById } from '../http/fields';
import { answers } from '../http/answers';
import { ESCALATIONS } from '../http/paths';

export interface EscalationDeps {
  readonly escalations: EscalationStore;
}

export function escalationRoutes({ escalations }: EscalationDeps): Route[] {
  const tag = 'Escalations';

  const list = defineRoute({
    method: 'get',
    path: ESCALATIONS,
    tag,
    operationId: 'listEscalations',
    summary: 'What needs the single point of contact, newest first',
    description: 'Those that fit every filter that is given.',
    scope: 'escalations:read',
    query: z.strictObject({
      state: z.enum(ESCALATION_STATES).optional(),
      reason: z.enum(ESCALATION_REASONS).optional(),
      ...pageById,
    }),
    answers: answers(200, 'One page of escalations', escalationList),
    async handle({ query: { cursor, limit, ...filter } }) {
      const rows = await escalations.list(filter, lookAhead({ cursor, limit }));
      return json(
        200,
        listAnswer(rows, limit, ({ id }) => id),
      );
    },
  });

  const one = defineRoute({
    method: 'get',
    path: `${ESCALATIONS}/{id}`,
    tag,
    operationId: 'getEscalation',
    summary: 'One escalation',
    description: 'Its cause, whom it concerns, who sees to it and by when.',
    scope: 'escalations:read',
    params: idParams,
    answers: answers(200, 'The escalation', escalationView, 'not-found'),
    async handle({ params }) {
      const found = await escalations.find(params.id);
      if (found === null) throw noSuchEscalation();
      return json(200, found);
    },
  });

  const resolve = defineRoute({
    method: 'post',
    path: `${ESCALATIONS}/{id}/resolve`,
    tag,
    operationId: 'resolveEscalation',
    summary: 'Close an escalation with what was done',
    description: 'For what no other act closes: most close by themselves when their cause is gone.',
    scope: 'escalations:write',
    params: idParams,
    body: resolveEscalationBody,
    example: () => ({ note: 'Called the organization; it answers today' }),
    answers: answers(200, 'The closed escalation', escalationView, 'not-found', 'escalation-closed'),
    async handle({ params, body, client, now }) {
      const resolution = { note: body.note, by: client.id, at: now };
      const resolved = await escalations.resolve(params.id, resolution);
      if (resolved === null) throw noSuchEscalation();
      return json(200, resolved);
    },
  });

  const assign = defineRoute({
    method: 'post',
    path: `${ESCALATIONS}/{id}/assign`,
    tag,
    operationId: 'assignEscalation',
    summary: 'Say who sees to an escalation',
    description: 'The owner is any name or address; nothing is sent to it.',
    scope: 'escalations:write',
    params: idParams,
    body: assignEscalationBody,
    example: () => ({ owner: 'sample.coordinator@example.org' }),
    answers: answers(200, 'The escalation with its owner', escalationView, 'not-found', 'escalation-closed'),
    async handle({ params, body: { owner }, client, now }) {
      const assignment = { eventId: newId(), owner, by: client.id, at: now };
      const assigned = await escalations.assign(params.id, assignment);
      if (assigned === null) throw noSuchEscalation();
      return json(200, assigned);
    },
  });

  return [list, one, resolve, assign];
}

function noSuchEscalation(): DomainError {
  return new DomainError('not-found', 'There is no such escalation.');
}
