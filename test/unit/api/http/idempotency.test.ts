import { DomainError } from '../../../../src/domain/errors';
import { plusMillis } from '../../../../src/domain/time';
import { call } from '../support/client';
import { sampleAssignment, sampleLead, sampleReferral, REFERRAL_ID } from '../support/samples';
import type { Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await world.serve();
});
afterEach(() => server.close());

const post = (body: unknown, key = 'key-1', path = '/api/v1/referrals') =>
  call(server, 'POST', path, body, { 'idempotency-key': key });

const organization = {
  name: 'Sample Org',
  type: 'broker',
  counties: ['Cook'],
  contactEmail: 'a@example.org',
  capacity: 3,
};

test('the same key and body: the first answer again, byte for byte, and marked', async () => {
  const first = await post(sampleLead());
  const second = await post(sampleLead());
  expect(second.text).toBe(first.text);
  expect(second.status).toBe(201);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
  expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  expect(world.leads.received).toHaveLength(1);
});

test('a route without a transaction of its own keeps its answer too', async () => {
  const first = await post(organization, 'key-1', '/api/v1/organizations');
  const second = await post(organization, 'key-1', '/api/v1/organizations');
  expect(first.status).toBe(201);
  expect(second.text).toBe(first.text);
  expect(world.organizations.records.size).toBe(1);
});

