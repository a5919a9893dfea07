import { z } from 'zod';
import { OPENAPI_PATH } from './router';
import type { OpenApiDocument } from './openapi';
import type { Instant } from '../../domain/time';
import { answers } from '../http/answers';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';

/** Serves the document that it stands in itself. */
export function openApiRoute(document: (now: Instant) => OpenApiDocument): Route {
  return defineRoute({
    method: 'get',
    path: OPENAPI_PATH,
    tag: 'Operations',
    operationId: 'getOpenApi',
    summary: 'This document',
    description: 'Its examples are made for the day on which it is asked for.',
    scope: null,
    answers: answers(200, 'OpenAPI 3.1', z.record(z.string(), z.unknown())),
    async handle({ now }) {
      return json(200, document(now));
    },
  });
}
