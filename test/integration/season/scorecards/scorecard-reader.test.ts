import { figureRules } from '../../../../src/domain/season/scorecards/measures';
import { v7 as newId } from 'uuid';
import type { ScorecardReader } from '../../../../src/api/season/scorecards/ports';
import { instant, localDate } from '../../../../src/domain/time';
import { createOrganizationStore } from '../../../../src/infra/prisma/organization/store';
import { createSeasonSummaryReader } from '../../../../src/infra/prisma/season/summary-reader';
import { createScorecardReader } from '../../../../src/infra/prisma/season/scorecards/scorecard-reader';
import { NOW, openDatabase, sampleOrganization, type Database, ZONE } from '../../support/database';
import { addLead, addSeason, policy } from './scorecard-scene';

let database: Database;
let reader: ScorecardReader;
let ours: string;
let others: string;
let seasonId: string;

/** Tuesday, December 15, 2026: everything sent in November is due. */
const AT = instant('2026-12-15T18:00:00Z');

beforeAll(async () => {
  database = await openDatabase();
  reader = createScorecardReader(database.prisma, policy.calendar);
  const organizations = createOrganizationStore(database.prisma, ZONE);
  const create = async (name: string) =>
    (await organizations.create(newId(), { ...sampleOrganization, name }, NOW)).id;
  [ours, others] = [await create('Ours'), await create('Others')];
  seasonId = await addSeason(database, [
    { organizationId: ours, period: 1, completedAt: instant('2026-11-28T20:00:00Z') },
    // An hour after midnight in Minnesota.
    { organizationId: ours, period: 2, completedAt: instant('2026-12-13T07:00:00Z') },
    { organizationId: others, period: 1, completedAt: null },
  ]);
  await fill();
});
afterAll(() => database.drop());

async function fill(): Promise<void> {
  // Monday, November 2, 10:00: contacted on Tuesday, day 1; enrolled in time.
  await addLead(database, {
    ...{ organizationId: ours, sentAt: instant('2026-11-02T16:00:00Z'), county: '27053', language: 'es-MX' },
    determinations: ['qhp', 'medical-assistance'],
    contact: { state: 'met', metAt: instant('2026-11-03T23:00:00Z') },
    ...{ appointment: 'met', resolution: 'enrolled-qhp', end: 'resolved', acceptance: true },
  });
  // Friday, November 6, 18:00: day 0 is Monday; contacted on Saturday, before day 0.
  await addLead(database, {
    ...{ organizationId: ours, sentAt: instant('2026-11-07T00:00:00Z'), determinations: [] },
    contact: { state: 'met', metAt: instant('2026-11-07T23:00:00Z') },
    ...{ appointment: 'late', resolution: 'eligible-ma', end: 'resolved', acceptance: false },
  });
  // Friday, November 13, 10:00: contacted on Saturday the 21st, as good as Monday: day 6. Then given to somebody else.
  await addLead(database, {
    ...{ organizationId: ours, sentAt: instant('2026-11-13T16:00:00Z'), handedOn: true },
    contact: { state: 'late', metAt: instant('2026-11-21T23:00:00Z'), breached: true },
    ...{ appointment: 'met', resolution: 'no-longer-needs-assistance', end: 'resolved' },
  });
  // Saturday, November 14, 23:30 in Minnesota, still the first period: declined.
  await addLead(database, {
    ...{ organizationId: ours, sentAt: instant('2026-11-15T05:30:00Z'), handedOn: true },
    contact: { state: 'cancelled' },
    ...{ appointment: 'cancelled', end: 'declined', declined: 'language', language: 'so' },
  });
  // An hour later, the second period: never contacted, and closed after its deadline.
  await addLead(database, {
    ...{ organizationId: ours, sentAt: instant('2026-11-15T06:30:00Z') },
    contact: { state: 'cancelled', breached: true },
    ...{ appointment: 'met', resolution: 'unable-to-contact', end: 'resolved' },
  });
  // Wednesday, November 25: the appointment's clock stands still.
  await addLead(database, {
    ...{ organizationId: ours, sentAt: instant('2026-11-25T16:00:00Z') },
    contact: { state: 'met', metAt: instant('2026-11-30T15:00:00Z') },
    appointment: 'paused',
  });
  await addLead(database, {
    ...{ organizationId: others, sentAt: instant('2026-11-02T16:00:00Z') },
    contact: { state: 'breached', breached: true },
    appointment: 'breached',
  });
  // The day before the season, and the one after it.
  await addLead(database, { organizationId: ours, sentAt: instant('2026-11-01T04:59:00Z') });
  await addLead(database, { organizationId: ours, sentAt: instant('2026-11-29T06:00:00Z') });
}