describe('PATCH', () => {
  const patch = (path: string, body: unknown, headers: Record<string, string>) =>
    call(server, 'PATCH', path, body, headers);

  test('a late repeat after another change gives the first answer, and does not undo that change', async () => {
    const { body } = await post(organization, 'key-0', '/api/v1/organizations');
    const id = String(body['id']);
    const path = `/api/v1/organizations/${id}`;
    const first = await patch(path, { capacity: 5 }, { 'idempotency-key': 'key-1' });
    await patch(path, { capacity: 8 }, { 'idempotency-key': 'key-2' });
    const nudges = world.nudges;
    const late = await patch(path, { capacity: 5 }, { 'idempotency-key': 'key-1' });
    expect(late.status).toBe(200);
    expect(late.text).toBe(first.text);
    expect(late.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(late.headers.get('idempotency-replayed')).toBe('true');
    expect(world.organizations.records.get(id)).toMatchObject({ capacity: 8, version: 3 });
    expect(world.nudges).toBe(nudges);
  });

  test('of a referral: nobody is told a second time', async () => {
    const { lead } = sampleAssignment();
    world.referrals.set(REFERRAL_ID, sampleReferral());
    const stand = (version: number, guidance: string) =>
      world.leads.current.set(REFERRAL_ID, {
        ...{ lead: { ...lead, guidance }, version, assisterType: 'broker', assisterTypeRule: 'qhp' },
      });
    const amend = (guidance: string, key: string) =>
      patch(`/api/v1/referrals/${REFERRAL_ID}`, { guidance }, { 'idempotency-key': key });
    stand(3, 'First');
    await amend('Second', 'key-1');
    stand(4, 'Second');
    await amend('Third', 'key-2');
    stand(5, 'Third');
    const late = await amend('Second', 'key-1');
    expect(late.headers.get('idempotency-replayed')).toBe('true');
    expect(world.acted).toHaveLength(2);
  });

  test('a refusal is kept; the same key for another version is another request', async () => {
    const { body } = await post(organization, 'key-0', '/api/v1/organizations');
    const path = `/api/v1/organizations/${String(body['id'])}`;
    const change = (version: string) =>
      patch(path, { capacity: 5 }, { 'idempotency-key': 'key-1', 'if-match': version });
    const refused = await change('"9"');
    const again = await change('"9"');
    expect([refused.status, again.status]).toEqual([412, 412]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await change('"1"');
    expect(other.status).toBe(422);
    expect(other.body['type']).toBe('/problems/idempotency-key-reused');
  });

  test('a key that is none: 400', async () => {
    const { body } = await post(organization, 'key-0', '/api/v1/organizations');
    const path = `/api/v1/organizations/${String(body['id'])}`;
    expect((await patch(path, { capacity: 5 }, { 'idempotency-key': 'with space' })).status).toBe(400);
  });
});

test('the same key with another body, or at another address: 422', async () => {
  await post(sampleLead());
  const otherBody = await post({ ...sampleLead(), externalId: 'CRM-2' });
  const otherPath = await post(organization, 'key-1', '/api/v1/organizations');
  for (const reply of [otherBody, otherPath]) {
    expect(reply.status).toBe(422);
    expect(reply.body['type']).toBe('/problems/idempotency-key-reused');
  }
  expect(world.leads.received).toHaveLength(1);
  expect(world.organizations.records.size).toBe(0);
});

test('while the first is being answered: 409, and the first one alone has effects', async () => {
  let finish = (): void => undefined;
  world.onAct = () => new Promise((resolve) => (finish = resolve));
  world.referrals.set(REFERRAL_ID, sampleReferral());
  const path = `/api/v1/referrals/${REFERRAL_ID}/contact`;
  const first = post({ madeOn: '2026-11-24' }, 'key-1', path);
  while (world.acted.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = await post({ madeOn: '2026-11-24' }, 'key-1', path);
  finish();
  expect((await first).status).toBe(200);
  expect(second.status).toBe(409);
  expect(second.body['type']).toBe('/problems/idempotency-key-in-progress');
  expect(second.headers.get('retry-after')).toBe('1');
  expect(world.acted).toHaveLength(1);
});

test('what a process left unanswered is taken over once its time is up', async () => {
  const { deps } = { deps: world.deps() };
  const claim = { clientId: 'full', key: 'key-1', lockedUntil: plusMillis(world.now, 30_000) };
  const first = await post(sampleLead());
  const hash = world.idempotency.kept.get('full key-1')?.requestHash ?? '';
  world.idempotency.kept.clear();
  world.leads.received.splice(0);
  await deps.idempotency.claim(claim, hash, world.now);
  expect(first.status).toBe(201);
  expect((await post(sampleLead())).status).toBe(409);
  world.now = plusMillis(world.now, 30_001);
  expect((await post(sampleLead())).status).toBe(201);
});

test('a refusal 409 is kept, a 422 is not', async () => {
  await post(sampleLead(), 'key-1');
  const refused = await post(sampleLead(), 'key-2');
  const again = await post(sampleLead(), 'key-2');
  expect([refused.status, again.status]).toEqual([409, 409]);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.headers.get('location')).toBe(refused.headers.get('location'));

  const wrongCounty = { ...sampleLead(), externalId: 'CRM-3', address: { zip: '55802', county: 'Hennepin' } };
  expect((await post(wrongCounty, 'key-3')).status).toBe(422);
  expect((await post({ ...sampleLead(), externalId: 'CRM-3' }, 'key-3')).status).toBe(201);
});

test('503 is not kept: the same key tries again, and it is the same act', async () => {
  world.referrals.set(REFERRAL_ID, sampleReferral());
  world.onAct = () => Promise.reject(new DomainError('unavailable', 'no answer in time'));
  const path = `/api/v1/referrals/${REFERRAL_ID}/contact`;
  const away = await post({ madeOn: '2026-11-24' }, 'key-1', path);
  world.onAct = async () => undefined;
  const back = await post({ madeOn: '2026-11-24' }, 'key-1', path);
  expect([away.status, back.status]).toEqual([503, 200]);
  expect(away.headers.get('retry-after')).toBe('5');
  const [firstAct, secondAct] = world.acted.map(({ act }) => act.actId);
  expect(firstAct).toBe(secondAct);
});

test('an error nobody foresaw is not kept either, and says nothing of itself', async () => {
  world.onAct = () => Promise.reject(new Error('secret detail'));
  world.referrals.set(REFERRAL_ID, sampleReferral());
  const path = `/api/v1/referrals/${REFERRAL_ID}/contact`;
  const failed = await post({ madeOn: '2026-11-24' }, 'key-1', path);
  expect(failed.status).toBe(500);
  expect(failed.text).not.toContain('secret');
  expect(world.idempotency.kept.size).toBe(0);
  const requestId = failed.headers.get('x-request-id');
  expect(world.logged).toContainEqual(
    expect.objectContaining({ level: 'error', fields: expect.objectContaining({ requestId }) }),
  );
});

test.each(['', 'with space', 'ü', 'x'.repeat(256)])('a key that is none (%j): 400', async (key) => {
  // fetch refuses to send some of them as they are; what arrives is the same to the server.
  const sent = Buffer.from(key, 'utf8').toString('latin1');
  const reply = await post(sampleLead(), sent);
  expect(reply.status).toBe(400);
  expect(world.leads.received).toEqual([]);
});

test('keys of different clients are different keys', async () => {
  await world.idempotency.claim(
    { clientId: 'another', key: 'key-1', lockedUntil: plusMillis(world.now, 30_000) },
    'hash',
    world.now,
  );
  expect((await post(sampleLead())).status).toBe(201);
});
