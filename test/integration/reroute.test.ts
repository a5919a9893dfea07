import type { OrganizationView } from '../../src/api/organization/schema';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { contradictions, statuses } from './support/records';
import { sampleOrganization } from './support/samples';

const REFERRALS = 30;
/** The two others have room for so many; the rest waits. */
const ROOM = [12, 10] as const;

let site: Installation;
let from: OrganizationView;
const others: OrganizationView[] = [];
let workflowId = '';
/** What was still with the organization when the worker was killed. */
let leftAtKill = 0;
const overfilled: unknown[] = [];
let watching: NodeJS.Timeout;

async function stillThere(): Promise<number> {
  const { rows } = await site.db.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM assignments WHERE organization_id = $1 AND ended_at IS NULL',
    [from.id],
  );
  return rows[0]?.count ?? 0;
}

beforeAll(async () => {
  site = await install();
  const { crm, service, db } = site;
  from = await crm.createOrganization(sampleOrganization('Hennepin', { capacity: REFERRALS }));
  for (let n = 0; n < REFERRALS; n += 1) await crm.startReferral(site.lead('Hennepin'));
  await eventually(
    'all to be sent',
    () => statuses(db),
    ({ sent }) => sent === REFERRALS,
    60_000,
  );
  await crm.post(`/organizations/${from.id}/suspend`, { reason: 'Does not answer any more' });
  for (const capacity of ROOM) {
    others.push(await crm.createOrganization(sampleOrganization('Hennepin', { capacity })));
  }
  watching = setInterval(() => {
    db.query('SELECT name, held, capacity FROM organizations WHERE held > capacity').then(
      ({ rows }) => overfilled.push(...rows),
      (error: unknown) => overfilled.push(error),
    );
  }, 50);

  const begun = await crm.post<{ id: string; workflowId: string; count: number }>(
    `/organizations/${from.id}/reroute`,
    { reason: 'Does not answer any more' },
    { 'idempotency-key': 'reroute-once' },
  );
  expect(begun).toMatchObject({ status: 202, body: { count: REFERRALS } });
  workflowId = begun.body.workflowId;
  await eventually('some to have left', stillThere, (left) => left <= REFERRALS - 8);
  await service.worker.end('SIGKILL');
  leftAtKill = await stillThere();
  await service.worker.start();
});
afterAll(async () => {
  clearInterval(watching);
  await site.stop();
});

test('the worker was killed in the middle, and the next one finishes', async () => {
  expect(leftAtKill).toBeGreaterThan(0);
  expect(leftAtKill).toBeLessThan(REFERRALS);
  const handle = site.temporalClient.workflow.getHandle(workflowId);
  await expect(handle.result()).resolves.toMatchObject({ rerouted: REFERRALS, passed: 0 });
  expect(await stillThere()).toBe(0);
  const { rows } = await site.db.query('SELECT total, rerouted, passed FROM reroutes');
  expect(rows).toEqual([{ total: REFERRALS, rerouted: REFERRALS, passed: 0 }]);
});

test('each referral was re-routed exactly once, and goes where there is room', async () => {
  const { rows } = await site.db.query<{ times: number; referrals: number }>(
    `SELECT times, count(*)::int AS referrals FROM (
       SELECT r.id, (SELECT count(*)::int FROM referral_events e
         WHERE e.referral_id = r.id AND e.type = 'handed-on') AS times FROM referrals r) counted
     GROUP BY times`,
  );
  expect(rows).toEqual([{ times: 1, referrals: REFERRALS }]);
  const room = ROOM[0] + ROOM[1];
  const settled = await eventually(
    'the others to be sent',
    () => statuses(site.db),
    ({ sent }) => sent === room,
    60_000,
  );
  expect(settled).toEqual({ sent: room, unassigned: REFERRALS - room });
});

test('nobody was ever overfilled', async () => {
  const held = await Promise.all(others.map(async ({ id }) => (await site.crm.organization(id)).held));
  expect(held).toEqual([...ROOM]);
  expect(overfilled).toEqual([]);
});

test('the same key begins no second one', async () => {
  const again = await site.crm.post<{ workflowId: string }>(
    `/organizations/${from.id}/reroute`,
    { reason: 'Does not answer any more' },
    { 'idempotency-key': 'reroute-once' },
  );
  expect(again.body.workflowId).toBe(workflowId);
  const { rows } = await site.db.query(
    "SELECT 1 FROM organization_events WHERE organization_id = $1 AND type = 'reroute-started'",
    [from.id],
  );
  expect(rows).toHaveLength(1);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
