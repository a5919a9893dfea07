import { DomainError } from '../../../../src/domain/errors';
import type { HardExclusion } from '../../../../src/domain/routing/rules';
import { call } from '../support/client';
import { ORGANIZATION_ID, REFERRAL_ID, sampleReferral } from '../support/samples';
import type { Served } from '../support/serve';
import { READ_KEY, World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  world.referrals.set(REFERRAL_ID, sampleReferral());
  world.exclusionReader.set(ORGANIZATION_ID, []);
  server = await world.serve();
});
afterEach(() => server.close());

const act = (name: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, 'POST', `/api/v1/referrals/${REFERRAL_ID}/${name}`, body, headers);

test.each<[string, object | undefined, object, object]>([
  [
    'withdraw',
    { reason: 'duplicate', comments: 'Sent twice' },
    { kind: 'withdraw', actor: 'crm', reason: 'duplicate' },
    { reason: 'duplicate', comments: 'Sent twice' },
  ],
  ['accept', undefined, { kind: 'accept', actor: 'coordinator' }, {}],
  [
    'pause',
    { reason: 'consumer-unavailable' },
    { kind: 'pause', actor: 'coordinator', reason: 'consumer-unavailable' },
    { reason: 'consumer-unavailable' },
  ],
  ['resume', undefined, { kind: 'resume', actor: 'coordinator' }, {}],
  [
    'reassign',
    { reason: 'They asked' },
    { kind: 'reassign', actor: 'coordinator', directedTo: null },
    { comments: 'They asked' },
  ],
  [
    'reassign',
    { organizationId: ORGANIZATION_ID.toUpperCase(), reason: 'Close by' },
    { kind: 'reassign', actor: 'coordinator', directedTo: ORGANIZATION_ID },
    { organizationId: ORGANIZATION_ID, comments: 'Close by' },
  ],
  ['reopen', { reason: 'Came back' }, { kind: 'reopen', actor: 'coordinator' }, { comments: 'Came back' }],
])('%s %j', async (name, body, expected, payload) => {
  const reply = await act(name, body);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('etag')).toBe('"3"');
  const [sent] = world.acted;
  expect(sent).toEqual({
    referralId: REFERRAL_ID,
    act: { ...expected, actId: expect.any(String), assignmentId: null },
    payload,
  });
});

test.each([
  ['withdraw', {}],
  ['withdraw', { reason: 'because' }],
  ['withdraw', { reason: 'other', by: 'me' }],
  ['pause', { reason: 'holiday' }],
  ['reassign', {}],
  ['reassign', { reason: ' ' }],
  ['reassign', { reason: 'x', organizationId: 'near' }],
  ['reopen', { reason: '' }],
])('%s %j does not fit: 422, and nothing is stored', async (name, body) => {
  expect((await act(name, body)).status).toBe(422);
  expect(world.acted).toEqual([]);
});

test.each(['withdraw', 'accept', 'pause', 'resume', 'reassign', 'reopen'])(
  '%s needs the scope to write',
  async (name) => {
    const reply = await act(name, { reason: 'other' }, { authorization: `Bearer ${READ_KEY}` });
    expect(reply.status).toBe(403);
  },
);

describe('an organization that a coordinator chose', () => {
  const choice = { organizationId: ORGANIZATION_ID, reason: 'Close by' };

  test.each<[HardExclusion, string]>([
    ['suspended', 'resume it first'],
    ['contact-unverified', 'enter one first'],
    ['no-capacity', 'raise its capacity'],
  ])('%s: 409 that says what to do, and nothing is stored', async (reason, what) => {
    world.exclusionReader.set(ORGANIZATION_ID, [reason]);
    const reply = await act('reassign', choice);
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({
      type: '/problems/organization-not-eligible',
      detail: expect.stringContaining(what),
      errors: [{ path: 'organizationId', message: expect.stringContaining(what) }],
    });
    expect(world.acted).toEqual([]);
  });

  test('every reason is named', async () => {
    world.exclusionReader.set(ORGANIZATION_ID, ['suspended', 'no-capacity']);
    expect((await act('reassign', choice)).body['errors']).toHaveLength(2);
  });

  test('there is none: 422 at its field', async () => {
    world.exclusionReader.clear();
    const reply = await act('reassign', choice);
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ errors: [{ path: 'organizationId' }] });
  });

  test('who has it already is told so, and not of its own full capacity', async () => {
    world.exclusionReader.set(ORGANIZATION_ID, ['no-capacity']);
    world.onAct = () =>
      Promise.reject(new DomainError('already-recorded', 'With this organization already.'));
    const organization = { id: ORGANIZATION_ID, name: 'Sample Brokers', type: 'broker' } as const;
    world.referrals.set(
      REFERRAL_ID,
      sampleReferral({
        assignment: {
          ...{ id: REFERRAL_ID, organization, sentAt: null, openedAt: null },
          ...{ acceptBy: null, acceptedAt: null, milestones: [] },
        },
      }),
    );
    expect((await act('reassign', choice)).body['type']).toBe('/problems/already-recorded');
  });

  test('what is recorded already is not checked again: its own place may be the last one', async () => {
    const key = { 'idempotency-key': 'k' };
    expect((await act('reassign', choice, key)).status).toBe(200);
    world.idempotency.kept.clear();
    world.recordedActs.add(world.acted[0]?.act.actId ?? '');
    world.exclusionReader.set(ORGANIZATION_ID, ['no-capacity']);
    expect((await act('reassign', choice, key)).status).toBe(200);
    expect(world.acted).toHaveLength(1);
  });
});

test('an act that is recorded already is answered as the first time', async () => {
  const key = { 'idempotency-key': 'k' };
  await act('withdraw', { reason: 'other' }, key);
  world.idempotency.kept.clear();
  world.recordedActs.add(world.acted[0]?.act.actId ?? '');
  world.onAct = () => Promise.reject(new Error('not to be decided again'));
  expect((await act('withdraw', { reason: 'other' }, key)).status).toBe(200);
});
