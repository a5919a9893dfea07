import { CycleOffice } from './support/cycle-office';
import type { ReportInMemory, SeasonInMemory } from './support/cycle-rows';
import { eventually, minute } from './support/eventually';
import { DEFERRED, SENT } from './support/post-office';
import { dates, sent } from './support/sent-report';
import { SPOC } from './support/world';

/** One clock for all: the tests follow each other through 2034. Chicago is five hours behind in summer, six in winter. */
let office: CycleOffice;
beforeAll(async () => {
  office = await CycleOffice.open();
});
afterAll(async () => {
  await office.close();
});

/** The memo and the search attributes that the Temporal UI keeps. */
async function seen(
  { id }: ReportInMemory | SeasonInMemory,
  handle: ReturnType<CycleOffice['reportHandle']>,
) {
  const { typedSearchAttributes, memo } = await handle.describe();
  const attributes = Object.fromEntries(
    typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
  );
  return { id, memo, attributes };
}

test('every step comes when business opens on its day, then the SPOC is told what is missing; a late return ends it', async () => {
  // Due on Wednesday, June 14; Juneteenth, the Monday after, is no business day.
  const { organization, report, mails } = await sent(
    office,
    dates('2034-05-25', '2034-05-31', '2034-06-07', '2034-06-14'),
    2,
  );
  await office.goTo('2034-06-14T12:59:00Z');
  expect(mails()).toEqual(['report 2034-06-07T14:00', 'report-reminder 2034-06-12T13:00']);
  const { memo, attributes } = await seen(report, office.reportHandle(report));
  expect(attributes).toEqual({ OrganizationId: organization.id, ReportPeriod: 'S1/1', ReportState: 'sent' });
  expect(memo).toEqual({
    stands: 'S1/1: sent, 2 of 2 rows missing',
    from: 'organization-1',
    due: 'before Thu, Jun 15, 2034, 12:00 AM CDT',
    next: 'a reminder Wed, Jun 14, 2034, 8:00 AM CDT, unless it is complete by then',
  });

  await office.goTo('2034-06-22T12:59:00Z');
  expect(mails().slice(2)).toEqual([
    'report-reminder 2034-06-14T13:00',
    'report-late 2034-06-15T13:00',
    'report-late 2034-06-20T13:00',
  ]);
  expect(report.lateAt?.slice(0, 16)).toBe('2034-06-15T05:00');
  expect(office.escalated).toEqual([]);
  await office.goTo('2034-06-22T13:01:00Z');
  const [escalation] = await eventually('the escalation mail', () => office.mails('escalation'));
  expect(minute(escalation?.date ?? '')).toBe('2034-06-22T13:00');
  expect(escalation?.to).toBe(SPOC);
  expect(escalation?.text).toContain('Still missing: 2 of 2');
  expect(escalation?.text).toContain('Nothing came back');
  for (const { lead } of report.rows) expect(escalation?.text).toContain(`referral-${lead.referralId}`);
  expect(escalation?.text.match(/Reminded /g)).toHaveLength(4);

  await office.goTo('2034-06-26T16:00:00Z');
  await office.giveBack(report, 2);
  await office.reportHandle(report).result();
  expect(office.escalated).toMatchObject([{ reason: 'report-late', open: false }]);
  expect(report.told).toBe(2);
  expect((await seen(report, office.reportHandle(report))).attributes['ReportState']).toBe('complete');
  expect(mails()).toHaveLength(5);
});

test('the chase stops the moment it is complete, and a later statement starts the workflow again, only to tell it', async () => {
  const { report, mails } = await sent(
    office,
    dates('2034-06-22', '2034-06-28', '2034-07-05', '2034-07-12'),
    1,
  );
  await office.goTo('2034-07-10T14:00:00Z');
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
  const before = mails();
  expect(before).toEqual(['report 2034-07-05T14:00', 'report-reminder 2034-07-10T13:00']);
  await office.goTo('2034-07-20T14:00:00Z');
  expect(mails()).toEqual(before);
  report.untold = 1;
  await office.reportWorkflows.nudge(report.id);
  await eventually('the telling', () => report.told === 2);
  await office.reportHandle(report).result();
  expect(mails()).toEqual(before);
});

