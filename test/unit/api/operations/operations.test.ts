import { createApp } from '../../../../src/api/app';
import { Unfit } from '../../../../src/health';
import { call } from '../support/client';
import { serve, type Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await world.serve();
});
afterEach(() => server.close());

const get = (path: string) => call(server, 'GET', path, undefined, { authorization: '' });

test('ready: each dependency is named', async () => {
  expect(await get('/readyz')).toMatchObject({
    status: 200,
    body: { status: 'ready', dependencies: { postgres: 'up', temporal: 'up' } },
  });
});

test('one is down: 503, and it is the one named; the process is alive all the same', async () => {
  world.health.temporal = () => Promise.reject(new Error('at 10.0.0.7: connection refused'));
  const reply = await get('/readyz');
  expect(reply).toMatchObject({
    status: 503,
    body: { status: 'not-ready', dependencies: { postgres: 'up', temporal: 'down' } },
  });
  expect(reply.text).not.toContain('10.0.0.7');
  expect((await get('/healthz')).status).toBe(200);
});

test('a load balancer leaves out what leads and acts do not need; what they need still counts', async () => {
  world.health.temporal = () => Promise.reject(new Error('connection refused'));
  expect(await get('/readyz?exclude=temporal')).toMatchObject({
    status: 200,
    body: { status: 'ready', dependencies: { postgres: 'up' } },
  });
  world.health.postgres = () => Promise.reject(new Error('connection refused'));
  expect(await get('/readyz?exclude=temporal')).toMatchObject({
    status: 503,
    body: { status: 'not-ready', dependencies: { postgres: 'down' } },
  });
  expect((await get('/readyz?exclude=mail')).status).toBe(422);
});

test('one answers and cannot be worked with: what has to be done is said', async () => {
  world.health.temporal = () =>
    Promise.reject(new Unfit('namespace default lacks search attributes: County'));
  expect(await get('/readyz')).toMatchObject({
    status: 503,
    body: {
      status: 'not-ready',
      dependencies: { postgres: 'up', temporal: 'down' },
      reasons: { temporal: 'namespace default lacks search attributes: County' },
    },
  });
});

test('told to stop: alive, and not ready, although every dependency is', async () => {
  const stopping = new AbortController();
  const own = await serve(createApp({ ...world.deps(), stopping: stopping.signal }));
  const ask = (path: string) => call(own, 'GET', path, undefined, { authorization: '' });
  expect((await ask('/readyz')).status).toBe(200);
  stopping.abort();
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { status: 'draining', dependencies: {} } });
  expect((await ask('/healthz')).status).toBe(200);
  await own.close();
});

test('one does not answer: down after two seconds, not never', async () => {
  world.health.postgres = () => new Promise(() => undefined);
  expect((await get('/readyz')).body['dependencies']).toEqual({ postgres: 'down', temporal: 'up' });
});

test('metrics count requests by route, method and status', async () => {
  await get('/healthz');
  await get('/api/v1/referrals');
  await get('/somewhere/else');
  const { text, headers } = await get('/metrics');
  expect(headers.get('content-type')).toContain('text/plain');
  for (const labels of [
    'route="/healthz",method="GET",status="200"',
    'route="/api/v1/referrals",method="GET",status="401"',
    'route="(unknown)",method="GET",status="404"',
  ]) {
    expect(text).toContain(`http_request_duration_seconds_count{${labels}} 1`);
  }
});

test('a problem’s type can be followed', async () => {
  expect(await get('/problems/consent-required')).toMatchObject({
    status: 200,
    body: { type: '/problems/consent-required', status: 422 },
  });
});
