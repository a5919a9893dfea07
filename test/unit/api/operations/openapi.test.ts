import type { Express } from 'express';
import { apiRoutes, createApp } from '../../../../src/api/app';
import { call } from '../support/client';
import { World } from '../support/world';

interface Operation {
  readonly summary: string;
  readonly security: readonly object[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<string, { readonly description: string }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

const world = new World();
let document: Document;
beforeAll(async () => {
  const server = await world.serve();
  const reply = await call(server, 'GET', '/api/openapi.json', undefined, { authorization: '' });
  await server.close();
  document = JSON.parse(reply.text) as Document;
});

/** Every path that Express serves, asked of Express itself. */
function servedPaths(app: Express): Set<string> {
  interface Layer {
    readonly route?: { readonly path: string };
    readonly handle?: { readonly stack?: readonly Layer[] };
  }
  const walk = (layers: readonly Layer[]): string[] =>
    layers.flatMap(({ route, handle }) => (route ? [route.path] : walk(handle?.stack ?? [])));
  return new Set(walk((app.router as unknown as { stack: Layer[] }).stack));
}

test('it is OpenAPI 3.1, and every reference in it leads somewhere', () => {
  expect(document.openapi).toBe('3.1.0');
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
  expect(references.length).toBeGreaterThan(20);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(references.filter((target) => !known.includes(target ?? ''))).toEqual([]);
});

test('it describes every operation, and nothing else', () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  const operations = apiRoutes(world.deps()).map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual(operations.sort());
  expect(described).toContain('post /api/v1/referrals');
});

test('all that Express serves is described, or is a page', () => {
  const described = Object.keys(document.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
  const pages =
    /^\/(l|assignments|contact-agreements|contact-confirmations|escalations|organizations|reports|seasons)\/:|^\/api\/docs/;
  const undescribed = [...servedPaths(createApp(world.deps()))].filter(
    (path) => !described.includes(path) && !pages.test(path),
  );
  expect(undescribed).toEqual([]);
});

test('an operation says what it needs and what can go wrong', () => {
  const post = document.paths['/api/v1/referrals']?.['post'];
  expect(post?.security).toEqual([{ apiKey: [] }]);
  expect(post?.parameters).toContainEqual(expect.objectContaining({ name: 'idempotency-key', in: 'header' }));
  expect(post?.requestBody?.content['application/json']?.schema).toEqual({
    $ref: '#/components/schemas/Lead',
  });
  expect(Object.keys(post?.responses ?? {})).toEqual(
    expect.arrayContaining(['201', '400', '401', '403', '409', '413', '415', '422', '503']),
  );
  expect(post?.responses['422']?.description).toContain('consent-required');
  expect(document.paths['/healthz']?.['get']?.security).toEqual([]);
});

test('point 26: what a lead asks for together is in the document: a name, and a way to reach the consumer', () => {
  const { properties } = document.components.schemas['Lead'] as {
    properties: { consumer: { allOf: object[] } };
  };
  const oneOf = (...names: string[]) => ({ anyOf: names.map((name) => ({ required: [name] })) });
  expect(properties.consumer.allOf).toEqual([oneOf('phone', 'email'), oneOf('firstName', 'lastName')]);
});

test('whatever changes something takes an Idempotency-Key, and says what it can be refused for', () => {
  const changing = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      method === 'get' ? [] : [{ path, method, operation }],
    ),
  );
  expect(new Set(changing.map(({ method }) => method))).toEqual(new Set(['post', 'patch']));
  const withoutKey = changing.filter(
    ({ operation }) => operation.parameters?.some(({ name }) => name === 'idempotency-key') !== true,
  );
  expect(withoutKey).toEqual([]);
  for (const { operation } of changing.filter(({ method }) => method === 'patch')) {
    expect(operation.responses['409']?.description).toContain('idempotency-key-in-progress');
    expect(operation.responses['422']?.description).toContain('idempotency-key-reused');
  }
});

test('a file goes in as a form or as it is, and comes out under its own type', () => {
  const { get, post } = document.paths['/api/v1/reports/{id}/workbook'] ?? {};
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const binary = { type: 'string', format: 'binary' };
  expect(post?.requestBody?.content).toEqual({
    'multipart/form-data': { schema: { type: 'object', properties: { file: binary }, required: ['file'] } },
    [xlsx]: { schema: binary },
    'application/octet-stream': { schema: binary },
  });
  expect(get?.responses['200']).toMatchObject({ content: { [xlsx]: { schema: binary } } });
});

describe('the page to read and try it', () => {
  test('comes from this server alone, under a policy of its own', async () => {
    const server = await new World().serve();
    const page = await call(server, 'GET', '/api/docs');
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(files).toEqual([
      '/api/docs/swagger-ui.css',
      '/api/docs/swagger-ui-bundle.js',
      '/api/docs/start.js',
    ]);
    for (const file of files) expect((await call(server, 'GET', file)).status).toBe(200);
    await server.close();
  });
});
