import { makeReports } from '../../src/activities/season/work';
import type { ReportMaker } from '../../src/activities/report/ports';
import { instant } from '../../src/domain/time';
import { createReportMaker } from '../../src/infra/prisma/report/maker';
import { neverPassOver } from '../support/never-pass-over';
import { CycleOffice, type Organization } from './support/cycle-office';
import { minute } from '../support/minute';
import { dates } from './support/sent-report';
import { mnsure, SPOC } from './support/service';
import { rules } from '../support/minnesota-terms';

/** One clock for all: the tests follow each other through 2034. Chicago is six hours behind in winter, five in summer. */
let office: CycleOffice;
let organization: Organization;
beforeAll(async () => {
  const policy = { ...mnsure, reports: { ...mnsure.reports, summaryBusinessDaysAfter: 1 } };
  office = await CycleOffice.open('2034-01-02T12:00:00Z', policy);
  organization = await office.addOrganization('organization');
});
afterAll(() => office.close());

test('sleeps from date to date, sends nothing of a period without assignments, and ends with its summary', async () => {
  await office.addLead(organization, '2034-02-02T17:00:00Z');
  // 23:30 on February 28 in Chicago: the local date counts.
  await office.addLead(organization, '2034-03-01T05:30:00Z');
  await office.goTo('2034-01-20T15:00:00Z');
  const season = await office.beginSeason('S1', [
    dates('2034-02-01', '2034-02-10', '2034-02-15', '2034-02-22'),
    dates('2034-02-11', '2034-02-20', '2034-02-27', '2034-03-06'),
    dates('2034-02-21', '2034-02-28', '2034-03-07', '2034-03-14'),
  ]);
  const { shown, until } = office.plan('season', season);
  expect(shown).toEqual({
    headline: 'S1: running',
    facts: [
      ['Sent', 'the reports of 0 of 3 periods'],
      ['Next', 'Look for referrals outside every period, Wed, Feb 1, 2034, 8:00 AM CST'],
    ],
    below: [
      '  - S1/1: Wed, Feb 15, 2034, 9:00 AM CST',
      '  - S1/2: Mon, Feb 27, 2034, 9:00 AM CST',
      '  - S1/3: Tue, Mar 7, 2034, 9:00 AM CST',
      '  - summary: Wed, Mar 15, 2034, 8:00 AM CDT',
    ],
    attributes: { ReportPeriod: 'S1/1' },
  });
  expect(until?.at).toBe('2034-02-01T14:00:00.000Z');

  await office.goTo('2034-02-15T14:59:00Z');
  expect(await office.sendings(season)).toEqual([null, null, null]);
  await office.goTo('2034-03-15T12:59:00Z');
  expect(await office.sendings(season)).toEqual(['2034-02-15T15:00', null, '2034-03-07T15:00']);
  expect(office.mailsTo(SPOC).filter((mail) => !mail.startsWith('escalation'))).toEqual([]);
  await office.goTo('2034-03-15T13:01:00Z');
  expect(office.mailsTo(SPOC)).toContain('season-summary 2034-03-15T13:00');
  expect(await office.season(season)).toMatchObject({
    ...{ state: 'ended', summarizedAt: new Date('2034-03-15T13:00:00Z') },
    endedAt: new Date('2034-03-15T13:00:00Z'),
  });
  expect([office.rested('season', season), await office.atRest('season', season)]).toEqual([
    { state: 'ended' },
    true,
  ]);
});

test('started late it sends at once what is due, skips nothing, and gives its full time', async () => {
  await office.addLead(organization, '2034-04-03T17:00:00Z');
  await office.addLead(organization, '2034-04-12T17:00:00Z');
  await office.goTo('2034-05-01T20:00:00Z');
  const season = await office.beginSeason('S2', [
    dates('2034-04-01', '2034-04-10', '2034-04-17', '2034-04-24'),
    dates('2034-04-11', '2034-04-20', '2034-04-27', '2034-05-04'),
  ]);
  expect(await office.sendings(season)).toEqual(['2034-05-01T20:00', '2034-05-01T20:00']);
  const reports = [
    await office.reportOf(organization, season, 1),
    await office.reportOf(organization, season, 2),
  ];
  // Seven days, as published.
  expect(reports.map((report) => report?.dueOn.toISOString().slice(0, 10))).toEqual([
    '2034-05-08',
    '2034-05-08',
  ]);
  await office.move(season, 'end');
});

