import { z } from 'zod';
import { OPENAPI_PATH } from './router';
import type { OpenApiDocument } from './openapi';
import { json } from '../http/answer';
import { defineRoute, type Route } from '../http/route';

/** Serves the document, which lists this route too. It is made when somebody first asks for it. */
export function openApiRoute(document: () => OpenApiDocument): Route {
  return defineRoute({
    method: 'get',
    path: OPENAPI_PATH,
    tag: 'Operations',
    summary: 'This document',
    scope: null,
    answers: { 200: { description: 'OpenAPI 3.1', schema: z.record(z.string(), z.unknown()) } },
    async handle() {
      return json(200, document());
    },
  });
}
