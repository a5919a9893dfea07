import { endFaults } from '../chaos/ends';
import { sortFaults } from '../chaos/invariants';
import { disagreements, untilAgreed, type Site } from '../support/agreement';
import { install, type Installation } from './support/installation';
import { sampleOrganization, today } from './support/samples';
import { untilSent } from './support/sent-referral';

let site: Installation;
let judged: Site;
let sent: string;

beforeAll(async () => {
  site = await install();
  await site.crm.createOrganization(sampleOrganization('St. Louis'));
  sent = (await site.crm.startReferral(site.lead('St. Louis'))).id;
  await untilSent(site, sent);
  await site.crm.act(sent, 'contact', { madeOn: today(), made: false });
  // Nobody serves it: an escalation.
  await site.crm.startReferral(site.lead('Olmsted'));
  judged = {
    ...{ db: site.db, temporal: site.temporalClient },
    mailbag: { mails: site.smtp.mails, lostAnswers: new Map() },
  };
  expect(await untilAgreed(judged, 60_000)).toEqual([]);
  // Nobody is to mend what is planted.
  await site.service.worker.end('SIGTERM');
});
afterAll(async () => {
  await site.stop();
});

/** The lines of the table that are not 0. */
const wrong = async (about: Site = judged): Promise<string[]> =>
  sortFaults(await disagreements(about))
    .filter(({ faults }) => faults.length > 0)
    .map(({ name }) => name);

/** What is planted, and taken out again. */
const PLANTED: readonly (readonly [line: string, plant: string, undo: string])[] = [
  [
    'requests recorded twice',
    `INSERT INTO acts (id, referral_id, kind, actor, payload, version, created_at)
     SELECT '00000000-0000-7000-8000-00000000dead', id, 'contact', 'crm', '{}', version, now() FROM referrals
     WHERE status = 'sent'`,
    `DELETE FROM acts WHERE id = '00000000-0000-7000-8000-00000000dead'`,
  ],
  [
    'gaps in numbers',
    `UPDATE referral_events SET seq = seq + 100 WHERE type = 'contact-attempted'`,
    `UPDATE referral_events SET seq = seq - 100 WHERE type = 'contact-attempted'`,
  ],
  [
    'log against itself: order and states',
    `UPDATE referral_events SET at = at - interval '1 day' WHERE type = 'contact-attempted'`,
    `UPDATE referral_events SET at = at + interval '1 day' WHERE type = 'contact-attempted'`,
  ],
  [
    'log against milestones',
    `UPDATE milestones SET due_at = due_at + interval '1 minute' WHERE name = 'appointment'`,
    `UPDATE milestones SET due_at = due_at - interval '1 minute' WHERE name = 'appointment'`,
  ],
  [
    'log against read model',
    `UPDATE referrals SET attempts = attempts + 1 WHERE status = 'sent'`,
    `UPDATE referrals SET attempts = attempts - 1 WHERE status = 'sent'`,
  ],
  ['places held', 'UPDATE organizations SET held = held + 1', 'UPDATE organizations SET held = held - 1'],
  [
    'open without a workflow, closed with one',
    `INSERT INTO followers (workflow_id, kind, subject_id) VALUES ('season-planted', 'season', 'planted')`,
    `DELETE FROM followers WHERE workflow_id = 'season-planted'`,
  ],
  [
    'workflows behind or asleep',
    `UPDATE followers SET behind_since = now() WHERE workflow_id = 'digest'`,
    `UPDATE followers SET behind_since = NULL WHERE workflow_id = 'digest'`,
  ],
  [
    'message rows without an end',
    `UPDATE messages SET in_doubt = true WHERE kind = 'lead'`,
    `UPDATE messages SET in_doubt = false WHERE kind = 'lead'`,
  ],
  [
    'mails of a step',
    `UPDATE messages SET attempts = 0 WHERE kind = 'lead'`,
    `UPDATE messages SET attempts = 1 WHERE kind = 'lead'`,
  ],
  [
    'escalations: twice, miscounted, left open',
    'UPDATE escalations SET occurrences = occurrences + 1',
    'UPDATE escalations SET occurrences = occurrences - 1',
  ],
];

