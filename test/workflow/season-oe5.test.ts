import { v7 as newId } from 'uuid';
import { plusDays } from '../../src/domain/local-time';
import type { PeriodDates } from '../../src/domain/season/periods';
import { localDate } from '../../src/domain/time';
import { CycleOffice, type Organization } from './support/cycle-office';
import { minute } from '../support/minute';
import { SPOC } from './support/service';

/**
 * The program's fifth season, lived through on the clock of 2028–29: November 1 is a Wednesday again. The dates are
 * the program's own table; every instant is written down here, in UTC, as a person reads it from a calendar (Chicago
 * is six hours behind all winter). Closed in between: Thanksgiving and the day after, Christmas Day, New Year's Day,
 * January 15.
 */
const [N, D, J] = ['2028-11', '2028-12', '2029-01'];
const TABLE: readonly (PeriodDates & { readonly mails: Mails })[] = [
  period(`${N}-01`, `${N}-15`, `${N}-22`, `${N}-29`, `${N}-27 ${N}-29 ${N}-30 ${D}-04 ${D}-06`),
  period(`${N}-16`, `${N}-29`, `${D}-06`, `${D}-13`, `${D}-11 ${D}-13 ${D}-14 ${D}-18 ${D}-20`),
  period(`${N}-30`, `${D}-13`, `${D}-20`, `${D}-27`, `${D}-22 ${D}-27 ${D}-28 ${J}-02 ${J}-04`),
  period(`${D}-14`, `${D}-27`, `${J}-03`, `${J}-10`, `${J}-08 ${J}-10 ${J}-11 ${J}-16 ${J}-18`),
  period(`${D}-28`, `${J}-10`, `${J}-17`, `${J}-24`, `${J}-22 ${J}-24 ${J}-25 ${J}-29 ${J}-31`),
];

interface Mails {
  readonly report: string;
  readonly before: string;
  readonly today: string;
  readonly late: string;
  readonly later: string;
  readonly escalation: string;
}

/** Reports go out at 9:00 in Chicago, everything else when business opens, at 8:00. */
function period(from: string, to: string, sendOn: string, dueOn: string, chase: string) {
  const [before, today, late, later, escalation] = chase.split(' ').map((on) => `${on}T14:00`);
  const dates = {
    from: localDate(from),
    to: localDate(to),
    sendOn: localDate(sendOn),
    dueOn: localDate(dueOn),
  };
  return { ...dates, mails: { report: `${sendOn}T15:00`, before, today, late, later, escalation } as Mails };
}

const BEHAVIORS = ['prompt', 'late', 'silent', 'partial', 'wrong', 'leaving'] as const;
type Behavior = (typeof BEHAVIORS)[number];
const ORGANIZATIONS = 24;
const LEADS = 1_000;
const SEASON_DAYS = 71;
/** The leaving ones give everything back on this day, at 16:00 UTC. */
const LEAVING_ON = `${N}-30`;

const behaviorOf = (index: number): Behavior => BEHAVIORS[index % BEHAVIORS.length] ?? 'prompt';

/** What an organization's address gets of one period, by how it behaves: kind and minute, in the order of sending. */
function expectedMails(behavior: Behavior, number: number): string[] {
  const mails = TABLE[number - 1]?.mails;
  if (mails === undefined) throw new Error(`no period ${number}`);
  const { report, before, today, late, later } = mails;
  const sent = `report ${report}`;
  const reminded = [sent, `report-reminder ${before}`, `report-reminder ${today}`];
  switch (behavior) {
    case 'prompt':
      return [sent];
    case 'late':
      return [...reminded, `report-late ${late}`];
    case 'silent':
      return [...reminded, `report-late ${late}`, `report-late ${later}`];
    case 'partial':
      return reminded;
    case 'wrong':
      return [
        ...[sent, `report-corrections ${plusDays(localDate(report.slice(0, 10)), 1)}T16:00`],
        // Christmas brings the third reminder forward to two hours before the corrected rows come.
        ...(number === 3 ? [`report-reminder ${before}`] : []),
      ];
    case 'leaving':
      // Gone on November 30: between the notice of the first report and its second one; the second report asks nothing.
      return [[...reminded, `report-late ${late}`], [sent], [], [], []][number - 1] ?? [];
    default:
      return behavior satisfies never;
  }
}

