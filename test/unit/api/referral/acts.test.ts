import { DomainError, type DomainErrorCode } from '../../../../src/domain/errors';
import { call } from '../support/client';
import { REFERRAL_ID, sampleReferral } from '../support/samples';
import type { Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  world.referrals.set(REFERRAL_ID, sampleReferral());
  server = await world.serve();
});
afterEach(() => server.close());

const act = (name: string, body: unknown, headers?: Record<string, string>) =>
  call(server, 'POST', `/api/v1/referrals/${REFERRAL_ID}/${name}`, body, headers);

test.each([
  ['contact', { madeOn: '2026-11-24' }, { kind: 'contact', made: true, on: '2026-11-24' }],
  ['contact', { madeOn: '2026-11-24', made: false }, { kind: 'contact', made: false, on: '2026-11-24' }],
  [
    'appointment',
    { at: '2026-12-01T10:30:00-06:00' },
    { kind: 'appointment', at: '2026-12-01T16:30:00.000Z', held: false },
  ],
  [
    'appointment',
    { at: '2026-12-01T16:30:00Z', held: true },
    { kind: 'appointment', at: '2026-12-01T16:30:00.000Z', held: true },
  ],
  [
    'resolution',
    { resolution: 'enrolled-qhp', comments: 'All done' },
    { kind: 'resolution', resolution: 'enrolled-qhp' },
  ],
  ['decline', { reason: 'at-capacity', comments: 'Too many' }, { kind: 'decline', reason: 'at-capacity' }],
])('%s %j', async (name, body, expected) => {
  const reply = await act(name, body);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('etag')).toBe('"3"');
  const [sent] = world.acted;
  expect(sent).toEqual({
    referralId: REFERRAL_ID,
    act: { ...expected, actId: expect.any(String), actor: 'coordinator', assignmentId: null },
    // The request as it was understood, free text included; the act, which events are made of, has none.
    payload: expect.objectContaining('comments' in body ? { comments: body.comments } : {}) as object,
  });
});

test.each<[DomainErrorCode, number]>([
  ['already-recorded', 409],
  ['contact-required', 409],
  ['resolution-needs-contact', 409],
  ['referral-not-assigned', 409],
  ['date-in-future', 422],
  ['appointment-in-past', 422],
  ['appointment-not-yet-held', 422],
  ['unavailable', 503],
])('the decision is %s: %i with its words', async (code, status) => {
  world.onAct = () =>
    Promise.reject(new DomainError(code, 'The reason.', { errors: [{ path: 'at', message: 'why' }] }));
  const reply = await act('contact', { madeOn: '2026-11-24' });
  expect(reply.status).toBe(status);
  expect(reply.body).toMatchObject({
    type: `/problems/${code}`,
    detail: 'The reason.',
    errors: [{ path: 'at', message: 'why' }],
  });
});

test.each(['resolved', 'withdrawn'] as const)('a referral that is %s: 409', async (status) => {
  world.onAct = () => Promise.reject(new DomainError('referral-closed', 'This referral is closed.'));
  world.referrals.set(REFERRAL_ID, sampleReferral({ status }));
  const reply = await act('contact', { madeOn: '2026-11-24' });
  expect(reply.status).toBe(409);
  expect(reply.body['type']).toBe('/problems/referral-closed');
});

test('an unknown referral: 404, and nothing is decided', async () => {
  const other = REFERRAL_ID.replace(/1$/, '9');
  const reply = await call(server, 'POST', `/api/v1/referrals/${other}/contact`, { madeOn: '2026-11-24' });
  expect(reply.status).toBe(404);
  expect(world.acted).toEqual([]);
});

test('with a key the act’s id follows from it; a changed body is another act; without a key each is new', async () => {
  const key = { 'idempotency-key': 'k' };
  await act('contact', { madeOn: '2026-11-23', made: false }, key);
  world.idempotency.kept.clear();
  await act('contact', { madeOn: '2026-11-23', made: false }, key);
  world.idempotency.kept.clear();
  await act('contact', { madeOn: '2026-11-24', made: false }, key);
  await act('contact', { madeOn: '2026-11-24', made: false });
  await act('contact', { madeOn: '2026-11-24', made: false });
  const ids = world.acted.map(({ act: { actId } }) => actId);
  expect(ids[1]).toBe(ids[0]);
  expect(new Set(ids).size).toBe(4);
});

test.each([
  ['contact', {}],
  ['contact', { madeOn: '2026-13-01' }],
  ['contact', { madeOn: '2026-11-24', made: 'yes' }],
  ['contact', { madeOn: '2026-11-24', by: 'me' }],
  ['appointment', { at: '2026-12-01' }],
  ['appointment', { at: '2026-12-01T10:30:00' }],
  ['appointment', { at: '0000-12-01T10:30:00Z' }],
  ['appointment', { at: 1e400 }],
  ['resolution', { resolution: 'solved' }],
  ['resolution', { resolution: 'enrolled-qhp', comments: 'x'.repeat(2001) }],
  ['resolution', { resolution: 'enrolled-qhp', comments: 'a\0b' }],
  ['decline', { reason: '' }],
  ['decline', null],
])('%s %j does not fit: 422, and nothing is stored', async (name, body) => {
  const reply = await act(name, body);
  expect(reply.status).toBe(422);
  expect(reply.body['type']).toBe('/problems/validation');
  expect(world.acted).toEqual([]);
});
