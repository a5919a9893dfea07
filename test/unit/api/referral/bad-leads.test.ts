import { BAD_LEADS } from '../../../support/bad-leads';
import { call } from '../support/client';
import { sampleLead, TODAY } from '../support/samples';
import type { Served } from '../support/serve';
import { World } from '../support/world';

const world = new World();
let server: Served;
beforeAll(async () => {
  server = await world.serve();
});
afterAll(() => server.close());

test('the table has at least 40 rows, and the lead that they are made from is taken', async () => {
  expect(BAD_LEADS.length).toBeGreaterThanOrEqual(40);
  const ownWorld = new World();
  const ownServer = await ownWorld.serve();
  const reply = await call(ownServer, 'POST', '/api/v1/referrals', sampleLead());
  await ownServer.close();
  expect(reply.status).toBe(201);
  expect(ownWorld.leads.received).toHaveLength(1);
});

test.each(BAD_LEADS)('%s', async (_name, body, status, type, firstPath) => {
  const reply = await call(server, 'POST', '/api/v1/referrals', body(TODAY), { 'idempotency-key': 'bad' });
  const errors = reply.body['errors'] as { path: string }[] | undefined;
  expect({
    status: reply.status,
    contentType: reply.headers.get('content-type'),
    type: reply.body['type'],
    said: reply.body['status'],
    firstPath: errors?.[0]?.path ?? null,
  }).toEqual({
    status,
    contentType: 'application/problem+json; charset=utf-8',
    type: `/problems/${type}`,
    said: status,
    firstPath,
  });
  expect(world.leads.received).toEqual([]);
  expect(world.woken).toEqual([]);
  expect([...world.idempotency.kept]).toEqual([]);
});

describe('content types and encodings', () => {
  const send = (headers: Record<string, string>, body: BodyInit = JSON.stringify(sampleLead())) =>
    call(server, 'POST', '/api/v1/referrals', body as string, headers);

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/jsonp', 415],
    ['application/problem+json', 415],
  ])('%s: %i', async (contentType, status) => {
    expect(await send({ 'content-type': contentType })).toMatchObject({
      status,
      body: { type: '/problems/unsupported-media-type' },
    });
  });

  test('an encoding nobody knows: 415', async () => {
    expect((await send({ 'content-encoding': 'rot13' })).status).toBe(415);
  });

  test('gzip that is none: 400', async () => {
    expect((await send({ 'content-encoding': 'gzip' })).status).toBe(400);
  });

  test('nothing of it was stored', () => {
    expect(world.leads.received).toEqual([]);
  });
});
