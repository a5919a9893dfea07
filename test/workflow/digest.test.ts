import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { digestActivities } from '../../src/activities/digest';
import type { CoverageReader, DigestFacts, OutgoingMail } from '../../src/activities/ports';
import type { CoveringOrganization } from '../../src/domain/coverage';
import { programContact } from '../../src/domain/program-contact';
import { instant, localDate, millis } from '../../src/domain/time';
import { createDigestStarter } from '../../src/infra/temporal/digest-starter';
import { DIGEST_WORKFLOW_ID } from '../../src/workflows/ids';
import { startTimeSkipping } from '../support/temporal';
import { minnesota } from '../unit/support/minnesota';
import '../support/quiet';
import { Database } from './support/database';
import { eventually } from './support/eventually';
import { createOutbox, DEFERRED, PostOffice } from './support/post-office';

const SPOC = 'spoc@example.org';
const TASK_QUEUE = 'digest-tests';
const COUNTIES = [
  { fips: '27137', name: 'St. Louis' },
  { fips: '27031', name: 'Cook' },
];

const everywhere: CoveringOrganization = {
  type: 'navigator',
  suspended: false,
  contactVerified: true,
  capacity: 5,
  held: 0,
  counties: COUNTIES.map(({ fips }) => fips),
  languages: ['en'],
  away: [],
};

/** What there is to tell; a test changes it as the days go by. */
const told: { facts: DigestFacts; organizations: CoveringOrganization[] } = {
  facts: { openCount: 0, unassigned: 0, requests: 0, escalations: [] },
  organizations: [everywhere, { ...everywhere, type: 'broker' }],
};
const digests = new Map<string, readonly string[]>();
const postOffice = new PostOffice();
let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let client: Client;

beforeAll(async () => {
  env = await startTimeSkipping();
  client = new Client({ connection: env.connection, namespace: env.namespace ?? 'default' });
  const coverage: CoverageReader = {
    read: async () => ({ organizations: told.organizations, askedFor: [] }),
  };
  worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: TASK_QUEUE,
    workflowsPath: require.resolve('../../src/workflows'),
    activities: {
      ...digestActivities({
        policy: minnesota,
        program: programContact(minnesota, SPOC),
        counties: COUNTIES,
        links: {
          linkFor: async ({ subjectId, expiresAt }) => ({
            url: `https://leads.example.org/l/${subjectId}`,
            expiresAt,
          }),
        },
        coverage,
        digestDesk: {
          read: async () => told.facts,
          gapsBefore: async (on) =>
            [...digests]
              .filter(([day]) => day < on)
              .sort((a, b) => (a[0] < b[0] ? -1 : 1))
              .at(-1)?.[1] ?? null,
          remember: async (on, _at, gaps) => {
            digests.set(on, gaps);
          },
        },
        outbox: createOutbox(new Database()),
        mailServer: postOffice,
        messageIdHost: 'leads.example.org',
      }),
    },
  });
  running = worker.run();
});
afterAll(async () => {
  postOffice.close();
  worker.shutdown();
  await running;
  await env.teardown();
});

async function goTo(at: string): Promise<void> {
  await env.sleep(millis(instant(at)) - (await env.currentTimeMs()));
}

const mails = (): OutgoingMail[] => postOffice.attempts.filter(({ answer }) => answer === 'sent');
const dates = (): string[] => mails().map(({ date }) => date.slice(0, 16));
const last = (): string => mails().at(-1)?.text ?? '';

