import type { PeriodDates } from '../../src/domain/reports/periods';
import { instant, localDate } from '../../src/domain/time';
import { mnsure, SPOC } from './support/world';
import { CycleOffice } from './support/cycle-office';
import type { OrganizationInMemory, SeasonInMemory } from './support/cycle-rows';
import { eventually, minute } from './support/eventually';
import { terminateIdle } from './support/terminate-idle';

/** One clock for all: the tests follow each other through 2034 and 2035. Chicago is six hours behind in winter, five in summer. */
let office: CycleOffice;
let organization: OrganizationInMemory;
beforeAll(async () => {
  office = await CycleOffice.open({ ...mnsure, reports: { ...mnsure.reports, summaryBusinessDaysAfter: 1 } });
  organization = office.addOrganization('organization');
});
afterAll(async () => {
  await office.close();
});

const dates = (from: string, to: string, sendOn: string, dueOn: string): PeriodDates => ({
  ...{ from: localDate(from), to: localDate(to), sendOn: localDate(sendOn), dueOn: localDate(dueOn) },
});
/** When the reports of a season were sent, by number. */
const sendings = (season: SeasonInMemory): (string | null)[] =>
  season.periods.map(({ id }) => {
    const report = office.books.reports.find(({ period }) => period.id === id);
    return report?.sentAt ? minute(report.sentAt) : null;
  });
const change = async (season: SeasonInMemory, changes: Partial<SeasonInMemory>): Promise<void> => {
  Object.assign(season, changes);
  await office.seasonWorkflows.changed(season.id);
};

test('sleeps from date to date, sends nothing of a period without assignments, and ends with its summary', async () => {
  office.addLead(organization, '2034-02-02T17:00:00Z');
  // 23:30 on February 28 in Chicago: the local date counts.
  office.addLead(organization, '2034-03-01T05:30:00Z');
  const season = office.addSeason('S1', [
    dates('2034-02-01', '2034-02-10', '2034-02-15', '2034-02-22'),
    dates('2034-02-11', '2034-02-20', '2034-02-27', '2034-03-06'),
    dates('2034-02-21', '2034-02-28', '2034-03-07', '2034-03-14'),
  ]);
  await office.goTo('2034-01-20T15:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  const handle = office.seasonHandle(season);
  await eventually(
    'its memo',
    async () => (await handle.describe()).memo,
    (memo) => memo?.['next'] !== undefined,
  );
  const { memo, typedSearchAttributes } = await handle.describe();
  expect(memo).toEqual({
    stands: 'S1: running',
    sent: 'the reports of 0 of 3 periods',
    next: 'Look for referrals outside every period, Wed, Feb 1, 2034, 8:00 AM CST',
  });
  expect(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])).toEqual([
    ['ReportPeriod', 'S1/1'],
  ]);
  const metadata = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  expect(metadata.currentDetails).toContain('S1/2: Mon, Feb 27, 2034, 9:00 AM CST');

  await office.goTo('2034-02-15T14:59:00Z');
  expect(sendings(season)).toEqual([null, null, null]);
  await office.goTo('2034-03-15T12:59:00Z');
  expect(sendings(season)).toEqual(['2034-02-15T15:00', null, '2034-03-07T15:00']);
  expect(office.mailsTo(SPOC).filter((mail) => !mail.startsWith('escalation'))).toEqual([]);
  await office.goTo('2034-03-15T13:01:00Z');
  await handle.result();
  expect(office.mailsTo(SPOC)).toContain('season-summary 2034-03-15T13:00');
  expect(season.state).toBe('ended');
});

test('started late it sends at once what is due, skips nothing, and gives its full time', async () => {
  office.addLead(organization, '2034-04-03T17:00:00Z');
  office.addLead(organization, '2034-04-12T17:00:00Z');
  const season = office.addSeason('S2', [
    dates('2034-04-01', '2034-04-10', '2034-04-17', '2034-04-24'),
    dates('2034-04-11', '2034-04-20', '2034-04-27', '2034-05-04'),
  ]);
  await office.goTo('2034-05-01T20:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  await eventually(
    'both reports',
    () => sendings(season),
    (all) => all.every((at) => at !== null),
  );
  expect(sendings(season)).toEqual(['2034-05-01T20:00', '2034-05-01T20:00']);
  expect([1, 2].map((number) => office.reportOf(organization, season, number)?.dueOn)).toEqual([
    // Seven days, as published.
    '2034-05-08',
    '2034-05-08',
  ]);
  await change(season, { state: 'ended' });
  await office.seasonHandle(season).result();
});