test('paused it sends nothing; resumed, what is due by then', async () => {
  await office.addLead(organization, '2034-06-02T17:00:00Z');
  await office.goTo('2034-06-01T15:00:00Z');
  const season = await office.beginSeason('S3', [
    dates('2034-06-01', '2034-06-10', '2034-06-14', '2034-06-21'),
  ]);
  await office.move(season, 'pause');
  await office.goTo('2034-06-16T16:00:00Z');
  expect(await office.sendings(season)).toEqual([null]);
  expect(office.plan('season', season)).toMatchObject({
    until: null,
    shown: { facts: [{}, ['Next', 'nothing, until somebody resumes it; then what is due by that time']] },
  });
  await office.move(season, 'resume');
  expect(await office.sendings(season)).toEqual(['2034-06-16T16:00']);
  expect((await office.reportOf(organization, season, 1))?.dueOn).toEqual(new Date('2034-06-23'));
  await office.move(season, 'end');
});

test('an amended date counts from when it is stored, even when nobody has woken the follower', async () => {
  await office.addLead(organization, '2034-07-03T17:00:00Z');
  await office.goTo('2034-07-02T15:00:00Z');
  const first = dates('2034-07-01', '2034-07-10', '2034-07-12', '2034-07-19');
  const season = await office.beginSeason('S4', [first]);
  await office.goTo('2034-07-11T15:00:00Z');
  const later = {
    ...dates('2034-07-01', '2034-07-10', '2034-07-13', '2034-07-20'),
    sendsAt: instant('2034-07-13T14:00:00Z'),
  };
  await office.seasons.amend(
    { periods: [later], policyVersion: 'test' },
    { seasonId: season, actor: 'crm', at: office.service.now() },
    null,
  );
  // As if its old timer rang on the old date.
  await office.prisma.follower.update({
    where: { workflowId: `season-${season}` },
    data: { behindSince: null },
  });
  await office.goTo('2034-07-12T20:00:00Z');
  expect(await office.sendings(season)).toEqual([null]);
  await office.goTo('2034-07-13T14:01:00Z');
  expect(await office.sendings(season)).toEqual(['2034-07-13T14:00']);
  await office.move(season, 'end');
});

test('ended by a person it is summed up at once, and what no report will ask for is listed in one escalation', async () => {
  const early = await office.addLead(organization, '2034-07-28T17:00:00Z');
  const reported = await office.addLead(organization, '2034-08-02T17:00:00Z');
  const unsent = await office.addLead(organization, '2034-08-12T17:00:00Z');
  await office.goTo('2034-07-29T15:00:00Z');
  const season = await office.beginSeason('S5', [
    dates('2034-08-01', '2034-08-10', '2034-08-14', '2034-08-21'),
    dates('2034-08-11', '2034-08-20', '2034-08-24', '2034-08-31'),
  ]);
  const before = office.mails('escalation').length;
  await office.goTo('2034-08-15T15:00:00Z');
  const listed = () => office.escalations({ seasonId: season });
  // Tuesday, August 1, when business opens.
  expect((await listed()).map(({ reason, openedAt }) => [reason, minute(openedAt)])).toEqual([
    ['outside-report-periods', '2034-08-01T13:00'],
  ]);
  const texts = office
    .mails('escalation')
    .slice(before)
    .map(({ text }) => text);
  expect(texts.map((text) => text.includes(`referral-${early.referralId}`))).toEqual([true]);
  await office.move(season, 'end');
  expect(office.mailsTo(SPOC).at(-1)).toBe('season-summary 2034-08-15T15:00');
  const [escalation, ...others] = await listed();
  const named = await office.prisma.escalationReferral.findMany({
    where: { escalationId: escalation?.id ?? '' },
    orderBy: { linkedAt: 'asc' },
  });
  expect(named.map(({ referralId }) => referralId)).toEqual([early.referralId, unsent.referralId]);
  expect(others).toEqual([]);
  const report = await office.reportOf(organization, season, 1);
  expect(report?.rows.map(({ referralId }) => referralId)).toEqual([reported.referralId]);
  await office.goTo('2034-08-25T15:00:00Z');
  expect((await office.sendings(season))[1]).toBeNull();
  await office.service.followers.advance({ kind: 'season', subjectId: season });
  expect(office.mails('season-summary').filter(({ subject }) => subject.startsWith('S5'))).toHaveLength(1);
  expect(office.plan('season', season).shown).toMatchObject({
    headline: 'S5: ended',
    facts: [{}, ['Next', 'nothing']],
  });
});