test('due on a day when business is closed: the last reminder comes on the business day before', async () => {
  // Due on Sunday, August 13; two business days before are Thursday, one is Friday.
  const { report, mails } = await sent(
    office,
    dates('2034-07-22', '2034-07-30', '2034-08-06', '2034-08-13'),
    1,
  );
  await office.goTo('2034-08-14T14:00:00Z');
  expect(mails()).toEqual([
    // Sunday, as published.
    'report 2034-08-06T14:00',
    'report-reminder 2034-08-10T13:00',
    'report-reminder 2034-08-11T13:00',
    'report-late 2034-08-14T13:00',
  ]);
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
});

test('refused for good: the address is distrusted, the SPOC is told once, and the next mail goes to the new one', async () => {
  const refused = office.mails('escalation').length;
  const { organization, report, mails } = await sent(
    office,
    dates('2034-09-14', '2034-09-20', '2034-09-27', '2034-10-04'),
    1,
    ({ contactEmail }) => office.refuse(contactEmail),
  );
  await eventually('the escalation', () => office.mails('escalation').length === refused + 1);
  expect(office.escalated.at(-1)).toMatchObject({
    reason: 'delivery-failed',
    subject: `organization:${organization.id}`,
  });
  expect(organization.contactVerified).toBe(false);
  expect([mails(), report.sentAt]).toEqual([[], null]);
  organization.contactEmail = 'put-right@example.org';
  await office.goTo('2034-10-02T14:00:00Z');
  expect(office.mailsTo('put-right@example.org')).toEqual(['report-reminder 2034-10-02T13:00']);
  await eventually('the note', () => report.sentAt !== null);
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
});

test('a mail server that does not take it now is asked again, and the history stays short for as long as it lasts', async () => {
  let taking = false;
  const { report, mails } = await sent(
    office,
    dates('2034-10-05', '2034-10-11', '2034-10-18', '2034-10-25'),
    1,
    ({ contactEmail }) => office.postOffice.answer(contactEmail, () => (taking ? SENT : DEFERRED)),
  );
  await office.goTo('2034-10-20T14:00:00Z');
  expect(mails()).toEqual([]);
  const { historyLength, runId } = await office.reportHandle(report).describe();
  expect(historyLength).toBeLessThan(2_000);
  const first = await office.client.workflow
    .getHandle(office.reportHandle(report).workflowId, undefined)
    .describe();
  expect(first.runId).toBe(runId);
  taking = true;
  await office.goTo('2034-10-20T14:30:00Z');
  await eventually('the report', () => mails().length === 1);
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
});

test('a flood of nudges is taken in runs that stay short, and nothing is chased twice', async () => {
  const { report, mails } = await sent(
    office,
    dates('2034-10-19', '2034-10-25', '2034-11-01', '2034-11-08'),
    3,
  );
  const { runId } = await office.reportHandle(report).describe();
  for (let round = 0; round < 60; round += 1) {
    report.untold += 1;
    await Promise.all(Array.from({ length: 20 }, () => office.reportWorkflows.nudge(report.id)));
  }
  await eventually('the telling', () => report.untold === 0);
  const now = await office.reportHandle(report).describe();
  expect(now.runId).not.toBe(runId);
  expect(now.historyLength).toBeLessThan(2_000);
  await office.goTo('2034-11-08T16:00:00Z');
  expect(mails()).toEqual([
    'report 2034-11-01T14:00',
    'report-reminder 2034-11-06T14:00',
    'report-reminder 2034-11-08T14:00',
  ]);
  await office.giveBack(report, 3);
  await office.reportHandle(report).result();
});

test('referrals that cannot be told yet keep nothing else from happening', async () => {
  const { report, mails } = await sent(
    office,
    dates('2034-11-02', '2034-11-08', '2034-11-15', '2034-11-22'),
    2,
  );
  await office.goTo('2034-11-20T13:30:00Z');
  office.books.tellingFails = 1_000_000;
  await office.giveBack(report, 1);
  await office.goTo('2034-11-20T15:00:00Z');
  expect(mails()).toEqual(['report 2034-11-15T15:00', 'report-reminder 2034-11-20T14:00']);
  expect(report.told).toBe(0);
  office.books.tellingFails = 0;
  await office.goTo('2034-11-20T15:05:00Z');
  await eventually('the telling', () => report.told === 1);
  await office.giveBack(report, 1);
  await office.reportHandle(report).result();
});
