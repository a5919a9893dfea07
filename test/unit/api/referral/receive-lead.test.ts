import { setImmediate as turn } from 'node:timers/promises';
import { call } from '../support/client';
import { sampleLead } from '../support/samples';
import type { Served } from '../support/serve';
import { World } from '../support/world';

let world: World;
let server: Served;
beforeEach(async () => {
  world = new World();
  server = await world.serve();
});
afterEach(() => server.close());

const post = (lead: unknown) => call(server, 'POST', '/api/v1/referrals', lead);

test('answers 201 with the referral, its address and its version', async () => {
  const reply = await post(sampleLead());
  const id = String(reply.body['id']);
  expect(reply.status).toBe(201);
  expect(reply.headers.get('location')).toBe(`/api/v1/referrals/${id}`);
  expect(reply.headers.get('etag')).toBe('"1"');
  expect(reply.body).toEqual({
    id,
    externalId: 'CRM-0001234',
    workflowId: `referral-${id}`,
    status: 'received',
    assisterType: 'broker',
    assignment: null,
    contact: null,
    appointment: null,
    resolution: null,
    attempts: 0,
    sameConsumerAs: null,
    createdAt: '2026-11-24T16:00:00.000Z',
    updatedAt: '2026-11-24T16:00:00.000Z',
    version: 1,
  });
});

test('stores the lead in the domain’s form and wakes its workflow without a person’s data', async () => {
  await post({
    ...sampleLead(),
    consumer: {
      firstName: ' Sample ',
      lastName: 'Consumer',
      phone: '(651) 555-0123',
      preferredLanguage: 'ES-mx',
    },
    address: { zip: '55802-1234', county: 'saint louis county' },
  });
  const [received] = world.leads.received;
  expect(received).toMatchObject({
    assisterType: 'broker',
    assisterTypeRule: 'qhp',
    carriedPolicy: {
      zone: 'America/Chicago',
      maxHops: 3,
      unsentAlertMinutes: 30,
      capacityReleaseDays: 14,
      interimClosesAfterDays: 30,
      attemptsBeforeUnable: 3,
      missedContact: 'escalate',
      unansweredBeforeAlert: 3,
    },
    lead: {
      consumer: { firstName: 'Sample', phone: '+16515550123', preferredLanguage: 'es-MX' },
      address: { zip: '55802-1234', county: 'St. Louis', countyFips: '27137' },
    },
  });
  expect(world.woken).toEqual([
    {
      ...{ kind: 'referral', subjectId: received?.id, why: 'received' },
      label: {
        summary: 'broker referral, St. Louis County',
        attributes: { ReferralStatus: 'received', AssisterType: 'broker', County: 'St. Louis' },
      },
    },
  ]);
});

test('what may be left out is left out', async () => {
  const { externalId, account, reason } = sampleLead();
  const reply = await post({
    ...{ externalId, account, reason },
    consumer: { firstName: 'Sample', lastName: 'Consumer', email: 'consumer@example.org' },
    address: { zip: '55802', county: '27137' },
    application: { active: false },
    guidance: '',
    consent: { given: true, on: '2026-11-24' },
    assistance: ['apply'],
  });
  expect(reply.status).toBe(201);
  expect(world.leads.received[0]?.lead).toMatchObject({
    determinations: [],
    guidance: '',
    consumer: { preferredLanguage: 'en' },
  });
  expect(reply.body['assisterType']).toBe('navigator');
});

test('today is the program’s day, not the machine’s or Greenwich’s', async () => {
  // 11 p.m. on November 24 in Minnesota.
  world.now = '2026-11-25T05:00:00.000Z' as World['now'];
  const reply = await post({ ...sampleLead(), consent: { given: true, on: '2026-11-25' } });
  expect(reply.body['type']).toBe('/problems/date-in-future');
});

test.each(['onRoom', 'onLetIn'] as const)(
  'the answer waits for %s; the lead is safe before',
  async (gate) => {
    let open = (): void => undefined;
    world[gate] = () => new Promise((resolve) => (open = resolve));
    let answered = false;
    const reply = post(sampleLead()).finally(() => {
      answered = true;
    });
    while (world.woken.length === 0) await turn();
    for (let n = 0; n < 20; n += 1) await turn();
    expect([world.leads.received.length, answered]).toEqual([1, false]);
    open();
    expect((await reply).status).toBe(201);
  },
);

test('the same external id again: 409 with the address of the first, and no second workflow', async () => {
  const first = await post(sampleLead());
  const second = await post({ ...sampleLead(), reason: 'Something else' });
  expect(second.status).toBe(409);
  expect(second.body['type']).toBe('/problems/duplicate-external-id');
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(world.woken).toHaveLength(1);
});

test('nothing personal reaches the log', async () => {
  await post(sampleLead());
  await post({ ...sampleLead(), consumer: { ...sampleLead().consumer, phone: '+16515550199x' } });
  const text = JSON.stringify(world.logged);
  expect(world.logged.filter(({ message }) => message === 'request')).toHaveLength(2);
  expect(text).not.toMatch(/Sample|Consumer|555|Elm|example\.org/);
});