test.each(PLANTED)('%s: found when it is planted, and gone when it is undone', async (line, plant, undo) => {
  expect((await site.db.query(plant)).rowCount).toBeGreaterThan(0);
  expect(await wrong()).toContain(line);
  await site.db.query(undo);
  expect(await wrong()).toEqual([]);
});

test('an act that was acknowledged and is not in the log', async () => {
  const acknowledged = [{ referralId: sent, type: 'withdrawn' }];
  expect(await wrong({ ...judged, acknowledged })).toEqual(['acknowledged leads and acts lost']);
  expect(await wrong({ ...judged, acknowledged: [{ referralId: sent, type: 'contact-attempted' }] })).toEqual(
    [],
  );
});

test('a second copy of a mail, unless an answer was lost', async () => {
  const [first] = site.smtp.mails;
  if (first === undefined) throw new Error('there is no mail');
  const mails = [...site.smtp.mails, first];
  const id = /^<([^@]+)@/.exec(first.parsed.messageId ?? '')?.[1] ?? '';
  expect(await wrong({ ...judged, mailbag: { mails, lostAnswers: new Map() } })).toEqual([
    'raw copies beyond lost answers',
  ]);
  expect(await wrong({ ...judged, mailbag: { mails, lostAnswers: new Map([[id, 1]]) } })).toEqual([]);
});

test('a mail that is said to be sent and that nobody has', async () => {
  const mailbag = { mails: site.smtp.mails.slice(1), lostAnswers: new Map<string, number>() };
  expect(await wrong({ ...judged, mailbag })).toEqual(['mails of a step']);
});

test('a transaction that stands open', async () => {
  const client = await site.db.connect();
  try {
    await client.query('BEGIN');
    expect(await wrong()).toEqual(['transactions idle']);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

test('a report whose rows are others than it counts', async () => {
  const ids = ['season', 'period', 'report'].map((_, n) => `00000000-0000-7000-8000-00000000000${n}`);
  const [season, period, report] = ids;
  await site.db.query(
    `INSERT INTO seasons (id, name, state, opens_on, closes_on, summary_at, policy_version, created_at)
     VALUES ($1, 'planted', 'ended', now(), now(), now(), 'planted', now())`,
    [season],
  );
  await site.db.query(
    `INSERT INTO report_periods (id, season_id, number, "from", "to", send_on, due_on, sends_at)
     VALUES ($1, $2, 1, now(), now(), now(), now(), now())`,
    [period, season],
  );
  await site.db.query(
    `INSERT INTO reports (id, period_id, organization_id, state, row_count, missing, due_on, due_at, chase, prepared_at,
       completed_at)
     SELECT $1, $2, id, 'sent', 1, 1, now(), now(), '[]', now(), now() FROM organizations LIMIT 1`,
    [report, period],
  );
  expect(await wrong()).toEqual(['reports and statements']);
  await site.db.query('DELETE FROM reports');
  expect(await wrong()).toEqual([]);
});

test('a workflow that does not run any more', async () => {
  await site.temporalClient.workflow.getHandle(`referral-${sent}`).terminate('planted');
  expect(await wrong()).toEqual(['open without a workflow, closed with one']);
});

test('a referral that ended otherwise than somebody was told; one that was opened again is fine', async () => {
  const { id } = await site.crm.startReferral(site.lead('Olmsted'));
  await site.crm.act(id, 'withdraw', { reason: 'no-longer-needed' });
  expect(await endFaults(site.db)).toEqual([]);
  await site.db.query("UPDATE referrals SET status = 'received' WHERE id = $1", [id]);
  const found = sortFaults(await endFaults(site.db)).filter(({ faults }) => faults.length > 0);
  expect(found.map(({ name }) => name)).toEqual(['ends other than acknowledged']);
  await site.db.query("UPDATE referrals SET status = 'withdrawn' WHERE id = $1", [id]);
  await site.crm.act(id, 'reopen', { reason: 'It is needed after all' });
  expect(await endFaults(site.db)).toEqual([]);
});
