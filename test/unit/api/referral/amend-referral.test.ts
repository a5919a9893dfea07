import type { Lead } from '../../../../src/domain/referral/lead';
import { DomainError } from '../../../../src/domain/errors';
import { call } from '../support/client';
import { REFERRAL_ID, sampleAssignment, sampleReferral } from '../support/samples';
import type { Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
const before: Lead = {
  ...sampleAssignment().lead,
  application: { active: true, submittedOn: '2026-11-20' as never },
};

beforeEach(async () => {
  world = new World();
  world.referrals.set(REFERRAL_ID, sampleReferral());
  stand(before, 3);
  server = await world.serve();
});
afterEach(() => server.close());

function stand(lead: Lead, version: number): void {
  world.leads.current.set(REFERRAL_ID, {
    ...{ lead, version, assisterType: 'broker', assisterTypeRule: 'qhp' },
  });
}

const amend = (body: unknown, headers?: Record<string, string>) =>
  call(server, 'PATCH', `/api/v1/referrals/${REFERRAL_ID}`, body, headers);
const sentLead = () => (world.acted.at(-1)?.payload as { lead: Lead } | undefined)?.lead;

test.each<[string, object, object, readonly string[]]>([
  [
    'one field of a part, the others stay',
    { consumer: { email: 'new@example.org' } },
    { consumer: { ...before.consumer, email: 'new@example.org' } },
    ['consumer'],
  ],
  [
    'a number is stored as E.164',
    { consumer: { phone: '651 555 0199' } },
    { consumer: { phone: '+16515550199' } },
    ['consumer'],
  ],
  [
    'a number with its extension says both',
    { consumer: { phone: '651 555 0199 ext. 45' } },
    { consumer: { phone: '+16515550199', phoneExtension: '45' } },
    ['consumer'],
  ],
  [
    'null removes',
    { application: { submittedOn: null } },
    { application: { active: true } },
    ['application'],
  ],
  [
    'several parts at once',
    { account: { active: false }, reason: 'Another', assistance: ['apply', 'renew'] },
    { account: { active: false }, reason: 'Another', assistance: ['apply', 'renew'] },
    ['account', 'reason', 'assistance'],
  ],
  [
    'what is the same is no change',
    { account: { active: true }, guidance: 'New' },
    { guidance: 'New' },
    ['guidance'],
  ],
])('%s', async (_name, body, expected, parts) => {
  const reply = await amend(body);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('etag')).toBe('"3"');
  expect(sentLead()).toMatchObject(expected);
  expect(sentLead()).toMatchObject({ externalId: before.externalId, consent: before.consent });
  expect(world.acted.map(({ act }) => act)).toEqual([
    {
      ...{ kind: 'amend', actId: expect.any(String), actor: 'crm', assignmentId: null },
      ...{ parts, need: null, expectedVersion: 3 },
    },
  ]);
});

test('a removed field is not there any more', async () => {
  await amend({ application: { submittedOn: null } });
  expect(sentLead()?.application).toEqual({ active: true });
});

test('the keys of the same consumer follow, and the act, which events are made of, has no value', async () => {
  await amend({ consumer: { lastName: 'O’Test', email: 'Mixed@Example.org' } });
  expect(world.acted[0]?.payload).toMatchObject({
    keys: { phone: '+16515550123', email: 'mixed@example.org', name: 'sampleotest' },
    assisterTypeRule: 'qhp',
  });
  expect(JSON.stringify(world.acted[0]?.act)).not.toMatch(/Test|example\.org/);
});

test.each<[string, object, object | null]>([
  [
    'determinations',
    { determinations: ['minnesotacare'] },
    { assisterType: 'navigator', countyFips: '27137', countyName: 'St. Louis' },
  ],
  ['determinations of the same type', { determinations: ['qhp-aptc'] }, null],
  [
    'a ZIP code in another county',
    { address: { zip: '55401' } },
    { assisterType: 'broker', countyFips: '27053', countyName: 'Hennepin' },
  ],
  ['a ZIP code in the same county', { address: { zip: '55803' } }, null],
])('who can help is asked anew only when that changes: %s', async (_name, body, need) => {
  expect((await amend(body)).status).toBe(200);
  expect(world.acted[0]?.act).toMatchObject({ need });
});