/** What organizations of each kind give back, when, and how much of what is missing. All at 10:00 in Chicago. */
function givenBack({
  sendOn,
  dueOn,
}: PeriodDates): [on: string, behavior: Behavior, share: number, wrong: number][] {
  return [
    [plusDays(sendOn, 1), 'prompt', 1, 0],
    [plusDays(sendOn, 1), 'partial', 0.5, 0],
    [plusDays(sendOn, 1), 'wrong', 0.5, 1],
    [plusDays(sendOn, 2), 'wrong', 1, 0],
    [dueOn, 'partial', 1, 0],
    [plusDays(dueOn, 1), 'late', 1, 0],
  ];
}

let office: CycleOffice;
let season: string;
const organizations: Organization[] = [];

type Report = NonNullable<Awaited<ReturnType<CycleOffice['reportOf']>>>;
let reports: Report[] = [];

beforeAll(async () => {
  office = await CycleOffice.open('2028-10-31T15:00:00Z');
  for (let index = 0; index < ORGANIZATIONS; index += 1) {
    organizations.push(await office.addOrganization(`${behaviorOf(index)}-${index}`));
  }
  await office.addLeads(Array.from({ length: LEADS }, (_none, index) => sentLead(index)));
  season = await office.beginSeason('OE5', TABLE);
  await liveThrough();
  reports = await office.prisma.report.findMany({
    include: { rows: { orderBy: { position: 'asc' } }, period: true },
  });
}, 600_000);
afterAll(() => office.close());

/** Day by day over the whole season, at 17:00 UTC; who has left gets no more. */
function sentLead(index: number) {
  const on = plusDays(localDate(`${N}-01`), Math.floor((index * SEASON_DAYS) / LEADS));
  const wanted = index % ORGANIZATIONS;
  const gone = behaviorOf(wanted) === 'leaving' && on >= localDate(LEAVING_ON);
  const organization = organizations[gone ? wanted - 1 : wanted];
  if (organization === undefined) throw new Error('no organization');
  return { organizationId: organization.id, sentAt: `${on}T17:00:00Z` };
}

async function liveThrough(): Promise<void> {
  const stops = new Map<string, (() => Promise<void>)[]>();
  const at = (on: string, act: () => Promise<void>): void => {
    stops.set(on, [...(stops.get(on) ?? []), act]);
  };
  TABLE.forEach((dates, index) => {
    for (const [on, behavior, share, wrong] of givenBack(dates)) {
      at(on, () => giveBack(behavior, index + 1, share, wrong));
    }
  });
  at(LEAVING_ON, leave);
  for (const on of [...stops.keys()].sort()) {
    await office.goTo(`${on}T16:00:00Z`);
    for (const act of stops.get(on) ?? []) await act();
  }
  await office.goTo('2029-02-07T14:05:00Z');
}

async function giveBack(behavior: Behavior, number: number, share: number, wrong: number): Promise<void> {
  for (const { id, missing } of await reportsOf(behavior, number)) {
    await office.giveBack(id, Math.ceil(missing * share), wrong);
  }
}

/** Their referrals are withdrawn, all of them. */
async function leave(): Promise<void> {
  const leaving = organizations.filter((_organization, index) => behaviorOf(index) === 'leaving');
  const assignments = await office.prisma.assignment.findMany({
    where: { organizationId: { in: leaving.map(({ id }) => id) }, endedAt: null },
  });
  const withdraw = {
    kind: 'withdraw',
    reason: 'no-longer-needed',
    actor: 'crm',
    assignmentId: null,
  } as const;
  for (const { referralId } of assignments) {
    await office.service.acts.record({
      ...{ referralId, payload: {}, now: office.service.now() },
      act: { ...withdraw, actId: newId() },
    });
  }
  await office.service.followers.run();
}

async function reportsOf(behavior: Behavior, number: number): Promise<Report[]> {
  const found = await Promise.all(
    organizations
      .filter((_organization, index) => behaviorOf(index) === behavior)
      .map((organization) => office.reportOf(organization, season, number)),
  );
  return found.flatMap((report) => report ?? []);
}

const everyCase = Array.from({ length: ORGANIZATIONS }, (_none, index) =>
  TABLE.map((_dates, at) => ({ index, behavior: behaviorOf(index), number: at + 1 })),
).flat();

test('a thousand leads stand in the reports of their periods, each once', () => {
  const rows = reports.flatMap((report) => report.rows.map((row) => ({ row, period: report.period })));
  expect(new Set(rows.map(({ row }) => row.referralId)).size).toBe(LEADS);
  expect(rows).toHaveLength(LEADS);
  const misplaced = rows.filter(
    ({ row, period }) => row.referredOn < period.from || row.referredOn > period.to,
  );
  expect(misplaced).toEqual([]);
  // Twenty stay through five periods; four leave after two.
  expect(reports).toHaveLength(20 * 5 + 4 * 2);
});

