import type { ReferralView } from '../../src/api/referral/referral-view';
import type { RoutingTrialView } from '../../src/api/routing/trial-schema';
import type { Problem } from './support/api-client';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { sampleOrganization, today, type LeadBody } from './support/samples';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(() => site.stop());

async function sent(lead: LeadBody): Promise<ReferralView> {
  const { id } = await site.crm.startReferral(lead);
  return eventually(
    'the sending',
    () => site.crm.referral(id),
    ({ status }) => status === 'sent',
  );
}

/** All that is in the database, as one text for each table. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await site.db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'idempotency_records' ORDER BY 1`,
  );
  const contents: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await site.db.query<{ count: number; digest: string }>(
      `SELECT count(*)::int AS count, md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
    );
    contents[name] = `${rows[0]?.count} rows, ${rows[0]?.digest}`;
  }
  return contents;
}

const organizationOf = ({ assignment }: ReferralView) => assignment?.organization.id ?? null;
const both = (lead: LeadBody): LeadBody => ({ ...lead, determinations: ['minnesotacare', 'qhp'] });

test('what another rule would have done with the leads of today: who, how fair, whom nobody would get; nothing is changed', async () => {
  const navigator = await site.crm.createOrganization(sampleOrganization('Hennepin', { capacity: 3 }));
  const broker = await site.crm.createOrganization(
    sampleOrganization('Hennepin', { type: 'broker', capacity: 1 }),
  );
  const plain = await sent(site.lead('Hennepin'));
  const first = await sent(both(site.lead('Hennepin')));
  const second = await sent(both(site.lead('Hennepin')));
  const noAnswer = { resolution: 'no-longer-needs-assistance', comments: '' };
  expect((await site.crm.post(`/referrals/${first.id}/resolution`, noAnswer)).status).toBe(200);
  expect([plain, first, second].map(organizationOf)).toEqual(Array.from({ length: 3 }, () => navigator.id));
  await eventually(
    'every workflow to have followed',
    async () => (await site.db.query('SELECT 1 FROM followers WHERE behind_since IS NOT NULL')).rowCount,
    (behind) => behind === 0,
  );
  const before = await everything();

  const answer = await site.crm.post<RoutingTrialView>('/routing/trials', {
    ...{ from: today(), to: today() },
    policy: { bothProgramsAssisterType: 'broker' },
  });
  expect(answer.status).toBe(200);
  expect(await everything()).toEqual(before);

  const { body } = answer;
  expect(body.rules.current.bothProgramsAssisterType).toBe('navigator');
  expect(body.rules.trial).toEqual({ ...body.rules.current, bothProgramsAssisterType: 'broker' });
  const navigators = { organizationId: navigator.id, assisterType: 'navigator', waited: false };
  const brokers = { organizationId: broker.id, assisterType: 'broker', waited: false };
  const common = { had: navigator.id, current: navigators };
  expect(body.leads).toMatchObject([
    { referralId: plain.id, ...common, trial: navigators, changed: false },
    { referralId: first.id, ...common, trial: brokers, changed: true },
    // The broker's one place was held until the first one's end, which came after this one's arrival.
    { referralId: second.id, ...common, trial: { organizationId: null, waited: true }, changed: true },
  ]);
  expect(body.counts).toEqual({ leads: 3, changed: 2, differFromHad: 0, nobodyCurrent: 0, nobodyTrial: 1 });
  expect(body.nobody).toEqual({ current: [], trial: [second.id] });
  expect(body.fairness.actual).toEqual(body.fairness.current);
  expect(
    Object.fromEntries(
      body.fairness.trial.organizations.map(({ organizationId, leads }) => [organizationId, leads]),
    ),
  ).toEqual({
    [navigator.id]: 1,
    [broker.id]: 1,
  });
});

test('places taken before the period count, and leads outside it do not', async () => {
  const one = await site.crm.createOrganization(sampleOrganization('Ramsey', { capacity: 1 }));
  const earlier = await sent(site.lead('Ramsey'));
  await site.db.query("UPDATE referrals SET created_at = created_at - interval '2 days' WHERE id = $1", [
    earlier.id,
  ]);
  await site.db.query(
    "UPDATE assignments SET assigned_at = assigned_at - interval '2 days' WHERE referral_id = $1",
    [earlier.id],
  );
  const { id } = await site.crm.startReferral(site.lead('Ramsey'));
  const { body } = await site.crm.post<RoutingTrialView>('/routing/trials', {
    ...{ from: today(), to: today(), policy: {} },
  });
  const found = body.leads.filter(({ referralId }) => [earlier.id, id].includes(referralId));
  expect(found).toMatchObject([{ referralId: id, had: null, current: { organizationId: null } }]);
  expect(body.organizations.map((organization) => organization.id)).toContain(one.id);
});

test('a period too large for one trial, or that ends before it begins, is refused with what to do', async () => {
  await site.db.query(
    `WITH l AS (INSERT INTO leads (id, external_id, body, created_at, consumer_name)
       SELECT gen_random_uuid(), 'TRIAL-' || n, '{"application":{"active":true},"determinations":[]}', '2026-03-02T15:00Z', 'sample'
       FROM generate_series(1, 10001) n RETURNING id)
     INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version, created_at, updated_at)
     SELECT id, 'withdrawn', 'navigator', 'no-determination', '27053', 'en', 1, '2026-03-02T15:00Z', '2026-03-02T15:00Z' FROM l`,
  );
  const post = (body: object) =>
    site.crm.post<Problem & { errors: { path: string; message: string }[] }>('/routing/trials', body);
  const large = await post({ from: '2026-03-02', to: '2026-03-02', policy: {} });
  expect(large).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'to', message: 'a trial takes at most 10000 leads; choose a shorter period' }] },
  });
  await site.db.query(
    "DELETE FROM referrals WHERE id IN (SELECT id FROM leads WHERE external_id = 'TRIAL-1')",
  );
  expect((await post({ from: '2026-03-02', to: '2026-03-02', policy: {} })).status).toBe(200);
  expect((await post({ from: '2026-03-03', to: '2026-03-02', policy: {} })).status).toBe(422);
  expect((await post({ from: '2026-03-02', to: '2026-03-02', policy: { rankBy: [] } })).status).toBe(422);
  expect((await post({ from: '2026-03-02', to: '2026-03-02', policy: { maxHops: 1 } })).status).toBe(422);
});
