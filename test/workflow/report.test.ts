import { CycleOffice } from './support/cycle-office';
import { minute } from '../support/minute';
import { DEFERRED, SENT } from './support/post-office';
import { dates, sent } from './support/sent-report';
import { SPOC } from './support/service';

/** One clock for all: the tests follow each other through 2034. Chicago is five hours behind in summer, six in winter. */
let office: CycleOffice;
beforeAll(async () => {
  office = await CycleOffice.open('2034-05-01T12:00:00Z');
});
afterAll(() => office.close());

test('every step comes when business opens on its day, then the SPOC is told what is missing; a late return ends it', async () => {
  // Due on Wednesday, June 14; Juneteenth, the Monday after, is no business day.
  const of = await sent(office, dates('2034-05-25', '2034-05-31', '2034-06-07', '2034-06-14'), 2);
  const { id, name, mails, organization } = of;
  await office.goTo('2034-06-14T12:59:00Z');
  expect(mails()).toEqual(['report 2034-06-07T14:00', 'report-reminder 2034-06-12T13:00']);
  expect(office.plan('report', id)).toMatchObject({
    shown: {
      headline: `${name}/1: sent, 2 of 2 rows missing`,
      facts: [
        ['From', organization.name],
        ['Due', 'before Thu, Jun 15, 2034, 12:00 AM CDT'],
        ['Next', 'a reminder Wed, Jun 14, 2034, 8:00 AM CDT, unless it is complete by then'],
      ],
      attributes: { OrganizationId: organization.id, ReportPeriod: `${name}/1`, ReportState: 'sent' },
    },
    until: { at: '2034-06-14T13:00:00.000Z', purpose: 'Remind: due today: Wed, Jun 14, 2034, 8:00 AM CDT' },
    rest: null,
  });

  await office.goTo('2034-06-22T12:59:00Z');
  expect(mails().slice(2)).toEqual([
    'report-reminder 2034-06-14T13:00',
    'report-late 2034-06-15T13:00',
    'report-late 2034-06-20T13:00',
  ]);
  expect(minute((await of.report()).lateAt ?? '')).toBe('2034-06-15T05:00');
  expect(await office.escalations()).toEqual([]);
  await office.goTo('2034-06-22T13:01:00Z');
  const [escalation] = office.mails('escalation');
  expect(minute(escalation?.date ?? '')).toBe('2034-06-22T13:00');
  expect(escalation?.to).toBe(SPOC);
  expect(escalation?.text).toContain('Still missing: 2 of 2');
  expect(escalation?.text).toContain('Nothing came back');
  for (const { referralId } of of.leads) expect(escalation?.text).toContain(`referral-${referralId}`);
  expect(escalation?.text.match(/Reminded /g)).toHaveLength(4);

  await office.goTo('2034-06-26T16:00:00Z');
  await office.giveBack(id, 2);
  expect(await office.escalations()).toMatchObject([{ reason: 'report-late', state: 'resolved' }]);
  expect(office.rested('report', id)).toEqual({ state: 'complete', missing: 0 });
  expect(await office.atRest('report', id)).toBe(true);
  expect(office.plan('report', id).shown.attributes.ReportState).toBe('complete');
  expect(mails()).toHaveLength(5);
  const events = await office.prisma.reportEvent.findMany({
    where: { reportId: id },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ type, at }) => `${type} ${minute(at)}`)).toEqual([
    ...['prepared 2034-06-07T14:00', 'sent 2034-06-07T14:00', 'reminded 2034-06-12T13:00'],
    ...['reminded 2034-06-14T13:00', 'late 2034-06-15T05:00', 'reminded 2034-06-15T13:00'],
    ...['reminded 2034-06-20T13:00', 'escalated 2034-06-22T13:00', 'returned 2034-06-26T16:00'],
    'completed 2034-06-26T16:00',
  ]);
});

test('the chase stops the moment it is complete, and its follower is at rest', async () => {
  const { id, mails } = await sent(office, dates('2034-06-22', '2034-06-28', '2034-07-05', '2034-07-12'), 1);
  await office.goTo('2034-07-10T14:00:00Z');
  await office.giveBack(id, 1);
  expect(await office.atRest('report', id)).toBe(true);
  const before = mails();
  expect(before).toEqual(['report 2034-07-05T14:00', 'report-reminder 2034-07-10T13:00']);
  await office.goTo('2034-07-20T14:00:00Z');
  // Asked again, it only says that nothing is left.
  await office.service.followers.advance({ kind: 'report', subjectId: id });
  expect(mails()).toEqual(before);
  expect(await office.atRest('report', id)).toBe(true);
});

test('due on a day when business is closed: the last reminder comes on the business day before', async () => {
  // Due on Sunday, August 13; two business days before are Thursday, one is Friday.
  const { id, mails } = await sent(office, dates('2034-07-22', '2034-07-30', '2034-08-06', '2034-08-13'), 1);
  await office.goTo('2034-08-14T14:00:00Z');
  expect(mails()).toEqual([
    // Sunday, as published.
    'report 2034-08-06T14:00',
    'report-reminder 2034-08-10T13:00',
    'report-reminder 2034-08-11T13:00',
    'report-late 2034-08-14T13:00',
  ]);
  await office.giveBack(id, 1);
});

