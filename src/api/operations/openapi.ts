import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ZodContentObject,
  type ZodMediaTypeObject,
} from '@asteasolutions/zod-to-openapi';
import { z, type ZodObject } from 'zod';
import type { LocalDate } from '../../domain/time';
import { problem } from '../http/problem';
import { PROBLEMS } from '../http/problems';
import type { Route, RouteAnswer } from '../http/route';
import { problemsOf } from '../http/route-problems';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const idempotencyKey = z.string().min(1).max(255).optional().meta({
  description: 'The same key and body give the first answer again; the order of fields does not matter',
  pattern: '^[!-~]+$',
});
const ifMatch = z
  .string()
  .optional()
  .meta({ description: 'The entity tag of the version that you changed', pattern: '^(\\*|"[0-9]{1,9}")$' });

/**
 * The OpenAPI 3.1 document of exactly these routes, from the schemas that they check with. The examples are good on the
 * local day `today`.
 */
export function openApiDocument(
  routes: readonly Route[],
  info: { readonly title: string; readonly version: string; readonly serverUrl: string },
  today: LocalDate,
): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  for (const route of routes) {
    registry.registerPath({
      method: route.method,
      path: route.path,
      operationId: route.operationId,
      tags: [route.tag],
      summary: route.summary,
      description: route.description,
      security: route.scope === null ? [] : [{ [bearer.name]: [] }],
      ...(route.scope === null ? {} : { 'x-scope': route.scope }),
      request: {
        // Path and query are always objects of named parameters.
        ...(route.params === undefined ? {} : { params: route.params as ZodObject }),
        ...(route.query === undefined ? {} : { query: route.query as ZodObject }),
        ...(route.body === undefined
          ? {}
          : { body: { required: true, content: requestContent(route, today) } }),
        ...(route.method === 'get' ? {} : { headers: headersOf(route) }),
      },
      responses: Object.fromEntries(
        Object.entries({ ...problemAnswers(route), ...route.answers.good }).map(([status, answer]) => [
          status,
          response(answer),
        ]),
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
function requestContent({ body, raw, example }: Route, today: LocalDate): ZodContentObject {
  if (raw === undefined) {
    if (body === undefined) return {};
    return { 'application/json': { schema: body, ...(example && { example: example(today) }) } };
  }
  const content: Record<string, ZodMediaTypeObject> = {};
  if (raw.formField !== undefined) {
    const [properties, required] = [{ [raw.formField]: BINARY }, [raw.formField]];
    content['multipart/form-data'] = { schema: { type: 'object', properties, required } };
  }
  for (const type of raw.contentTypes) content[type] = { schema: BINARY };
  return content;
}

function headersOf(route: Route): ZodObject {
  return z.object({ 'idempotency-key': idempotencyKey, ...(route.ifMatch && { 'if-match': ifMatch }) });
}

/** One answer for each status, which names all problems that have it. */
function problemAnswers(route: Route): Record<number, RouteAnswer> {
  const lines = new Map<number, string[]>();
  for (const code of problemsOf(route)) {
    const { status, title } = PROBLEMS[code];
    lines.set(status, [...(lines.get(status) ?? []), `\`${code}\`: ${title}`]);
  }
  return Object.fromEntries(
    [...lines].map(([status, titles]) => [
      status,
      { description: titles.join('; '), schema: problem, contentType: 'application/problem+json' },
    ]),
  );
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