test('a season, counted by hand', async () => {
  const season = await reader.season(seasonId);
  expect(season).toMatchObject({ from: '2026-11-01', to: '2026-11-28', state: 'ended' });
  const facts = await reader.count(season?.spans ?? [], AT);
  expect(facts.organizations).toHaveLength(2);
  const own = facts.leads
    .filter(({ organizationId }) => organizationId === ours)
    .sort((a, b) => a.span - b.span);
  expect(own).toEqual([
    {
      ...{ organizationId: ours, span: 0, contactDays: expect.any(Array) },
      tally: {
        leads: 4,
        accepted: { count: 1, of: 2 },
        declined: { language: 1 },
        contactWithinOne: { count: 2, of: 3 },
        contactWithinTwo: { count: 2, of: 3 },
        appointmentInTime: { count: 2, of: 3 },
        outcomes: { 'eligible-ma': 1, 'enrolled-qhp': 1, 'no-longer-needs-assistance': 1 },
      },
    },
    {
      // Thanksgiving and the day after are no business days: Monday the 30th is day 1.
      ...{ organizationId: ours, span: 1, contactDays: [1] },
      tally: {
        leads: 2,
        accepted: { count: 0, of: 0 },
        declined: {},
        contactWithinOne: { count: 1, of: 2 },
        contactWithinTwo: { count: 1, of: 2 },
        appointmentInTime: { count: 1, of: 1 },
        outcomes: { 'unable-to-contact': 1 },
      },
    },
  ]);
  expect([...(own[0]?.contactDays ?? [])].sort()).toEqual([0, 1, 6]);
  expect(facts.reports).toEqual(
    expect.arrayContaining([
      { organizationId: ours, span: 0, reports: { onTime: 1, late: 0, missing: 0 } },
      { organizationId: ours, span: 1, reports: { onTime: 0, late: 1, missing: 0 } },
      { organizationId: others, span: 0, reports: { onTime: 0, late: 0, missing: 1 } },
    ]),
  );
});

test('slices: languages without their regions, a household in each of its determinations', async () => {
  const { spans } = (await reader.season(seasonId)) ?? { spans: [] };
  const { slices } = await reader.count(spans, AT);
  const leads = slices
    .filter(({ organizationId }) => organizationId === ours)
    .map(({ kind, key, tally }) => `${kind} ${key} ${tally.leads}`);
  expect(leads.sort()).toEqual([
    'county 27053 1',
    'county 27137 5',
    'determination medical-assistance 1',
    'determination qhp 5',
    'determination undetermined 1',
    'language en 4',
    'language es 1',
    'language so 1',
  ]);
});

test('what is not over yet counts for nobody', async () => {
  const spans = [{ label: 'November', from: localDate('2026-11-02'), to: localDate('2026-11-02') }];
  // Tuesday, November 3: one day before the contact is due.
  const { leads } = await reader.count(spans, instant('2026-11-03T23:30:00Z'));
  expect(leads.map(({ tally }) => tally.contactWithinTwo)).toEqual([
    { count: 0, of: 0 },
    { count: 0, of: 0 },
  ]);
});

test('a season’s summary: where its referrals stand, who waited for whom, and what came of its reports', async () => {
  const waiting = await addLead(database, { organizationId: ours, sentAt: instant('2026-11-03T16:00:00Z') });
  const { prisma } = database;
  await prisma.milestone.deleteMany({ where: { assignment: { referralId: waiting } } });
  await prisma.assignment.deleteMany({ where: { referralId: waiting } });
  await prisma.referral.update({
    where: { id: waiting },
    data: { status: 'unassigned', currentAssignmentId: null },
  });
  const at = instant('2026-11-03T16:00:00Z');
  await prisma.escalation.create({
    data: {
      ...{ id: newId(), reason: 'no-eligible-organization', subject: 'gap:27031/broker', state: 'open' },
      ...{
        countyFips: '27031',
        assisterType: 'broker',
        openedAt: at,
        openedBy: waiting,
        dueAt: at,
        owner: 'x',
      },
      referrals: { create: { referralId: waiting, linkedAt: at } },
    },
  });
  const summaries = createSeasonSummaryReader(prisma, {
    calendar: policy.calendar,
    ...{ countyName: (fips) => `County ${fips}`, rules: { ...figureRules(policy), smallNumber: 3 } },
  });
  const summary = await summaries.read(seasonId, AT);
  expect(summary).toMatchObject({
    season: { id: seasonId, from: '2026-11-01', to: '2026-11-28' },
    referrals: { received: 8, resolved: 4, withdrawn: 0, open: 3, waiting: 1 },
    reports: { onTime: 1, late: 1, missing: 1 },
    gaps: [{ county: 'County 27031', assisterType: 'broker', referrals: 1, stillWaiting: 1 }],
  });
  expect(summary?.organizations.map(({ name }) => name)).toEqual(['Others', 'Ours']);
  expect(await summaries.read(newId(), AT)).toBeNull();
});

test('an outcome of an earlier policy is counted, too', async () => {
  const sentAt = instant('2026-03-03T16:00:00Z');
  const lead = { organizationId: ours, sentAt, end: 'resolved' } as const;
  await addLead(database, { ...lead, resolution: 'of-an-earlier-policy' });
  await addLead(database, { ...lead, resolution: 'enrolled-qhp' });
  const span = { label: 'March', from: localDate('2026-03-01'), to: localDate('2026-03-31') };
  const { leads, slices } = await reader.count([span], AT);
  const outcomes = { 'enrolled-qhp': 1, 'of-an-earlier-policy': 1 };
  expect(leads.map(({ tally }) => tally.outcomes)).toEqual([outcomes]);
  expect(slices.find(({ kind }) => kind === 'county')?.tally.outcomes).toEqual(outcomes);
});
