import { plusDays } from '../../src/domain/local-time';
import type { PeriodDates } from '../../src/domain/reports/periods';
import { localDate } from '../../src/domain/time';
import { CycleOffice } from './support/cycle-office';
import type { OrganizationInMemory, ReportInMemory, SeasonInMemory } from './support/cycle-rows';
import { eventually } from './support/eventually';
import { SPOC } from './support/world';

/**
 * The program's fifth season, lived through on the clock of 2028–29: November 1 is a Wednesday again. The dates are the
 * seed's table; every instant is written down here, in UTC, as a person reads it from a calendar (Chicago is six hours
 * behind all winter). Closed in between: Thanksgiving and the day after, Christmas Day, New Year's Day, January 15.
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
let season: SeasonInMemory;
const organizations: OrganizationInMemory[] = [];
beforeAll(async () => {
  office = await CycleOffice.open();
  for (let index = 0; index < ORGANIZATIONS; index += 1) {
    organizations.push(office.addOrganization(`${behaviorOf(index)}-${index}`));
  }
  for (let index = 0; index < LEADS; index += 1) sendLead(index);
  await office.goTo('2028-10-31T15:00:00Z');
  season = office.addSeason('OE5', TABLE);
  await office.seasonWorkflows.begin(season.id);
  await liveThrough();
});
afterAll(async () => {
  await office.close();
});

/** Day by day over the whole season, at 17:00 UTC; who has left gets no more. */
function sendLead(index: number): void {
  const on = plusDays(localDate(`${N}-01`), Math.floor((index * SEASON_DAYS) / LEADS));
  const wanted = index % ORGANIZATIONS;
  const gone = behaviorOf(wanted) === 'leaving' && on >= localDate(LEAVING_ON);
  const organization = organizations[gone ? wanted - 1 : wanted];
  if (organization === undefined) throw new Error('no organization');
  office.addLead(organization, `${on}T17:00:00Z`);
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
    await settled();
  }
  await office.goTo('2029-02-07T14:05:00Z');
  await office.seasonHandle(season).result();
}

async function giveBack(behavior: Behavior, number: number, share: number, wrong: number): Promise<void> {
  for (const report of reportsOf(behavior, number)) {
    const missing = report.rows.filter(({ complete }) => !complete).length;
    await office.giveBack(report, Math.ceil(missing * share), wrong);
  }
}

async function leave(): Promise<void> {
  const leaving = organizations.filter((_organization, index) => behaviorOf(index) === 'leaving');
  const ids = new Set(leaving.map(({ id }) => id));
  for (const lead of office.books.leads) if (ids.has(lead.organizationId)) lead.over = true;
  for (const report of reportsOf('leaving', 1)) await office.giveBack(report, report.rows.length);
}

function reportsOf(behavior: Behavior, number: number): ReportInMemory[] {
  return organizations.flatMap((organization, index) => {
    const report = behaviorOf(index) === behavior ? office.reportOf(organization, season, number) : undefined;
    return report === undefined ? [] : [report];
  });
}

/** What follows from a return takes a moment of real time, during which the clock hardly moves. */
async function settled(): Promise<void> {
  await eventually('the returns to be followed', () =>
    office.books.reports.every(
      ({ untold, returns }) =>
        untold === 0 && returns.every(({ problems, mailed }) => problems.length === 0 || mailed),
    ),
  );
}

const everyCase = Array.from({ length: ORGANIZATIONS }, (_none, index) =>
  TABLE.map((_dates, at) => ({ index, behavior: behaviorOf(index), number: at + 1 })),
).flat();

test('a thousand leads stand in the reports of their periods, each once', () => {
  const rows = office.books.reports.flatMap((report) => report.rows.map(({ lead }) => ({ lead, report })));
  expect(new Set(rows.map(({ lead }) => lead.referralId)).size).toBe(LEADS);
  expect(rows).toHaveLength(LEADS);
  const misplaced = rows.filter(({ lead, report }) => {
    const on = localDate(lead.sentAt.slice(0, 10));
    return on < report.period.from || on > report.period.to;
  });
  expect(misplaced).toEqual([]);
  // Twenty stay through five periods; four leave after two.
  expect(office.books.reports).toHaveLength(20 * 5 + 4 * 2);
});

test.each(everyCase)(
  'organization $index, $behavior: period $number, to the minute',
  ({ index, behavior, number }) => {
    const organization = organizations[index];
    const report = organization && office.reportOf(organization, season, number);
    const mails = office.postOffice.attempts
      .filter(({ headers }) => report !== undefined && headers['X-Report-Id'] === report.id)
      .map(({ kind, date, to, answer }) => ({ to, answer, sent: `${kind} ${date.slice(0, 16)}` }));
    const expected = expectedMails(behavior, number);
    expect(mails).toEqual(expected.map((sent) => ({ to: organization?.contactEmail, answer: 'sent', sent })));
  },
);

test('a reminder says how many consumers are missing, and what came back already counts', () => {
  const reminders = (behavior: Behavior) =>
    reportsOf(behavior, 1).flatMap(({ id, rows }) =>
      office
        .mails('report-reminder')
        .filter(({ headers }) => headers['X-Report-Id'] === id)
        .map(({ text }) => ({ text, rows: rows.length })),
    );
  expect(reminders('silent')).toHaveLength(8);
  for (const { text, rows } of reminders('silent'))
    expect(text).toContain(`${rows} of ${rows} consumers are missing.`);
  for (const { text, rows } of reminders('partial')) {
    expect(text).toContain('Thank you for what you sent.');
    expect(text).toContain(`${Math.floor(rows / 2)} of ${rows} consumers are still missing.`);
  }
});

test('the SPOC hears of the silent ones only, five business days after each due date, and at the end of the season', () => {
  const silent = TABLE.flatMap(({ mails }) =>
    Array.from({ length: 4 }, () => `escalation ${mails.escalation}`),
  );
  expect(office.mailsTo(SPOC)).toEqual([...silent, 'season-summary 2029-02-07T14:00']);
  expect(office.escalated.every(({ reason }) => reason === 'report-late')).toBe(true);
});

test('who was late is late on record from the end of the due date on, and nobody else', () => {
  const late = office.books.reports.filter(({ lateAt }) => lateAt !== null);
  const behaviors = new Set(late.map(({ organizationId }) => behaviorOf(indexOf(organizationId))));
  expect([...behaviors].sort()).toEqual(['late', 'leaving', 'silent']);
  for (const { lateAt, dueOn } of late) expect(lateAt?.slice(0, 16)).toBe(`${plusDays(dueOn, 1)}T06:00`);
});

test('everything that came back was told, and the chase of what is complete is over', () => {
  const { reports } = office.books;
  expect(reports.filter(({ untold }) => untold > 0)).toEqual([]);
  const incomplete = reports.filter(({ completedAt }) => completedAt === null);
  expect(new Set(incomplete.map(({ organizationId }) => behaviorOf(indexOf(organizationId))))).toEqual(
    new Set(['silent']),
  );
  expect(season).toMatchObject({ state: 'ended', summarizedAt: expect.stringMatching(/^2029-02-07T14:00/) });
});

test('no workflow has a long history', async () => {
  const handles = office.books.reports.map((report) => office.reportHandle(report));
  const lengths = await Promise.all(
    [...handles, office.seasonHandle(season)].map(async (handle) => (await handle.describe()).historyLength),
  );
  expect(Math.max(...lengths)).toBeLessThan(2_000);
});

function indexOf(organizationId: string): number {
  return organizations.findIndex(({ id }) => id === organizationId);
}
