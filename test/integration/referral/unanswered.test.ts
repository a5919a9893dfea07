import { Client } from 'pg';
import { instant } from '../../../src/domain/time';
import { eventually } from '../../support/eventually';
import { openDatabase, type Database } from '../support/database';
import { advance, sendAnother, sendReferral } from './stored-referral';

let database: Database;
let holder: Client;
beforeAll(async () => {
  database = await openDatabase();
  holder = new Client({ connectionString: database.url });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await database.drop();
});

test('three deadlines that are missed at one instant, by one organization: it is escalated', async () => {
  const first = await sendReferral(database, 'CRM-FIRST');
  const all = [first, await sendAnother(database, 'CRM-SECOND'), await sendAnother(database, 'CRM-THIRD')];
  expect(all.map(({ organizationId }) => organizationId)).toEqual(all.map(() => first.organizationId));

  // What comes before the deadline has been done.
  for (const { referralId } of all) await advance(database, referralId, instant('2026-11-30T22:59:00Z'));

  // None of the three can write before all three have come as far as they can.
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE referral_events IN EXCLUSIVE MODE');
  const due = instant('2026-11-30T23:00:01Z');
  const followed = Promise.all(all.map(({ referralId }) => advance(database, referralId, due)));
  await eventually(
    'all three to wait',
    async () => {
      const waiting = await database.prisma.$queryRaw<object[]>`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return waiting.length;
    },
    (waiting) => waiting === 3,
    7_000,
  );
  await holder.query('COMMIT');
  await followed;

  const open = await database.prisma.escalation.findMany({ where: { reason: 'organization-unresponsive' } });
  expect(open).toMatchObject([{ organizationId: first.organizationId, state: 'open', occurrences: 1 }]);
});
