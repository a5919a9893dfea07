import { v7 as newId } from 'uuid';
import type { Pool } from 'pg';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header } from './support/mails';

const ORGANIZATIONS = 200;
const SENT_BEFORE_THE_KILL = 15;

let site: Installation;
const caught = { prepared: 0, sent: 0 };

/** Two looks of Temporal for attempts that died with their worker, a minute after they began, and the sweep's. */
const SETTING_MS = 300_000;

/** A season whose reports are due now, and a worker that is killed while it sends them. The next one goes on. */
beforeAll(async () => {
  site = await install();
  const { db, smtp, service } = site;
  await addOrganizations(db);
  await addSeason(db);
  await eventually('the first reports', () => smtp.mails.length >= SENT_BEFORE_THE_KILL, Boolean, 60_000);
  await service.worker.end('SIGKILL');
  const { rows } = await db.query<typeof caught>(
    `SELECT count(*)::int AS prepared, count(sent_at)::int AS sent FROM reports`,
  );
  Object.assign(caught, rows[0]);
  await service.worker.start();
  await eventually(
    'every report to be sent',
    async () => (await db.query(`SELECT 1 FROM reports WHERE sent_at IS NOT NULL`)).rowCount,
    (sent) => sent === ORGANIZATIONS,
    180_000,
  );
}, SETTING_MS);
afterAll(async () => {
  await site.stop();
});

/** Each with two referrals of the period, one of them declined. */
async function addOrganizations(db: Pool): Promise<void> {
  for (let index = 0; index < ORGANIZATIONS; index += 1) {
    const organizationId = newId();
    await db.query(
      `INSERT INTO organizations (id, name, type, status, counties, languages, contact_email, capacity, created_at,
         updated_at)
       VALUES ($1, $2, 'navigator', 'active', '{27137}', '{en}', $3, 10, now(), now())`,
      [organizationId, `Sample Organization ${index}`, `cycle-${index}@organization.example.org`],
    );
    await addReferral(db, organizationId, null);
    await addReferral(db, organizationId, 'declined');
  }
}

async function addReferral(db: Pool, organizationId: string, end: string | null): Promise<void> {
  const [referralId, assignmentId] = [newId(), newId()];
  await db.query(
    `INSERT INTO leads (id, external_id, body, created_at, consumer_name)
     VALUES ($1::uuid, $1::text, '{"consumer": {"firstName": "Sample", "lastName": "Consumer"}}', now(), 'sample')`,
    [referralId],
  );
  // Closed, so that the sweeps for referrals have nothing to do with it.
  await db.query(
    `INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
       current_assignment_id, created_at, updated_at)
     VALUES ($1, 'withdrawn', 'navigator', 'sample', '27137', 'en', 2, $2, now(), now())`,
    [referralId, end === null ? assignmentId : null],
  );
  await db.query(
    `INSERT INTO assignments (id, referral_id, organization_id, hop, holds_capacity, assigned_at, sent_at, ended_at,
       end_reason)
     VALUES ($1, $2, $3, 1, false, now() - interval '10 days', now() - interval '10 days', $4, $5)`,
    [assignmentId, referralId, organizationId, end === null ? null : new Date(), end],
  );
}

async function addSeason(db: Pool): Promise<void> {
  const seasonId = newId();
  await db.query(
    `INSERT INTO seasons (id, name, state, opens_on, closes_on, summary_at, policy_version, created_at)
     VALUES ($1, 'S1', 'running', current_date - 12, current_date - 8, now() + interval '60 days', 'sample', now())`,
    [seasonId],
  );
  await db.query(
    `INSERT INTO report_periods (id, season_id, number, "from", "to", send_on, due_on, sends_at)
     VALUES ($1, $2, 1, current_date - 12, current_date - 8, current_date - 1, current_date + 6, now())`,
    [newId(), seasonId],
  );
  await db.query(
    `INSERT INTO followers (workflow_id, kind, subject_id, behind_since) VALUES ($1, 'season', $2, now())`,
    [`season-${seasonId}`, seasonId],
  );
}

test('the worker was killed in the middle of the sending', () => {
  expect(caught.prepared).toBe(ORGANIZATIONS);
  expect(caught.sent).toBeGreaterThan(0);
  expect(caught.sent).toBeLessThan(ORGANIZATIONS);
});

test('every organization has exactly one report, with its two rows, and one of them still to be answered', async () => {
  const { rows } = await site.db.query(
    `SELECT count(*)::int AS reports, count(DISTINCT organization_id)::int AS organizations,
       (SELECT count(*)::int FROM report_rows) AS rows, sum(missing)::int AS missing,
       count(*) FILTER (WHERE state = 'sent')::int AS sent
     FROM reports`,
  );
  expect(rows).toEqual([
    {
      reports: ORGANIZATIONS,
      organizations: ORGANIZATIONS,
      rows: 2 * ORGANIZATIONS,
      missing: ORGANIZATIONS,
      sent: ORGANIZATIONS,
    },
  ]);
});

test('every organization has exactly one mail: what was on its way at the kill came again under the same Message-ID', async () => {
  const mails = site.smtp.mails.filter((mail) => header(mail, 'X-Message-Kind') === 'report');
  const byReport = new Map<string, Set<string | undefined>>();
  for (const mail of mails) {
    const reportId = header(mail, 'X-Report-Id') ?? '';
    byReport.set(reportId, (byReport.get(reportId) ?? new Set()).add(mail.parsed.messageId));
  }
  expect(byReport.size).toBe(ORGANIZATIONS);
  expect([...byReport.values()].filter(({ size }) => size !== 1)).toEqual([]);
  expect(new Set(mails.flatMap(({ to }) => to)).size).toBe(ORGANIZATIONS);
  const { rows } = await site.db.query(
    `SELECT state, count(*)::int AS count FROM messages WHERE kind = 'report' GROUP BY state`,
  );
  expect(rows).toEqual([{ state: 'sent', count: ORGANIZATIONS }]);
});

test('the period is noted as started, and no log holds what is personal', async () => {
  const { rows } = await site.db.query(`SELECT 1 FROM report_periods WHERE started_at IS NOT NULL`);
  expect(rows).toHaveLength(1);
  expect(site.leakedIntoLogs()).toEqual([]);
});
