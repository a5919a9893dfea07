import type { EscalationRecord } from '../../../../src/api/escalation/page/ports';
import type { RequestRecord } from '../../../../src/api/organization/request-ports';
import { DomainError } from '../../../../src/domain/errors';
import { localDate } from '../../../../src/domain/time';
import {
  ID,
  LINK_ID,
  ORGANIZATION_ID,
  REQUEST_ID,
  arrive,
  formsOf,
  get,
  hidden,
  post,
  record,
  submit,
  world,
  server,
  choice,
} from '../support/escalation-scene';

afterEach(() => server.close());

const ask = { kind: 'counties', counties: ['Cook', 'Lake'] } as const;
const request: RequestRecord = {
  ...{ id: REQUEST_ID, kind: 'counties', ask, comments: 'We have moved.', source: 'link', state: 'open' },
  ...{ organizationId: ORGANIZATION_ID, organizationName: 'Helpful Navigators', referralId: null },
  ...{ createdAt: record.openedAt, dueAt: record.dueAt, decidedAt: null, decidedBy: null },
  ...{ note: null, answerId: null, confirmedAt: null, agreedAt: null, agreedBy: null },
};

async function arriveAtRequest(over: Partial<RequestRecord> = {}): Promise<void> {
  const { id, kind, createdAt, dueAt, comments } = request;
  const shown = { id, kind, createdAt, dueAt, ask, comments, note: null };
  await arrive({ kind: 'request', request: shown, referrals: [], choices: [] }, () => {
    world.requestRecords.set(REQUEST_ID, { ...request, ...over });
  });
}

test.each([
  [{ outcome: 'refuse', comments: 'Too far away.' }, 'refused', 'Too far away.'],
  [{ outcome: 'approve' }, 'approved', null],
])('a request is shown and answered: %j', async (fields, outcome, note) => {
  await arriveAtRequest();
  const page = await get();
  expect(formsOf(page)).toEqual(['answer', 'close']);
  expect(page.text).toContain('Cook, Lake');
  expect(page.text).toContain('We have moved.');
  const done = await submit('answer', fields);
  expect(done.status).toBe(303);
  const id = done.headers.get('location')?.split('done=')[1];
  const answer = { id, requestId: REQUEST_ID, note, by: 'coordinator', at: world.now, outcome };
  expect(world.answers).toEqual([answer]);
});