test('refused for good: the address is distrusted, the SPOC is told once, and the next mail goes to the new one', async () => {
  const refused = office.mails('escalation').length;
  const { organization, id, report, mails } = await sent(
    office,
    dates('2034-09-14', '2034-09-20', '2034-09-27', '2034-10-04'),
    1,
    ({ contactEmail }) => office.refuse(contactEmail),
  );
  expect(office.mails('escalation')).toHaveLength(refused + 1);
  expect(
    await office.escalations({ organizationId: organization.id, reason: 'delivery-failed' }),
  ).toMatchObject([{ subject: `organization:${organization.id}`, state: 'open', occurrences: 1 }]);
  expect((await office.service.organization(organization.id)).contactVerified).toBe(false);
  expect([mails(), (await report()).sentAt]).toEqual([[], null]);
  await office.prisma.organization.update({
    where: { id: organization.id },
    data: { contactEmail: 'put-right@example.org' },
  });
  await office.goTo('2034-10-02T14:00:00Z');
  expect(office.mailsTo('put-right@example.org')).toEqual(['report-reminder 2034-10-02T13:00']);
  expect(minute((await report()).sentAt ?? '')).toBe('2034-10-02T13:00');
  await office.giveBack(id, 1);
});

test('a mail server that does not take it now is asked again, for days', async () => {
  let taking = false;
  const { id, mails } = await sent(
    office,
    dates('2034-10-05', '2034-10-11', '2034-10-18', '2034-10-25'),
    1,
    ({ contactEmail }) => office.postOffice.answer(contactEmail, () => (taking ? SENT : DEFERRED)),
  );
  await office.goTo('2034-10-20T14:00:00Z');
  expect(mails()).toEqual([]);
  expect(office.plan('report', id).shown.facts).toContainEqual(['Next', 'the report is mailed']);
  taking = true;
  await office.goTo('2034-10-20T14:30:00Z');
  expect(mails()).toHaveLength(1);
  await office.giveBack(id, 1);
});

test('one that no server takes for five days is given up: the SPOC is told, and the chase goes on', async () => {
  let taking = false;
  const { id, report, organization, mails } = await sent(
    office,
    dates('2034-10-19', '2034-10-25', '2034-11-01', '2034-11-08'),
    1,
    ({ contactEmail }) => office.postOffice.answer(contactEmail, () => (taking ? SENT : DEFERRED)),
  );
  // Five days after Wednesday, November 1, 9:00, when the summer's time still held.
  await office.goTo('2034-11-06T13:59:30Z');
  expect(await office.escalations({ organizationId: organization.id })).toMatchObject([
    { reason: 'delivery-failed', state: 'open', openedAt: expect.anything() },
  ]);
  const told = office.postOffice.attempts.filter(({ to, kind }) => to === SPOC && kind === 'escalation');
  expect(told.at(-1)?.text.replace(/\s+/g, ' ')).toContain(
    `No mail server took our mail to ${organization.contactEmail} for five days (code 451).`,
  );
  expect((await office.service.organization(organization.id)).contactVerified).toBe(true);
  expect((await report()).sentAt).toBeNull();
  taking = true;
  await office.goTo('2034-11-08T16:00:00Z');
  expect(mails()).toEqual(['report-reminder 2034-11-06T14:00', 'report-reminder 2034-11-08T14:00']);
  await office.giveBack(id, 1);
});

test('of reminders that nobody could send for a while only the latest goes out, and none that was sent comes again', async () => {
  const of = await sent(office, dates('2034-11-02', '2034-11-08', '2034-11-15', '2034-11-22'), 1);
  const { id, mails, report } = of;
  // No worker runs: its follower is not woken. Reminders were due on November 20 and 22, Thanksgiving is the 23rd.
  await office.prisma.follower.update({ where: { workflowId: `report-${id}` }, data: { wakeAt: null } });
  await office.goTo('2034-11-27T15:30:00Z');
  expect(mails()).toEqual(['report 2034-11-15T15:00']);
  await office.service.followers.advance({ kind: 'report', subjectId: id });
  expect(mails().slice(1)).toEqual(['report-late 2034-11-27T15:30']);
  expect(minute((await report()).lateAt ?? '')).toBe('2034-11-27T15:30');
  await office.service.followers.advance({ kind: 'report', subjectId: id });
  expect(mails()).toHaveLength(2);
  await office.giveBack(id, 1);
});

test('found behind at night, the reminder waits for the opening of business', async () => {
  const { id, mails } = await sent(office, dates('2034-11-24', '2034-11-29', '2034-12-06', '2034-12-13'), 1);
  await office.prisma.follower.update({ where: { workflowId: `report-${id}` }, data: { wakeAt: null } });
  await office.goTo('2034-12-12T02:00:00Z');
  await office.service.followers.advance({ kind: 'report', subjectId: id });
  await office.goTo('2034-12-12T14:01:00Z');
  expect(mails().slice(1)).toEqual(['report-reminder 2034-12-12T14:00']);
  await office.giveBack(id, 1);
});

test('a reminder that is made and not sent yet when the report is complete is overtaken', async () => {
  let taking = true;
  const { id, mails } = await sent(
    office,
    dates('2034-12-14', '2034-12-20', '2034-12-27', '2035-01-03'),
    1,
    ({ contactEmail }) => office.postOffice.answer(contactEmail, () => (taking ? SENT : DEFERRED)),
  );
  await office.goTo('2034-12-29T12:00:00Z');
  taking = false;
  await office.goTo('2034-12-29T14:10:00Z');
  taking = true;
  await office.giveBack(id, 1);
  await office.goTo('2034-12-29T16:00:00Z');
  expect(mails()).toEqual(['report 2034-12-27T15:00']);
  const messages = await office.prisma.message.findMany({
    where: { reportId: id },
    orderBy: { createdAt: 'asc' },
  });
  expect(messages.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'report sent',
    'report-reminder overtaken',
  ]);
  expect(await office.atRest('report', id)).toBe(true);
});
