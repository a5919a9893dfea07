import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Route } from '../../../../src/api/http/route';
import { apiRoutes } from '../../../../src/api/app';
import { localDate } from '../../../../src/domain/time';
import { KEY, READ_KEY, World } from '../support/world';
import { sampleReferral, REFERRAL_ID, TODAY } from '../support/samples';
import type { Served } from '../support/serve';

/** Whatever is sent to whichever operation: its answer is one that the document has for it. */

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> };
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, unknown> }
  >;
}
type Paths = Record<string, Record<string, Operation>>;

const world = new World();
const routes = apiRoutes(world.deps());
let server: Served;
let paths: Paths;
beforeAll(async () => {
  world.referrals.set(REFERRAL_ID, sampleReferral());
  server = await world.serve();
  const answer = await fetch(`${server.url}/api/openapi.json`);
  paths = ((await answer.json()) as { paths: Paths }).paths;
});
afterAll(() => server.close());

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** One more than the route takes. */
const tooMuch = (route: Route): string => 'x'.repeat((route.raw?.maxBytes ?? 100 * 1024) + 1);
const UNKNOWN_ID = '01a3ffff-0000-7000-8000-000000000001';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

interface Sent {
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: BodyInit;
}

/** What a route takes, sent as it should be; null for one without a body. */
function goodBody(route: Route): Sent {
  if (route.body === undefined) return {};
  const [type] = route.raw?.contentTypes ?? ['application/json'];
  const example = route.example?.(localDate(TODAY));
  return {
    headers: { 'content-type': type ?? '' },
    body: route.raw === undefined ? JSON.stringify(example) : 'From: a@example.org\r\n\r\nx',
  };
}

const json = { 'content-type': 'application/json' };

/** By what is wrong with it. */
const SENT: Readonly<Record<string, (route: Route) => Sent>> = {
  'nothing wrong': goodBody,
  'no key': (route) => ({ ...goodBody(route), headers: { authorization: '' } }),
  'an unknown key': (route) => ({ ...goodBody(route), headers: bearer('nobody') }),
  'a key without the scope': (route) => ({ ...goodBody(route), headers: bearer(READ_KEY) }),
  'an unknown parameter': (route) => ({ ...goodBody(route), query: 'nothing=1' }),
  'every parameter wrong': (route) => ({
    ...goodBody(route),
    query: 'limit=0&cursor=x&status=x&county=%00&organizationId=x&from=x&milestone=x&on=x&state=x&exclude=x',
  }),
  'an id of nothing': (route) => ({
    ...goodBody(route),
    path: route.path.replaceAll(/\{\w+\}/g, UNKNOWN_ID),
  }),
  'an id that is none': (route) => ({ ...goodBody(route), path: route.path.replaceAll(/\{\w+\}/g, '1') }),
  'an escape that is none': (route) => ({
    ...goodBody(route),
    path: route.path.replaceAll(/\{\w+\}/g, '%ff'),
  }),
  'a NUL in the address': (route) => ({ ...goodBody(route), path: route.path.replaceAll(/\{\w+\}/g, '%00') }),
  'an Idempotency-Key with a space': (route) => ({
    ...goodBody(route),
    headers: { ...goodBody(route).headers, 'idempotency-key': 'two words' },
  }),
  'an Idempotency-Key that is too long': (route) => ({
    ...goodBody(route),
    headers: { ...goodBody(route).headers, 'idempotency-key': 'k'.repeat(256) },
  }),
  'an If-Match that is no entity tag': (route) => ({
    ...goodBody(route),
    headers: { ...goodBody(route).headers, 'if-match': 'W/"x"' },
  }),
  'an If-Match of another version': (route) => ({
    ...goodBody(route),
    headers: { ...goodBody(route).headers, 'if-match': '"999"' },
  }),
  'no body': () => ({ headers: json }),
  'an empty body': () => ({ headers: json, body: '' }),
  'no type': (route) => ({ body: goodBody(route).body ?? 'x', headers: { 'content-type': '' } }),
  'another type': (route) => ({
    body: goodBody(route).body ?? 'x',
    headers: { 'content-type': 'text/plain' },
  }),
  'half of a JSON': () => ({ headers: json, body: '{"a":' }),
  'no UTF-8': () => ({ headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) }),
  null: () => ({ headers: json, body: 'null' }),
  'a list': () => ({ headers: json, body: '[]' }),
  'an empty object': () => ({ headers: json, body: '{}' }),
  'unknown fields': () => ({ headers: json, body: '{"nothing":1,"__proto__":{"a":1}}' }),
  'nesting without end': () => ({ headers: json, body: '['.repeat(5000) + ']'.repeat(5000) }),
  'a NUL in a text': () => ({ headers: json, body: '{"reason":"a\\u0000b","note":"a\\u0000b"}' }),
  'too much': (route) => ({ headers: goodBody(route).headers ?? json, body: tooMuch(route) }),
  'a compression that is none': () => ({ headers: { ...json, 'content-encoding': 'gzip' }, body: 'plain' }),
  'an unknown compression': () => ({ headers: { ...json, 'content-encoding': 'snappy' }, body: '{}' }),
  'a bomb': (route) => ({
    headers: { ...json, 'content-encoding': 'gzip' },
    body: gzipSync(tooMuch(route)),
  }),
  'a form without a boundary': () => ({ headers: { 'content-type': 'multipart/form-data' }, body: 'x' }),
  'a form without its file': () => {
    const form = new FormData();
    form.set('other', 'x');
    return { body: form };
  },
  'no workbook': () => ({ headers: { 'content-type': XLSX }, body: 'no workbook' }),
};