test.each(everyCase)(
  'organization $index, $behavior: period $number, to the minute',
  ({ index, behavior, number }) => {
    const organization = organizations[index];
    const report = reports.find(
      ({ organizationId, period }) => organizationId === organization?.id && period.number === number,
    );
    const mails = office.postOffice.attempts
      .filter(({ headers }) => report !== undefined && headers['X-Report-Id'] === report.id)
      .map(({ kind, date, to, answer }) => ({ to, answer, sent: `${kind} ${minute(date)}` }));
    const expected = expectedMails(behavior, number);
    expect(mails).toEqual(expected.map((sent) => ({ to: organization?.contactEmail, answer: 'sent', sent })));
  },
);

test('a reminder says how many consumers are missing, and what came back already counts', async () => {
  const reminders = async (behavior: Behavior) =>
    (await reportsOf(behavior, 1)).flatMap(({ id, rows }) =>
      office
        .mails('report-reminder')
        .filter(({ headers }) => headers['X-Report-Id'] === id)
        .map(({ text }) => ({ text, rows: rows.length })),
    );
  const silent = await reminders('silent');
  expect(silent).toHaveLength(8);
  for (const { text, rows } of silent) expect(text).toContain(`${rows} of ${rows} consumers are missing.`);
  for (const { text, rows } of await reminders('partial')) {
    expect(text).toContain('Thank you for what you sent.');
    expect(text).toContain(`${Math.floor(rows / 2)} of ${rows} consumers are still missing.`);
  }
});

test('the SPOC hears of the silent ones only, five business days after each due date, and at the end of the season', async () => {
  const silent = TABLE.flatMap(({ mails }) =>
    Array.from({ length: 4 }, () => `escalation ${mails.escalation}`),
  );
  expect(office.mailsTo(SPOC)).toEqual([...silent, 'season-summary 2029-02-07T14:00']);
  const reasons = (await office.escalations()).map(({ reason }) => reason);
  expect(new Set(reasons)).toEqual(new Set(['report-late']));
});

test('who was late is late on record from the end of the due date on, and nobody else', () => {
  const late = reports.filter(({ lateAt }) => lateAt !== null);
  const behaviors = new Set(late.map(({ organizationId }) => behaviorOf(indexOf(organizationId))));
  expect([...behaviors].sort()).toEqual(['late', 'leaving', 'silent']);
  const misdated = late.filter(({ lateAt, dueOn }) => {
    const day = plusDays(localDate(dueOn.toISOString().slice(0, 10)), 1);
    return lateAt === null || minute(lateAt) !== `${day}T06:00`;
  });
  expect(misdated).toEqual([]);
});

test('everything that came back stands in its referrals, and the chase of what is complete is over', async () => {
  const outcomes = await office.prisma.reportStatement.groupBy({ by: ['outcome'], _count: true });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied']);
  const differing = await office.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM report_rows w JOIN referrals r ON r.id = w.referral_id
    WHERE w.contact_made AND (w.contact_on IS DISTINCT FROM r.contact_made_on OR w.resolution IS DISTINCT FROM r.resolution)`;
  expect(differing).toEqual([{ count: 0 }]);
  const incomplete = reports.filter(({ completedAt }) => completedAt === null);
  expect(new Set(incomplete.map(({ organizationId }) => behaviorOf(indexOf(organizationId))))).toEqual(
    new Set(['silent']),
  );
  expect(await office.season(season)).toMatchObject({
    ...{ state: 'ended', summarizedAt: new Date('2029-02-07T14:00:00Z') },
  });
});

test('nobody waits for anything any more but for the silent ones, and every mail has come to its end', async () => {
  const waiting = await office.prisma.follower.findMany({ where: { kind: { in: ['report', 'season'] } } });
  const silent = reports.filter(({ completedAt }) => completedAt === null);
  expect(waiting.map(({ subjectId }) => subjectId).sort()).toEqual(silent.map(({ id }) => id).sort());
  expect(waiting.filter(({ wakeAt, behindSince }) => wakeAt !== null || behindSince !== null)).toEqual([]);
  expect(await office.prisma.message.count({ where: { state: 'pending' } })).toBe(0);
});

function indexOf(organizationId: string): number {
  return organizations.findIndex(({ id }) => id === organizationId);
}