test('a type that another policy would give is left alone by what it does not follow from', async () => {
  stand({ ...before, determinations: ['medical-assistance'] }, 3);
  await amend({ guidance: 'New' });
  expect(world.acted[0]?.act).toMatchObject({ need: null });
  expect(world.acted[0]?.payload).toMatchObject({ assisterTypeRule: 'qhp' });
});

test.each<[string, object, string, string | undefined]>([
  ['an unknown field', { color: 'red' }, 'validation', 'color'],
  ['an unknown field of a part', { consumer: { age: 3 } }, 'validation', 'consumer.age'],
  ['the external id', { externalId: 'X' }, 'validation', 'externalId'],
  ['the consent', { consent: { given: true } }, 'validation', 'consent'],
  [
    'null for what must be there',
    { consumer: { firstName: null, lastName: null } },
    'validation',
    'consumer.lastName',
  ],
  ['no way to reach the consumer', { consumer: { phone: null } }, 'validation', 'consumer.phone'],
  [
    'two extensions',
    { consumer: { phone: '651-555-0123x45', phoneExtension: '46' } },
    'validation',
    'consumer.phoneExtension',
  ],
  [
    'a county that the ZIP code does not reach',
    { address: { county: 'Hennepin' } },
    'zip-county-mismatch',
    'address.county',
  ],
  ['no such ZIP code', { address: { zip: '00000' } }, 'zip-unknown', 'address.zip'],
  [
    'a date to come',
    { application: { submittedOn: '2026-11-25' } },
    'date-in-future',
    'application.submittedOn',
  ],
])('%s: 422, and nothing is stored', async (_name, body, type, path) => {
  const reply = await amend(body);
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({ type: `/problems/${type}`, errors: [{ path }] });
  expect(world.acted).toEqual([]);
});

test.each([{}, { account: { active: true } }])(
  '%j, which is so already: 200 without an act, whatever version is asked for',
  async (body) => {
    const reply = await amend(body, { 'if-match': '"1"' });
    expect(reply.status).toBe(200);
    expect(world.acted).toEqual([]);
  },
);

test('If-Match: the current version is taken, another one is 412 without an act', async () => {
  expect((await amend({ guidance: 'New' }, { 'if-match': '"2"' })).status).toBe(412);
  expect(world.acted).toEqual([]);
  expect((await amend({ guidance: 'New' }, { 'if-match': '"3"' })).status).toBe(200);
});

test('somebody was faster: with If-Match 412, without it merged again', async () => {
  const conflict = new DomainError('version-conflict', 'The current version is 4.');
  world.onAct = () => Promise.reject(conflict);
  expect((await amend({ guidance: 'New' }, { 'if-match': '"3"' })).status).toBe(412);

  world.acted.splice(0);
  world.onAct = async () => {
    if (world.acted.length > 1) return;
    stand({ ...before, reason: 'Changed by another' }, 4);
    throw conflict;
  };
  expect((await amend({ guidance: 'New' })).status).toBe(200);
  expect(world.acted.map(({ act }) => act)).toMatchObject([{ expectedVersion: 3 }, { expectedVersion: 4 }]);
  expect(sentLead()).toMatchObject({ reason: 'Changed by another', guidance: 'New' });
});

test('the same change of the same version is one act', async () => {
  await amend({ guidance: 'New' });
  await amend({ guidance: 'New' });
  await amend({ guidance: 'Newer' });
  const [first, second, third] = world.acted.map(({ act }) => act.actId);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('a closed referral: 409; an unknown one: 404', async () => {
  world.referrals.set(REFERRAL_ID, sampleReferral({ status: 'withdrawn' }));
  world.onAct = () => Promise.reject(new DomainError('referral-closed', 'This referral is closed.'));
  expect((await amend({ guidance: 'New' })).status).toBe(409);
  world.leads.current.clear();
  expect((await amend({ guidance: 'New' })).status).toBe(404);
});
