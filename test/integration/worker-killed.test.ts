import { holdAt } from '../support/smtp';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor, leadCopies } from './support/mails';
import { contradictions, messageState } from './support/records';
import { sampleOrganization, type County } from './support/samples';

let site: Installation;

/** One lead for a county that has one organization. */
async function post(county: County): Promise<string> {
  return (await site.crm.startReferral(site.lead(county))).id;
}

const ids = { greeting: '', recipient: '', reply: '', record: '' };

/**
 * One SIGKILL catches four leads at four points of their delivery. What was on its way when the worker died is
 * repeated by the next one once the time-out of the mail's activity (60 s) has passed.
 */
beforeAll(async () => {
  site = await install();
  const { crm, smtp, db, service } = site;
  const addressOf = async (county: County) =>
    (await crm.createOrganization(sampleOrganization(county))).contactEmail;
  await addressOf('St. Louis');
  const atRecipient = holdAt('recipient');
  smtp.behaveFor(await addressOf('Hennepin'), atRecipient);
  const atReply = holdAt('reply');
  smtp.behaveFor(await addressOf('Ramsey'), atReply);
  const beforeRecord = holdAt('reply');
  smtp.behaveFor(await addressOf('Dakota'), beforeRecord);

  // The server has confirmed this one, but PostgreSQL holds back our record of it: its row is locked.
  ids.record = await post('Dakota');
  await beforeRecord.hold.reached;
  const lock = await db.connect();
  await lock.query('BEGIN');
  await lock.query('SELECT 1 FROM messages WHERE referral_id = $1 FOR UPDATE', [ids.record]);
  beforeRecord.hold.release();
  const waitingForLock = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM messages%FOR UPDATE%'`;
  const blocked = await eventually(
    'our record to wait for the lock',
    async () => (await db.query<{ pid: number }>(waitingForLock)).rows,
    (rows) => rows.length === 1,
  );

  ids.recipient = await post('Hennepin');
  ids.reply = await post('Ramsey');
  await Promise.all([atRecipient.hold.reached, atReply.hold.reached]);
  const greeting = smtp.holdNextGreeting();
  ids.greeting = await post('St. Louis');
  await greeting.reached;

  await service.worker.end('SIGKILL');
  // The dead worker's statement must not succeed after its death.
  await db.query('SELECT pg_terminate_backend($1)', [blocked[0]?.pid]);
  await lock.query('ROLLBACK');
  lock.release();
  for (const hold of [greeting, atRecipient.hold, atReply.hold]) hold.release();
  await service.worker.start();
});
afterAll(async () => {
  await site.stop();
});

const points = [
  ['after the message row, before the server greeted', 'greeting', 1],
  ['after the message row, before the server took the recipient', 'recipient', 1],
  ['after the server had the mail, before it confirmed that', 'reply', 2],
  ['after the server confirmed the mail, before that was on record', 'record', 2],
] as const;

test.each(points)('%s: the worker was killed there', async (_where, point) => {
  // What the kill left behind: a message that is not sent, and a referral that is not either.
  const { smtp, db, crm } = site;
  expect(await messageState(db, ids[point], 'lead')).toBe('pending');
  expect((await crm.referral(ids[point])).status).toBe('received');
  expect(smtp.mails.filter(isLeadFor(ids[point])).length).toBeLessThan(2);
});

test.each(points)('%s: after a restart one Message-ID, the same text, sent', async (_where, point, count) => {
  const { smtp, db, crm } = site;
  const referral = await eventually(
    'the sending',
    () => crm.referral(ids[point]),
    ({ status }) => status === 'sent',
    100_000,
  );
  const copies = leadCopies(smtp, referral.id);
  expect(copies.count).toBe(count);
  expect(copies.messageIds).toHaveLength(1);
  expect(copies.bodies).toHaveLength(1);
  expect(await messageState(db, referral.id, 'lead')).toBe('sent');
  expect(referral.assignment?.milestones).toMatchObject([
    { name: 'contact', state: 'pending', proof: { sentAt: referral.assignment?.sentAt } },
    { name: 'appointment', state: 'pending', proof: { sentAt: referral.assignment?.sentAt } },
  ]);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
