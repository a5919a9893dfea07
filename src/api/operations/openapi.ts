import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ZodContentObject,
  type ZodMediaTypeObject,
} from '@asteasolutions/zod-to-openapi';
import { z, type ZodObject } from 'zod';
import type { Route, RouteAnswer } from '../http/route';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .max(255)
    .optional()
    .meta({
      description: 'The same key and body give the first answer again; the order of fields does not matter',
    }),
});

/** The OpenAPI 3.1 document of exactly these routes, made from their own schemas. */
export function openApiDocument(
  routes: readonly Route[],
  info: { readonly title: string; readonly version: string; readonly serverUrl: string },
): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  for (const route of routes) {
    registry.registerPath({
      method: route.method,
      path: route.path,
      tags: [route.tag],
      summary: route.summary,
      ...(route.description === undefined ? {} : { description: route.description }),
      security: route.scope === null ? [] : [{ [bearer.name]: [] }],
      ...(route.scope === null ? {} : { 'x-scope': route.scope }),
      request: {
        // Path and query are always objects of named parameters.
        ...(route.params === undefined ? {} : { params: route.params as ZodObject }),
        ...(route.query === undefined ? {} : { query: route.query as ZodObject }),
        ...(route.body === undefined ? {} : { body: { required: true, content: requestContent(route) } }),
        ...(route.method === 'get' ? {} : { headers: idempotencyHeader }),
      },
      responses: Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [status, response(answer)]),
      ),
    });
  }
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument(
    {
      openapi: '3.1.0',
      info: { title: info.title, version: info.version },
      servers: [{ url: info.serverUrl }],
    },
  );
}

/** A raw body is described by its media types alone, a form by its file. */
function requestContent({ body, raw }: Route): ZodContentObject {
  if (raw === undefined) return body === undefined ? {} : { 'application/json': { schema: body } };
  const content: Record<string, ZodMediaTypeObject> = {};
  if (raw.formField !== undefined) {
    const [properties, required] = [{ [raw.formField]: BINARY }, [raw.formField]];
    content['multipart/form-data'] = { schema: { type: 'object', properties, required } };
  }
  for (const type of raw.contentTypes) content[type] = { schema: BINARY };
  return content;
}

const BINARY = { type: 'string', format: 'binary' } as const;

function response({ description, schema, contentType, binary }: RouteAnswer) {
  if (contentType !== undefined && binary === true) {
    return { description, content: { [contentType]: { schema: BINARY } } } as const;
  }
  if (contentType !== undefined && schema === undefined) {
    return { description, content: { [contentType]: { schema: { type: 'string' } } } } as const;
  }
  return schema === undefined
    ? { description }
    : { description, content: { [contentType ?? 'application/json']: { schema } } };
}
