import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { ReferralView } from '../../src/api/referral/referral-view';
import { referralWorkflowId } from '../../src/workflows/ids';
import { startPostgres, type TestPostgres } from '../support/servers.mjs';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { leadCopies } from './support/mails';
import { contradictions, statuses, transactionsLeftOpen } from './support/records';
import { personalValues, sampleOrganization, type LeadBody } from './support/samples';
import { TemporalUi } from './support/temporal-ui';

const CLIENTS = 6;
const LEADS_A_CLIENT = 20;
const LEADS = CLIENTS * LEADS_A_CLIENT;
const CAPACITY = 100;

/** A claim on an Idempotency-Key that an outage left open lasts 30 s, and each of the two outages may leave one. */
const TAKEN_WITHIN_MS = 100_000;
jest.setTimeout(240_000);

let postgres: TestPostgres;
let site: Installation;

beforeAll(async () => {
  postgres = await startPostgres();
  // The suite's servers are fast rather than durable; here what was committed has to survive.
  const admin = new Client({ connectionString: postgres.url() });
  await admin.connect();
  await admin.query('ALTER ROLE postgres SET synchronous_commit TO on');
  await admin.end();
  site = await install(postgres);
});
afterAll(async () => {
  await site.stop();
  await postgres.remove();
});

/** As a CRM does it: the same request with the same key, until it is answered. */
async function postUntilTaken(lead: LeadBody): Promise<{ id: string; tries: number }> {
  const key = { 'idempotency-key': lead.externalId };
  const until = Date.now() + TAKEN_WITHIN_MS;
  for (let tries = 1; ; tries += 1) {
    const answer = await site.crm.post<ReferralView>('/referrals', lead, key).catch(() => null);
    if (answer?.status === 201) return { id: answer.body.id, tries };
    const mayTryAgain = answer === null || answer.status >= 500 || answer.headers.has('retry-after');
    if (!mayTryAgain || Date.now() > until)
      throw new Error(`${answer?.status}: ${JSON.stringify(answer?.body)}`);
    await delay(250);
  }
}

test('PostgreSQL is stopped at once, twice, under load: no lead is lost or doubled, and each is sent or unassigned', async () => {
  const { crm, smtp, db } = site;
  for (const capacity of [70, 20, 10]) {
    await crm.createOrganization(sampleOrganization('Hennepin', { capacity }));
  }
  const taken: { id: string; tries: number }[] = [];
  const client = async (): Promise<void> => {
    for (let n = 0; n < LEADS_A_CLIENT; n += 1) taken.push(await postUntilTaken(site.lead('Hennepin')));
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  for (const share of [0.2, 0.6]) {
    await eventually(
      'enough load',
      () => taken.length,
      (count) => count >= LEADS * share,
      60_000,
    );
    await postgres.kill();
    await delay(1_500);
    await postgres.start();
  }
  await clients;

  const ids = taken.map(({ id }) => id);
  expect(new Set(ids).size).toBe(LEADS);
  // The outages were felt.
  expect(taken.filter(({ tries }) => tries > 1).length).toBeGreaterThan(0);

  const end = { sent: CAPACITY, unassigned: LEADS - CAPACITY };
  const settled = await eventually(
    'every referral to be sent or unassigned',
    () => statuses(db),
    ({ sent = 0, unassigned = 0 }) => sent + unassigned === LEADS && sent === CAPACITY,
    90_000,
  );
  expect(settled).toEqual(end);
  const stored = await db.query<{ id: string }>('SELECT id FROM leads ORDER BY id');
  expect(stored.rows.map(({ id }) => id)).toEqual([...ids].sort());

  const { rows } = await db.query<{ referral_id: string }>('SELECT referral_id FROM assignments');
  expect(new Set(rows.map(({ referral_id }) => referral_id)).size).toBe(CAPACITY);
  expect(rows).toHaveLength(CAPACITY);
  for (const { referral_id } of rows) {
    const { count, messageIds, bodies } = leadCopies(smtp, referral_id);
    expect([messageIds.length, bodies.length]).toEqual([1, 1]);
    expect(count).toBeLessThanOrEqual(2);
  }
});

test('no transaction was left open, and the places held are the assignments that hold one', async () => {
  await eventually(
    'no transaction to be open',
    () => transactionsLeftOpen(site.db),
    (open) => open === 0,
  );
  const { rows } = await site.db.query(
    'SELECT sum(held)::int AS held, sum(capacity)::int AS capacity FROM organizations',
  );
  expect(rows).toEqual([{ held: CAPACITY, capacity: CAPACITY }]);
  expect(await contradictions(site.db)).toEqual([]);
});

test('no failure on the way took anything personal into Temporal or into a log', async () => {
  const ui = new TemporalUi(site.temporal.uiUrl);
  const { rows } = await site.db.query<{ id: string; body: LeadBody }>('SELECT id, body FROM leads');
  for (const { id, body } of rows) {
    const everything = await ui.everythingAbout(referralWorkflowId(id));
    expect(personalValues(body).filter((value) => everything.includes(value))).toEqual([]);
  }
  expect(site.leakedIntoLogs()).toEqual([]);
});