test('a refusal needs words, an answer a choice, and what is answered already is said', async () => {
  await arriveAtRequest({ state: 'approved', answerId: LINK_ID });
  expect((await submit('answer', { outcome: 'refuse' })).status).toBe(422);
  expect((await submit('answer', { comments: 'No choice made' })).status).toBe(422);
  const late = await submit('answer', { outcome: 'refuse', comments: 'Too far away.' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('The request is answered already.');
  expect(late.text).toContain('Too far away.');
  expect(world.answers).toEqual([]);
});

async function arriveAtOrganization(
  over: Partial<EscalationRecord>,
  status: 'active' | 'suspended' = 'active',
): Promise<void> {
  await arrive(over);
  await world.organizations.create(
    ORGANIZATION_ID,
    {
      ...{ name: 'Helpful Navigators', type: 'navigator', status, counties: ['27137'] },
      ...{ languages: ['en'], contactEmail: 'leads@organization.example.org', capacity: 5, absences: [] },
    },
    world.now,
  );
}

test('suspending and giving everything to others is one act, however often it is pressed', async () => {
  await arriveAtOrganization({ kind: 'organization-unresponsive' });
  const note = 'They have closed.';
  const fields = {
    ...hidden(await get(), 'suspend'),
    ...{ outcome: 'suspend-and-reroute', comments: note },
  };
  const first = await post('suspend', fields);
  const { organization } = record;
  if (organization === null) throw new Error('the sample has an organization');
  const shown = world.escalationRecords.get(ID);
  if (shown === undefined) throw new Error('the escalation is gone');
  // Suspended, it cannot be suspended again: the second press is still the first act.
  world.escalationRecords.set(ID, { ...shown, organization: { ...organization, status: 'suspended' } });
  const second = await post('suspend', fields);
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(world.organizations.suspensions).toEqual([
    { id: ORGANIZATION_ID, effect: { does: 'suspend' }, reason: note },
  ]);
  expect(world.reroutes).toEqual([
    {
      rerouteId: first.headers.get('location')?.split('done=')[1],
      organizationId: ORGANIZATION_ID,
      reason: note,
      at: world.now,
    },
  ]);
});

test('only suspending it leaves its referrals where they are', async () => {
  await arriveAtOrganization({ kind: 'organization-unresponsive' });
  expect((await submit('suspend', { outcome: 'suspend', comments: 'For now.' })).status).toBe(303);
  expect(world.organizations.suspensions).toHaveLength(1);
  expect(world.reroutes).toEqual([]);
});

test('a re-route that cannot begin now suspends nothing, keeps what was typed, and is the same one later', async () => {
  await arriveAtOrganization({ kind: 'organization-unresponsive' });
  const tried: string[] = [];
  world.onReroute = async () => {
    tried.push('once');
    if (tried.length === 1) throw new DomainError('unavailable', 'Too busy');
  };
  const fields = { outcome: 'suspend-and-reroute', comments: 'They have closed.' };
  const busy = await submit('suspend', fields);
  expect(busy.status).toBe(503);
  expect(busy.text).toContain('They have closed.');
  expect(world.organizations.suspensions).toEqual([]);
  const again = await post('suspend', { ...hidden(busy, 'suspend'), ...fields });
  expect(again.status).toBe(303);
  expect(world.organizations.suspensions).toHaveLength(1);
  expect(world.reroutes).toHaveLength(1);
});

test('re-routing alone goes by the form: two forms are two re-routes, one pressed twice is one', async () => {
  await arriveAtOrganization({ kind: 'delivery-failed' });
  const fields = { ...hidden(await get(), 'reroute'), comments: 'No address that works.' };
  const pressed = [await post('reroute', fields), await post('reroute', fields)];
  const other = await submit('reroute', { comments: 'No address that works.' });
  expect([...pressed, other].map(({ status }) => status)).toEqual([303, 303, 303]);
  const ids = world.reroutes.map(({ rerouteId }) => rerouteId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
  expect(world.organizations.suspensions).toEqual([]);
});

test('lifting a suspension ends every one and wakes those who wait', async () => {
  const choices = [choice(ORGANIZATION_ID, 'Helpful Navigators', { against: ['suspended'] })];
  await arriveAtOrganization({ kind: 'no-eligible-organization', choices }, 'suspended');
  expect((await submit('lift', { organization: ORGANIZATION_ID })).status).toBe(303);
  expect(world.organizations.suspensions).toEqual([
    { id: ORGANIZATION_ID, effect: { does: 'resume' }, reason: null },
  ]);
  expect(world.nudges).toBe(1);
});

test('an address entered by the single point of contact is asked to confirm, like any other, and changes nothing yet', async () => {
  await arriveAtOrganization({ kind: 'delivery-failed' });
  const done = await submit('address', { email: 'new@organization.example.org' });
  expect(done.status).toBe(303);
  expect(world.asked).toMatchObject([
    {
      ...{ organizationId: ORGANIZATION_ID, source: 'phone', agreedBy: 'coordinator' },
      ask: { kind: 'contact-change', contactEmail: 'new@organization.example.org' },
      commandId: done.headers.get('location')?.split('done=')[1],
    },
  ]);
  expect(world.organizations.commandIds).toEqual([]);
});

test.each([
  ['no-eligible-organization', 'capacity', { organization: ORGANIZATION_ID, capacity: '9' }],
  ['organization-unresponsive', 'suspend', { outcome: 'suspend', comments: 'For now.' }],
  ['no-eligible-organization', 'lift', { organization: ORGANIZATION_ID }],
] as const)(
  '%s: what the form %s does to an organization is found again by the act that it is',
  async (kind, form, fields) => {
    const choices = [
      choice(ORGANIZATION_ID, 'Helpful Navigators', {
        against: [form === 'lift' ? 'suspended' : 'no-capacity'],
      }),
    ];
    await arriveAtOrganization({ kind, choices }, form === 'lift' ? 'suspended' : 'active');
    const done = await submit(form, fields);
    expect(done.status).toBe(303);
    expect(world.organizations.commandIds).toEqual([done.headers.get('location')?.split('done=')[1]]);
  },
);

/** Point 3, on the SPOC's page: sent on November 19, today is November 24. */
describe('a date before the referral is asked about once', () => {
  const [referral] = record.referrals;
  if (referral === undefined) throw new Error('the sample has no referral');
  const contacted = { ...referral, contactMadeOn: localDate('2026-11-20') };
  const date = (day: number) => ({ month: '11', day: String(day), year: '2026' });

  test.each([
    ['contact', 'contact-missed', referral, date(18), { kind: 'contact', on: '2026-11-18' }],
    [
      ...(['held', 'appointment-missed', contacted, { ...date(18), time: '2:30 PM' }] as const),
      { kind: 'appointment', at: '2026-11-18T20:30:00.000Z', held: true },
    ],
  ] as const)('%s', async (form, kind, about, typed, act) => {
    await arrive({ kind, referrals: [about] });
    const fields = { ...hidden(await get(), form), ...typed };
    const asked = await post(form, fields);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('November 18, 2026 is before the day of the referral, November 19, 2026.');
    expect(world.acted).toEqual([]);
    const sure = /name="sure" value="([^"]*)"/.exec(asked.text)?.[1] ?? '';
    expect(sure).toBe('2026-11-18');
    expect((await post(form, { ...fields, sure })).status).toBe(303);
    expect(world.acted.map((recorded) => recorded.act)).toEqual([expect.objectContaining(act)]);
  });

  test.each([
    ['the day of the referral', date(19)],
    ['today', date(24)],
  ])('%s is not', async (_which, typed) => {
    await arrive({ kind: 'contact-missed' });
    expect((await submit('contact', typed)).status).toBe(303);
    expect(world.acted).toHaveLength(1);
  });

  test('another date than the one that was asked about is asked about, too', async () => {
    await arrive({ kind: 'contact-missed' });
    const fields = hidden(await get(), 'contact');
    const asked = await post('contact', { ...fields, ...date(17), sure: '2026-11-18' });
    expect([asked.status, world.acted]).toEqual([422, []]);
  });
});