test('paused it sends nothing; resumed, what is due by then', async () => {
  office.addLead(organization, '2034-06-02T17:00:00Z');
  const season = office.addSeason('S3', [dates('2034-06-01', '2034-06-10', '2034-06-14', '2034-06-21')]);
  await office.goTo('2034-06-01T15:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  await change(season, { state: 'paused' });
  await office.goTo('2034-06-16T16:00:00Z');
  expect(sendings(season)).toEqual([null]);
  expect((await office.seasonHandle(season).describe()).memo).toMatchObject({
    next: 'nothing, until somebody resumes it; then what is due by that time',
  });
  await change(season, { state: 'running' });
  await eventually('the report', () => sendings(season)[0] !== null);
  expect(sendings(season)).toEqual(['2034-06-16T16:00']);
  expect(office.reportOf(organization, season, 1)?.dueOn).toBe('2034-06-23');
  await change(season, { state: 'ended' });
  await office.seasonHandle(season).result();
});

test('an amended date wakes it: the new one counts, and the old one passes', async () => {
  office.addLead(organization, '2034-07-03T17:00:00Z');
  const season = office.addSeason('S4', [dates('2034-07-01', '2034-07-10', '2034-07-12', '2034-07-19')]);
  await office.goTo('2034-07-02T15:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  const later = {
    ...dates('2034-07-01', '2034-07-10', '2034-07-13', '2034-07-20'),
    sendsAt: instant('2034-07-13T14:00:00Z'),
  };
  await change(season, { periods: season.periods.map((period) => ({ ...period, ...later })) });
  await office.goTo('2034-07-12T20:00:00Z');
  expect(sendings(season)).toEqual([null]);
  await office.goTo('2034-07-13T14:01:00Z');
  await eventually('the report', () => sendings(season)[0] !== null);
  expect(sendings(season)).toEqual(['2034-07-13T14:00']);
  await change(season, { state: 'ended' });
  await office.seasonHandle(season).result();
});

test('ended by a person it is summed up at once, and what no report will ask for is listed in one escalation', async () => {
  const early = office.addLead(organization, '2034-07-28T17:00:00Z');
  const reported = office.addLead(organization, '2034-08-02T17:00:00Z');
  const unsent = office.addLead(organization, '2034-08-12T17:00:00Z');
  const season = office.addSeason(
    'S5',
    [
      dates('2034-08-01', '2034-08-10', '2034-08-14', '2034-08-21'),
      dates('2034-08-11', '2034-08-20', '2034-08-24', '2034-08-31'),
    ],
    { previousClosesOn: localDate('2034-07-10') },
  );
  await office.goTo('2034-07-29T15:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  const before = office.mails('escalation').length;
  await office.goTo('2034-08-15T15:00:00Z');
  const listed = () => office.escalated.filter(({ subject }) => subject === `season:${season.id}`);
  // Tuesday, August 1, when business opens.
  expect(listed().map(({ reason, openedAt }) => [reason, minute(openedAt)])).toEqual([
    ['outside-report-periods', '2034-08-01T13:00'],
  ]);
  expect(
    office
      .mails('escalation')
      .slice(before)
      .map(({ text }) => text.includes(`referral-${early.referralId}`)),
  ).toContain(true);
  await change(season, { state: 'ended' });
  await office.seasonHandle(season).result();
  expect(office.mailsTo(SPOC).at(-1)).toBe('season-summary 2034-08-15T15:00');
  const named = office.books.named.filter(({ escalationId }) => escalationId === listed()[0]?.id);
  expect(named.map(({ referralIds }) => referralIds)).toEqual([[early.referralId], [unsent.referralId]]);
  expect(listed()).toHaveLength(1);
  expect(office.reportOf(organization, season, 1)?.rows.map(({ lead }) => lead)).toEqual([reported]);
  await office.goTo('2034-08-25T15:00:00Z');
  expect(sendings(season)[1]).toBeNull();
  await office.seasonWorkflows.changed(season.id);
  await office.seasonHandle(season).result();
  expect(office.mails('season-summary').filter(({ subject }) => subject.startsWith('S5'))).toHaveLength(1);
  const { memo } = await office.seasonHandle(season).describe();
  expect(memo).toMatchObject({ stands: 'S5: ended', next: 'nothing' });
});

test('a published date is a promise, on a Sunday too', async () => {
  office.addLead(organization, '2034-09-04T17:00:00Z');
  const season = office.addSeason('S6', [dates('2034-09-01', '2034-09-03', '2034-09-10', '2034-09-17')]);
  office.addLead(organization, '2034-09-02T17:00:00Z');
  await office.goTo('2034-08-28T15:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  await office.goTo('2034-09-10T15:00:00Z');
  expect(sendings(season)).toEqual(['2034-09-10T14:00']);
  await change(season, { state: 'ended' });
  await office.seasonHandle(season).result();
});

test('terminated between its dates it goes on where it was: nothing is made or sent twice', async () => {
  office.addLead(organization, '2034-10-02T17:00:00Z');
  office.addLead(organization, '2034-10-12T17:00:00Z');
  const season = office.addSeason('S7', [
    dates('2034-10-01', '2034-10-10', '2034-10-11', '2034-10-18'),
    dates('2034-10-11', '2034-10-20', '2034-10-25', '2034-11-01'),
  ]);
  await office.goTo('2034-10-05T15:00:00Z');
  await office.seasonWorkflows.begin(season.id);
  await office.goTo('2034-10-12T15:00:00Z');
  await terminateIdle(office.seasonHandle(season));
  await office.seasonWorkflows.begin(season.id);
  await office.goTo('2034-10-26T15:00:00Z');
  expect(sendings(season)).toEqual(['2034-10-11T14:00', '2034-10-25T14:00']);
  expect(office.books.reports.filter(({ period }) => season.periods.includes(period as never))).toHaveLength(
    2,
  );
  const sent = office.mails('report').filter(({ subject }) => subject.startsWith('S7'));
  expect(sent).toHaveLength(2);
  await change(season, { state: 'ended' });
  await office.seasonHandle(season).result();
});