/** Chicago is 6 hours behind UTC in winter and 5 in summer: 8:30 is 14:30Z or 13:30Z. A year to come, by hand. */
test('once a business day at its time, and never on a weekend or a holiday', async () => {
  await goTo('2034-11-16T18:00:00Z');
  const starter = createDigestStarter(client, TASK_QUEUE);
  await starter.ensure();
  await starter.ensure();

  // Friday: nothing is open, and somebody is everywhere: no mail.
  await goTo('2034-11-17T18:00:00Z');
  await eventually('the first day to be kept', () => digests.has('2034-11-17'));
  expect(mails()).toEqual([]);

  told.facts = {
    openCount: 51,
    unassigned: 2,
    requests: 1,
    escalations: [
      {
        id: 'one',
        kind: 'contact-missed',
        organizationName: 'Helpful Navigators',
        countyFips: '27137',
        owner: SPOC,
        occurrences: 1,
        dueAt: instant('2034-11-17T23:00:00Z'),
      },
      {
        id: 'two',
        kind: 'delivery-failed',
        organizationName: 'Sample Brokers',
        countyFips: null,
        owner: 'sample.coordinator@example.org',
        occurrences: 7,
        dueAt: instant('2034-11-21T23:00:00Z'),
      },
    ],
  };
  await goTo('2034-11-20T18:00:00Z');
  await eventually('Monday’s mail', () => mails().length === 1);
  expect(dates()).toEqual(['2034-11-20T14:30']);
  const [monday] = mails();
  expect(monday).toMatchObject({
    kind: 'digest',
    to: SPOC,
    subject: 'Open on Monday, November 20, 2034: 51 escalations, 1 overdue',
  });
  const text = (monday?.text ?? '').replace(/\s+/g, ' ');
  expect(text).toContain(
    '- Contact deadline missed: Helpful Navigators; St. Louis County; OVERDUE since Friday, November 17, 2034, ' +
      '5:00 p.m. CST; owner spoc@example.org https://leads.example.org/l/one',
  );
  expect(text).toContain(
    '- Mail to an organization came back: Sample Brokers; due Tuesday, November 21, 2034, 5:00 p.m. CST; 7 times; ' +
      'owner sample.coordinator@example.org https://leads.example.org/l/two',
  );
  expect(text).toContain('And 49 more.');
  expect(text).toContain('Referrals without an organization: 2 Open requests of organizations: 1');
  expect(text).not.toContain('Nobody can help');

  // The navigator leaves Cook County; the broker will be away from next week's Tuesday on.
  told.organizations = [
    { ...everywhere, counties: ['27137'] },
    { ...everywhere, type: 'broker', away: [{ from: localDate('2034-11-28'), until: null }] },
  ];
  await goTo('2034-11-21T18:00:00Z');
  await eventually('Tuesday’s mail', () => mails().length === 2);
  expect(last()).toContain('- No navigator: Cook (NEW)\n');
  expect(last()).toContain('Nobody can help a week from now');
  expect(last()).toContain('- No broker: St. Louis, Cook\n');

  // Wednesday; then Thanksgiving, the day after it and a weekend; then Monday.
  await goTo('2034-11-27T18:00:00Z');
  await eventually('Monday’s mail', () => mails().length === 4);
  expect(dates().slice(2)).toEqual(['2034-11-22T14:30', '2034-11-27T14:30']);
  expect(last()).toContain('- No navigator: Cook\n');
});

test('a mail server that is down holds it up until it is back, and no longer than business is open', async () => {
  postOffice.answer(SPOC, () => DEFERRED);
  await goTo('2034-11-28T16:00:00Z');
  await eventually('some attempts', () => postOffice.attempts.length > 6);
  postOffice.answer(SPOC, () => ({ outcome: 'sent', response: '250 OK' }));
  await goTo('2034-11-28T18:00:00Z');
  await eventually('Tuesday’s mail', () => mails().length === 5);
  expect(dates().at(-1)?.slice(0, 10)).toBe('2034-11-28');

  postOffice.answer(SPOC, () => DEFERRED);
  await goTo('2034-11-30T03:00:00Z');
  postOffice.answer(SPOC, () => ({ outcome: 'sent', response: '250 OK' }));
  await goTo('2034-11-30T18:00:00Z');
  await eventually('Thursday’s mail', () => mails().length === 6);
  expect(dates().at(-1)).toBe('2034-11-30T14:30');
  const tooLate = postOffice.attempts.filter(
    ({ date }) => date > '2034-11-29T23:00' && date < '2034-11-30T14:30',
  );
  expect(tooLate).toEqual([]);
});

test('one workflow, whose run is a day long', async () => {
  const { status, historyLength } = await client.workflow.getHandle(DIGEST_WORKFLOW_ID).describe();
  expect(status.name).toBe('RUNNING');
  expect(historyLength).toBeLessThan(30);
});