test('a published date is a promise, on a Sunday too', async () => {
  await office.addLead(organization, '2034-09-02T17:00:00Z');
  await office.goTo('2034-08-28T15:00:00Z');
  const season = await office.beginSeason('S6', [
    dates('2034-09-01', '2034-09-03', '2034-09-10', '2034-09-17'),
  ]);
  await office.goTo('2034-09-10T15:00:00Z');
  expect(await office.sendings(season)).toEqual(['2034-09-10T14:00']);
  await office.move(season, 'end');
});

describe('the making of a period’s reports', () => {
  const PERIOD = dates('2034-10-01', '2034-10-10', '2034-10-11', '2034-10-18');
  let others: Organization[];
  let season: string;
  let periodId: string;

  /** Makes reports one organization at a time, and does something before the one of this number. */
  async function makeDisturbed(at: string, before: number, disturb: () => Promise<unknown>): Promise<void> {
    const { policy, followers } = office.service;
    const maker = createReportMaker(office.prisma, { zone: policy.calendar.zone, rules }, neverPassOver);
    let made = 0;
    const reportMaker: ReportMaker = {
      ...maker,
      make: async (batch) => {
        const ids: string[] = [];
        for (const organizationId of batch.organizationIds) {
          made += 1;
          if (made === before) await disturb();
          const some = await maker.make({ ...batch, organizationIds: [organizationId] });
          if (some === null) return null;
          ids.push(...some);
        }
        return ids;
      },
    };
    const work = makeReports({ policy, reportMaker, waker: followers });
    const job = { kind: 'season', subjectId: season, jobId: periodId, at: instant(at), seen: 0 } as const;
    await work(job, () => undefined);
  }

  const count = () => office.prisma.report.count({ where: { periodId } });
  const startedAt = async () => (await office.season(season)).periods[0]?.startedAt ?? null;

  test('stops where it is when the season is paused meanwhile, and goes on when it is resumed', async () => {
    await office.goTo('2034-10-05T15:00:00Z');
    others = await Promise.all([1, 2, 3].map((n) => office.addOrganization(`other-${n}`)));
    await office.addLeads(others.map(({ id }) => ({ organizationId: id, sentAt: '2034-10-02T17:00:00Z' })));
    season = await office.beginSeason('S7', [PERIOD]);
    periodId = (await office.season(season)).periods[0]?.id ?? '';
    await office.goTo('2034-10-11T13:59:00Z');
    const change = { seasonId: season, actor: 'crm', at: office.service.now() };
    await makeDisturbed('2034-10-11T14:00:00Z', 2, () => office.seasons.move('pause', 'Told so', change));
    expect([await count(), await startedAt()]).toEqual([1, null]);
    await office.goTo('2034-10-12T14:00:00Z');
    expect([await count(), await startedAt()]).toEqual([1, null]);
    // The one that was made before the pause is not mailed either.
    const mailed = () => office.mails('report').filter(({ subject }) => subject.includes('S7'));
    expect(mailed()).toEqual([]);
    await office.move(season, 'resume');
    expect([await count(), minute((await startedAt()) ?? '')]).toEqual([3, '2034-10-12T14:00']);
    expect(mailed()).toHaveLength(3);
  });

  test('a worker that dies in between makes nothing twice, and nobody is mailed twice', async () => {
    const died = makeDisturbed('2034-10-12T15:00:00Z', 2, () => Promise.reject(new Error('killed')));
    await expect(died).rejects.toThrow('killed');
    await office.service.followers.advance({ kind: 'season', subjectId: season });
    await office.service.followers.run();
    expect(await count()).toBe(3);
    expect(office.mails('report').filter(({ subject }) => subject.includes('S7'))).toHaveLength(3);
  });

  test('the followers of reports that nobody has woken are behind from the transaction that made them', async () => {
    await office.addLeads(others.map(({ id }) => ({ organizationId: id, sentAt: '2034-10-12T17:00:00Z' })));
    await office.goTo('2034-10-25T13:00:00Z');
    season = await office.beginSeason('S8', [dates('2034-10-12', '2034-10-20', '2034-10-26', '2034-11-02')]);
    periodId = (await office.season(season)).periods[0]?.id ?? '';
    await makeDisturbed('2034-10-25T13:00:00Z', 9, () => Promise.resolve());
    const reports = await office.prisma.report.findMany({ where: { periodId } });
    const behind = await office.prisma.follower.findMany({
      where: { workflowId: { in: reports.map(({ id }) => `report-${id}`) } },
    });
    expect(reports).toHaveLength(3);
    expect(behind.map(({ behindSince }) => behindSince)).toEqual(
      Array.from({ length: 3 }, () => new Date('2034-10-25T13:00:00Z')),
    );
  });
});