function codeOf(text: string): string {
  return /"type":"\/problems\/([^"]+)"/.exec(text)?.[1] ?? '';
}

/** What the answer has and the document has not. */
async function undocumented(route: Route, sent: Sent): Promise<string[]> {
  const query = sent.query === undefined ? '' : `?${sent.query}`;
  const path = sent.path ?? route.path.replaceAll('{id}', REFERRAL_ID).replaceAll(/\{\w+\}/g, UNKNOWN_ID);
  const get = route.method === 'get';
  const answer = await fetch(`${server.url}${path}${query}`, {
    method: route.method.toUpperCase(),
    headers: { ...bearer(KEY), ...sent.headers },
    ...(get || sent.body === undefined ? {} : { body: sent.body }),
    redirect: 'manual',
  });
  const text = await answer.text();
  const said = paths[route.path]?.[route.method]?.responses[String(answer.status)];
  if (said === undefined) return [`${answer.status}: ${text.slice(0, 200)}`];
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (answer.status >= 500) return [`${answer.status}: ${text.slice(0, 200)}`];
  if (!Object.keys(said.content ?? {}).includes(type)) return [`${answer.status} as ${type}`];
  const schema = route.answers.good[answer.status]?.schema;
  if (type === 'application/json' && schema !== undefined) {
    const body: unknown = JSON.parse(text);
    const checked = schema.safeParse(body);
    // What the schema does not know is left out of what it gives.
    if (!checked.success) return [`${answer.status}: ${checked.error.message}`];
    return isDeepStrictEqual(checked.data, body) ? [] : [`${answer.status}: fields that are not documented`];
  }
  if (type !== 'application/problem+json' || said.description.includes(`\`${codeOf(text)}\``)) return [];
  return [`${answer.status} ${codeOf(text)}: ${said.description}`];
}

test.each(Object.entries(SENT))('every operation, sent %s, answers as documented', async (_, make) => {
  const found: string[] = [];
  for (const route of routes) {
    const wrong = await undocumented(route, make(route));
    found.push(...wrong.map((what) => `${route.method} ${route.path}: ${what}`));
  }
  expect(found).toEqual([]);
});

test('the same Idempotency-Key with another request, at every operation that takes one', async () => {
  const found: string[] = [];
  for (const [n, route] of routes.filter(({ method }) => method !== 'get').entries()) {
    const good = goodBody(route);
    const first = { ...good, headers: { ...good.headers, 'idempotency-key': `key-${n}` } };
    await undocumented(route, first);
    const other = { ...first, path: route.path.replaceAll(/\{\w+\}/g, UNKNOWN_ID), body: first.body ?? 'x' };
    found.push(...(await undocumented(route, other)));
  }
  expect(found).toEqual([]);
});

test('every operation has an id of its own, a summary and a description, and every JSON body an example', () => {
  const all = Object.values(paths).flatMap((operations) => Object.values(operations));
  expect(all).toHaveLength(routes.length);
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  for (const { operationId, summary, description, requestBody } of all) {
    expect({ operationId, words: [summary, description].filter((words) => words.length > 5).length }).toEqual(
      {
        operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/) as string,
        words: 2,
      },
    );
    const body = requestBody?.content['application/json'];
    expect(body === undefined || body.example !== undefined).toBe(true);
  }
});

test('an example is what its route takes, on whatever day the document is asked for', () => {
  const wrong = routes.flatMap((route) =>
    ['2026-02-28', '2026-11-24', '2028-12-31'].flatMap((day) => {
      if (route.body === undefined || route.raw !== undefined) return [];
      const checked = route.body.safeParse(route.example?.(localDate(day)));
      return checked.success ? [] : [`${route.operationId}: ${checked.error.message}`];
    }),
  );
  expect(wrong).toEqual([]);
});
