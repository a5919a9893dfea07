import { Pool } from 'pg';
import { instant, millis } from '../../src/domain/time';
import type { ReferralView } from '../../src/api/referral/referral-view';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { startSmtp, type TestSmtp } from '../support/smtp';
import { startTimeSkipping } from '../support/temporal';
import { ApiClient } from './support/api-client';
import { eventually } from '../support/eventually';
import { isLeadFor } from './support/mails';
import { sampleLead, sampleOrganization } from './support/samples';
import { startService, type Service } from './support/service';

/** The whole service, on a machine in this zone; all of them share one Temporal server, whose time is moved. */
interface Site {
  readonly zone: string;
  readonly database: TestDatabase;
  readonly smtp: TestSmtp;
  readonly service: Service;
  readonly crm: ApiClient;
}

const ZONES = ['UTC', 'Asia/Tokyo'] as const;

let temporal: Awaited<ReturnType<typeof startTimeSkipping>>;
let sites: Site[];

beforeAll(async () => {
  temporal = await startTimeSkipping();
  sites = await Promise.all(ZONES.map(siteIn));
});
afterAll(async () => {
  for (const { service, smtp, database } of sites) {
    await service.stop();
    await smtp.stop();
    await database.drop();
  }
  await temporal.teardown();
});

async function siteIn(zone: string): Promise<Site> {
  const [database, smtp] = await Promise.all([freshDatabase(), startSmtp()]);
  const service = await startService({
    databaseUrl: database.url,
    smtpUrl: smtp.url,
    temporalAddress: temporal.address,
    environment: { TZ: zone, TASK_QUEUE: `queue-${zone}` },
  });
  const crm = new ApiClient(service.url, service.apiKey);
  await crm.createOrganization(sampleOrganization('Hennepin', { name: 'Sample Navigators' }));
  return { zone, database, smtp, service, crm };
}

async function goTo(at: string): Promise<void> {
  await temporal.sleep(millis(instant(at)) - (await temporal.currentTimeMs()));
}

/** A lead of each site, sent at the server's time; with the lines of its mail that tell a day. */
function sendEverywhere(): Promise<{ zone: string; sent: ReferralView; told: string[] }[]> {
  return Promise.all(
    sites.map(async ({ zone, crm, smtp }) => {
      const { id } = await crm.startReferral(sampleLead('Hennepin'));
      const sent = await eventually(
        'the sending',
        () => crm.referral(id),
        ({ status }) => status === 'sent',
      );
      const { parsed } = await smtp.waitForMail(isLeadFor(id));
      const told = (parsed.text ?? '').split('\n').filter((line) => /\b2028\b/.test(line));
      return { zone, sent, told };
    }),
  );
}

async function clocksOf(site: Site | undefined, { assignment }: ReferralView) {
  const db = new Pool({ connectionString: site?.database.url, max: 1 });
  const { rows } = await db.query<{ name: string; remind_at: Date; due_at: Date }>(
    'SELECT name, remind_at, due_at FROM milestones WHERE assignment_id = $1 ORDER BY name DESC',
    [assignment?.id],
  );
  await db.end();
  return rows.map(({ name, remind_at, due_at }) => [name, remind_at.toISOString(), due_at.toISOString()]);
}

/**
 * Chicago is 6 hours behind UTC in February. Friday, February 4, 2028, 16:30 there is 22:30 in UTC, and in Tokyo it is
 * Saturday morning already.
 */
test('servers in UTC and in Tokyo: the same instants, sent half an hour before closing on a Friday', async () => {
  await goTo('2028-02-04T22:30:00Z');
  const everywhere = await sendEverywhere();
  expect(everywhere.map(({ zone }) => zone)).toEqual([...ZONES]);
  for (const [n, { sent }] of everywhere.entries()) {
    // Friday is day 0, Monday 1, Tuesday 2. Fourteen days later is Friday, the 18th; three business days before, the 15th.
    expect(await clocksOf(sites[n], sent)).toEqual([
      ['contact', '2028-02-08T14:00:00.000Z', '2028-02-08T23:00:00.000Z'],
      ['appointment', '2028-02-15T14:00:00.000Z', '2028-02-18T23:00:00.000Z'],
    ]);
    expect(sent.assignment?.milestones.map(({ proof }) => [proof.sentOn, proof.dueOn, proof.zone])).toEqual([
      ['2028-02-04', '2028-02-08', 'America/Chicago'],
      ['2028-02-04', '2028-02-18', 'America/Chicago'],
    ]);
  }
  const [utc, tokyo] = everywhere;
  expect(utc?.told.join('\n')).toMatch(/Feb(ruary)? 8, 2028/);
  expect(tokyo?.told).toEqual(utc?.told);
});

test('and after closing: Monday is day 0, while two weeks still count from Friday', async () => {
  await goTo('2028-02-04T23:00:00Z');
  for (const [n, { sent }] of (await sendEverywhere()).entries()) {
    expect(await clocksOf(sites[n], sent)).toEqual([
      ['contact', '2028-02-09T14:00:00.000Z', '2028-02-09T23:00:00.000Z'],
      ['appointment', '2028-02-15T14:00:00.000Z', '2028-02-18T23:00:00.000Z'],
    ]);
  }
});

test('and over the change to daylight saving time: the deadline is at 17:00 on the wall, an hour earlier in UTC', async () => {
  // Thursday, March 9, 2028; on Sunday, March 12, the clocks in Chicago go forward.
  await goTo('2028-03-09T16:00:00Z');
  for (const [n, { sent }] of (await sendEverywhere()).entries()) {
    expect(await clocksOf(sites[n], sent)).toEqual([
      ['contact', '2028-03-13T13:00:00.000Z', '2028-03-13T22:00:00.000Z'],
      ['appointment', '2028-03-20T13:00:00.000Z', '2028-03-23T22:00:00.000Z'],
    ]);
  }
});
