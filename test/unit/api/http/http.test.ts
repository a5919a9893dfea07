import { SCOPES } from '../../../../src/api/http/scopes';
import { call } from '../support/client';
import { REFERRAL_ID, sampleReferral } from '../support/samples';
import type { Served } from '../support/serve';
import { KEY, READ_KEY, World } from '../support/world';

let world: World;
let server: Served;
beforeAll(async () => {
  world = new World();
  world.referrals.set(REFERRAL_ID, sampleReferral());
  server = await world.serve();
});
afterAll(() => server.close());

const get = (path: string, headers?: Record<string, string>) => call(server, 'GET', path, undefined, headers);

describe('keys', () => {
  test.each([
    ['none', ''],
    ['an unknown one', 'Bearer nobody'],
    ['an empty one', 'Bearer '],
    ['another scheme', `Basic ${KEY}`],
    ['a key that goes on', `Bearer ${KEY}x`],
    ['a key cut short', `Bearer ${KEY.slice(0, -1)}`],
    ['two keys', `Bearer ${KEY}, Bearer ${KEY}`],
  ])('%s: 401, whatever the body', async (_name, authorization) => {
    const reply = await call(server, 'POST', '/api/v1/referrals', 'no JSON', { authorization });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    expect(reply.body['type']).toBe('/problems/unauthorized');
  });

  test('a key without the scope: 403, which says what it lacks', async () => {
    const headers = { authorization: `Bearer ${READ_KEY}` };
    expect((await get(`/api/v1/referrals/${REFERRAL_ID}`, headers)).status).toBe(200);
    for (const [method, path, scope] of [
      ['POST', '/api/v1/referrals', 'referrals:write'],
      ['POST', `/api/v1/referrals/${REFERRAL_ID}/decline`, 'referrals:write'],
      ['GET', '/api/v1/organizations', 'organizations:read'],
      ['POST', '/api/v1/organizations', 'organizations:write'],
      ['PATCH', `/api/v1/organizations/${REFERRAL_ID}`, 'organizations:write'],
      ['GET', '/api/v1/escalations', 'escalations:read'],
      ['POST', `/api/v1/escalations/${REFERRAL_ID}/resolve`, 'escalations:write'],
      ['GET', '/api/v1/reports', 'reports:read'],
      ['POST', `/api/v1/reports/${REFERRAL_ID}/workbook`, 'reports:write'],
      ['GET', '/api/v1/seasons', 'seasons:read'],
      ['POST', '/api/v1/seasons', 'seasons:write'],
    ] as const) {
      const reply = await call(server, method, path, method === 'GET' ? undefined : {}, headers);
      expect([path, reply.status, reply.body['type']]).toEqual([path, 403, '/problems/forbidden']);
      expect(reply.headers.get('www-authenticate')).toContain(scope);
    }
    expect(SCOPES).toHaveLength(14);
  });
});

describe('addresses and methods', () => {
  test.each([
    '/',
    '/api/v1/nothing',
    '/API/v1/referrals',
    '/api/v1/referrals/not-a-uuid',
    `/api/v1/referrals/${REFERRAL_ID}0`,
    `/api/v1/referrals/${REFERRAL_ID.replace(/1$/, '9')}`,
    '/api/v1/referrals/%00',
    '/api/v1/referrals/__proto__',
    '/problems/__proto__',
    '/problems/constructor',
    '/assets/%',
    '/assets/../package.json',
    '/assets/%2e%2e%2f%2e%2e%2fapp.ts',
    '/api/docs/package.json',
  ])('GET %s: 404', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(reply.body['type']).toBe('/problems/not-found');
  });

  test.each(['/api/v1/referrals/%zz', '/api/v1/referrals/%c0%80', '/l/%', '/assignments/%ff'])(
    'GET %s: 400',
    async (path) => {
      expect((await get(path)).status).toBe(400);
    },
  );

  test.each([
    ['PUT', '/api/v1/referrals', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', `/api/v1/referrals/${REFERRAL_ID}`, 'GET, HEAD, PATCH, OPTIONS'],
    ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ['GET', `/api/v1/referrals/${REFERRAL_ID}/contact`, 'POST, OPTIONS'],
    ['PUT', '/l/token', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', `/assignments/${REFERRAL_ID}`, 'GET, HEAD, OPTIONS'],
    ['GET', `/assignments/${REFERRAL_ID}/contact`, 'POST, OPTIONS'],
  ])('%s %s: 405 with Allow', async (method, path, allow) => {
    const reply = await call(server, method, path, method === 'GET' ? undefined : '{}');
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe(allow);
  });

  test.each([
    ['/api/v1/referrals', 'GET, HEAD, POST, OPTIONS'],
    ['/l/token', 'GET, HEAD, POST, OPTIONS'],
  ])('OPTIONS %s: 204 with Allow, and no key is needed', async (path, allow) => {
    const reply = await call(server, 'OPTIONS', path, undefined, { authorization: '' });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('allow')).toBe(allow);
  });

  test('HEAD answers like GET, without the body', async () => {
    const reply = await call(server, 'HEAD', `/api/v1/referrals/${REFERRAL_ID}`);
    expect([reply.status, reply.headers.get('etag'), reply.text]).toEqual([200, '"3"', '']);
  });
});

describe('queries', () => {
  test.each([
    'status=open',
    'status=sent&status=resolved',
    'limit=0',
    'limit=201',
    'limit=1e2',
    'limit=-1',
    'limit=99999999999999999999',
    'cursor=x',
    'cursor=%00',
    `cursor=${Buffer.from("' OR 1=1").toString('base64url')}`,
    'organizationId=1',
    'milestone=contact:late:early',
    'milestone=late:contact',
    'milestone=payment',
    'externalId=%00',
    'externalId=',
    'externalId[]=a',
    'unknown=1',
    '__proto__=1',
    'constructor=1',
  ])('%s: 422', async (query) => {
    const reply = await get(`/api/v1/referrals?${query}`);
    expect([reply.status, reply.body['type']]).toEqual([422, '/problems/validation']);
  });

  test('a county that is none: 422', async () => {
    expect((await get('/api/v1/referrals?county=Cascadia')).body['type']).toBe('/problems/county-unknown');
  });

  test.each([
    'status=sent&county=St.%20Louis&limit=200',
    'milestone=contact:breached',
    'milestone=contact',
    'milestone=due-soon',
    'externalId=CRM-1&county=27137',
  ])('%s: 200', async (query) => {
    expect((await get(`/api/v1/referrals?${query}`)).status).toBe(200);
  });
});

describe('on every answer', () => {
  test.each([
    ['/api/v1/referrals', 200],
    ['/nothing', 404],
    ['/l/altered', 403],
    ['/healthz', 200],
  ])('%s (%i): the headers that protect its reader', async (path, status) => {
    const reply = await get(path);
    expect(reply.status).toBe(status);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': expect.stringMatching(/^default-src 'none';/),
    });
    expect(reply.headers.has('x-powered-by')).toBe(false);
  });

  test('without TLS there is nothing to insist on', async () => {
    const plain = await new World().serve('http://127.0.0.1:3000');
    const reply = await call(plain, 'GET', '/healthz');
    await plain.close();
    expect(reply.headers.has('strict-transport-security')).toBe(false);
  });
});
