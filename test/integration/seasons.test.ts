import { v7 as newId } from 'uuid';
import { planSeason } from '../../src/api/season/plan-season';
import type { NewSeason, SeasonChange, SeasonStep, SeasonStore } from '../../src/api/season/ports';
import type { PeriodDates } from '../../src/domain/season/periods';
import { instant } from '../../src/domain/time';
import { createSeasonStore } from '../../src/infra/prisma/season/store';
import { minnesota } from '../unit/support/minnesota';
import { eventually } from '../support/eventually';
import { codeOf, datesIn, moved, putReport, waitingForALock } from './support/seasons';
import { atOnce, openDatabase, type Database } from './support/database';

let database: Database;
let store: SeasonStore;
const wake = jest.fn();
beforeAll(async () => {
  database = await openDatabase();
  store = createSeasonStore(database.prisma, {
    wake,
    nudgeWaitlist: () => undefined,
    room: async () => undefined,
  });
});
afterEach(async () => {
  await database.prisma.report.deleteMany();
  await database.prisma.reportPeriod.deleteMany();
  await database.prisma.seasonEvent.deleteMany();
  await database.prisma.season.deleteMany();
});
afterAll(() => database.drop());

const NOW = instant('2028-10-20T15:00:00Z');
const BY = { actor: 'crm', at: NOW };

function season(name: string, dates: readonly PeriodDates[] = datesIn(2028)): NewSeason {
  return { id: newId(), name, ...planSeason(minnesota, dates) };
}

const create = (name = 'OE16', dates = datesIn(2028)) => store.create(season(name, dates), BY);
const change = (seasonId: string, at = NOW): SeasonChange => ({ seasonId, actor: 'coordinator', at });
const { version: policyVersion } = minnesota;

const amend = (id: string, dates: readonly PeriodDates[], at = NOW, expected: number | null = null) =>
  store.amend({ ...planSeason(minnesota, dates) }, change(id, at), expected);

/** As the workflow notes that a period's reports were made. */
const prepare = (id: string | undefined) =>
  database.prisma.reportPeriod.update({ where: { id: id ?? '' }, data: { preparedAt: NOW } });

describe('a season', () => {
  test('is found again as it was made, its days as they were given', async () => {
    const given = season('OE16');
    const created = await store.create(given, BY);
    expect(await store.find(given.id)).toEqual(created);
    expect(created).toMatchObject({
      ...{ name: 'OE16', state: 'running', version: 1, createdAt: NOW, policyVersion },
      ...{ opensOn: '2028-11-01', closesOn: '2029-01-10', summaryAt: '2029-02-07T14:00:00.000Z' },
      ...{ begunAt: null, endedAt: null, summarizedAt: null },
    });
    expect(created.periods).toMatchObject(
      datesIn(2028).map((dates, index) => ({
        ...dates,
        ...{ number: index + 1, sendsAt: `${dates.sendOn}T15:00:00.000Z` },
        ...{ preparedAt: null, startedAt: null },
      })),
    );
    expect(await store.find(newId())).toBeNull();
  });

  test('is followed from the transaction that makes it, and woken after each change', async () => {
    wake.mockClear();
    const { id } = await create();
    const followed = { kind: 'season', subjectId: id };
    const follower = await database.prisma.follower.findUniqueOrThrow({
      where: { workflowId: `season-${id}` },
    });
    expect(follower).toMatchObject({ ...followed, behindSince: new Date(NOW) });
    await store.move('pause', 'Told so', change(id));
    expect(wake.mock.calls).toEqual([
      [followed, 'created'],
      [followed, 'paused'],
    ]);
  });

  test('counts the reports of each period by their state', async () => {
    const { id, periods } = await create();
    const [first, second] = periods;
    await putReport(database.prisma, first?.id, 'sent');
    await putReport(database.prisma, first?.id, 'late');
    await putReport(database.prisma, first?.id, 'late');
    await putReport(database.prisma, second?.id, 'prepared');
    expect((await store.find(id))?.periods.map(({ reports }) => reports)).toEqual([
      { prepared: 0, sent: 1, 'partially-returned': 0, late: 2, complete: 0 },
      { prepared: 1, sent: 0, 'partially-returned': 0, late: 0, complete: 0 },
      ...Array.from({ length: 3 }, () => ({
        ...{ prepared: 0, sent: 0, 'partially-returned': 0, late: 0, complete: 0 },
      })),
    ]);
  });

  test('stands in the list, newest first, by its state', async () => {
    const ids: string[] = [];
    for (const year of [2027, 2028, 2029]) ids.unshift((await create(`${year}`, datesIn(year))).id);
    await store.move('pause', 'Told so', change(ids[1] ?? ''));
    const all = await store.list({}, { after: null, limit: 2 });
    const rest = await store.list({}, { after: all[1]?.id ?? null, limit: 2 });
    expect([...all, ...rest].map(({ id }) => id)).toEqual(ids);
    expect((await store.list({ state: 'paused' }, { after: null, limit: 9 })).map(({ id }) => id)).toEqual([
      ids[1],
    ]);
  });

  test('has a name and days of its own', async () => {
    const { id } = await create();
    expect(await codeOf(create('OE16', datesIn(2030)))).toBe('validation');
    const touching = datesIn(2028).slice(-1);
    expect(await codeOf(create('Another', touching))).toBe('seasons-overlap');
    // January 11 is the first day that is free.
    const after = moved(0, {
      from: '2029-01-11',
      to: '2029-01-12',
      sendOn: '2029-01-20',
      dueOn: '2029-01-27',
    });
    expect(await codeOf(create('Another', after.slice(0, 1)))).toBe('taken');
    await store.move('end', 'Started by mistake', change(id));
    expect(await codeOf(create('Once more', touching))).toBe('taken');
    expect(await database.prisma.season.count()).toBe(3);
  });

  test('of ten with the same days at once, one is kept', async () => {
    const outcomes = await atOnce(10, (n) => create(`Season ${n}`));
    const codes = outcomes.map((outcome) => (outcome instanceof Error ? codeOfError(outcome) : 'taken'));
    expect(codes.sort()).toEqual([...Array.from({ length: 9 }, () => 'seasons-overlap'), 'taken']);
    expect(await database.prisma.reportPeriod.count()).toBe(5);
  });
});

describe('an amendment', () => {
  test('changes what is to come, keeps the ids, and is in the history with what was', async () => {
    const { id, periods } = await create();
    const dates = moved(4, { to: '2029-01-12', sendOn: '2029-01-19', dueOn: '2029-01-26' });
    const amended = await amend(id, dates);
    expect(amended).toMatchObject({
      ...{ version: 2, closesOn: '2029-01-12', summaryAt: '2029-02-09T14:00:00.000Z' },
      periods: [{}, {}, {}, {}, { ...dates[4], sendsAt: '2029-01-19T15:00:00.000Z' }],
    });
    expect(amended?.periods.map((period) => period.id)).toEqual(periods.map((period) => period.id));
    expect(await store.find(id)).toEqual(amended);
    const [event] = await store.events(id, { after: null, limit: 1 });
    expect(event).toMatchObject({
      ...{ actor: 'coordinator', type: 'amended', at: NOW },
      data: { before: { periods: datesIn(2028) }, after: { periods: dates }, policyVersion },
    });
  });

  test('adds periods at the end and takes them away again', async () => {
    const { id } = await create();
    const last = moved(0, {
      from: '2029-01-11',
      to: '2029-01-24',
      sendOn: '2029-01-31',
      dueOn: '2029-02-07',
    });
    const longer = await amend(id, [...datesIn(2028), ...last.slice(0, 1)]);
    expect([longer?.periods.length, longer?.closesOn]).toEqual([6, '2029-01-24']);
    const shorter = await amend(id, datesIn(2028).slice(0, 3));
    expect([shorter?.periods.length, shorter?.closesOn]).toEqual([3, '2028-12-13']);
  });

  test.each([
    ['whose reports are out', NOW, true],
    ['whose sending has come', instant('2028-11-22T15:00:00Z'), false],
  ])('leaves a period %s alone, and the others can still move', async (_what, at, prepared) => {
    const { id, periods } = await create();
    if (prepared) await prepare(periods[0]?.id);
    expect(await codeOf(amend(id, moved(0, { dueOn: '2028-11-30' }), at))).toBe('period-begun');
    await expect(amend(id, moved(0, { dueOn: '2028-11-30' }), at)).rejects.toMatchObject({
      details: {
        errors: [
          { path: 'periods[0]', message: expect.stringMatching(/^Period 1 \(Nov 1 – Nov 15\)/) as string },
        ],
      },
    });
    expect(await store.find(id)).toMatchObject({ version: 1, periods: datesIn(2028) });
    expect(await codeOf(amend(id, moved(1, { dueOn: '2028-12-14' }), at))).toBe('taken');
  });

  test('takes nothing away that has begun', async () => {
    const { id, periods } = await create();
    await prepare(periods[4]?.id);
    expect(await codeOf(amend(id, datesIn(2028).slice(0, 4)))).toBe('period-begun');
    expect((await store.find(id))?.periods).toHaveLength(5);
  });

  test('finds what is being prepared at that moment: the dates are the old ones for both', async () => {
    const { id, periods } = await create();
    let amending: Promise<unknown> = Promise.resolve();
    await database.prisma.$transaction(async (tx) => {
      await tx.reportPeriod.update({ where: { id: periods[0]?.id ?? '' }, data: { preparedAt: NOW } });
      amending = codeOf(amend(id, moved(0, { dueOn: '2028-11-30' })));
      await eventually(
        'the amendment to wait',
        () => waitingForALock(database.prisma),
        (waiting) => waiting === 1,
      );
    });
    expect(await amending).toBe('period-begun');
    expect((await store.find(id))?.periods[0]?.dueOn).toBe('2028-11-29');
  });

  test('of ten of the same version one wins, and the others are told', async () => {
    const { id } = await create();
    const outcomes = await atOnce(10, (n) =>
      store.amend({ name: `Name ${n}`, policyVersion }, change(id), 1),
    );
    const codes = outcomes.map((outcome) => (outcome instanceof Error ? codeOfError(outcome) : 'taken'));
    expect(codes.sort()).toEqual(['taken', ...Array.from({ length: 9 }, () => 'version-conflict')]);
  });

  test("does not take another season's name or days", async () => {
    await create();
    const { id } = await create('Next', datesIn(2029));
    const renamed = store.amend({ name: 'OE16', policyVersion }, change(id), null);
    expect(await codeOf(renamed)).toBe('validation');
    expect(await codeOf(amend(id, datesIn(2028)))).toBe('seasons-overlap');
    expect(await amend(newId(), datesIn(2031))).toBeNull();
  });
});

describe('pause, resume and end', () => {
  test.each<[SeasonStep[], string]>([
    [['pause'], 'paused'],
    [['pause', 'resume'], 'running'],
    [['end'], 'ended'],
    [['pause', 'end'], 'ended'],
  ])('%j: %s', async (steps, state) => {
    const { id } = await create();
    for (const step of steps) await store.move(step, `Why ${step}`, change(id));
    expect(await store.find(id)).toMatchObject({
      ...{ state, version: 1 + steps.length, endedAt: state === 'ended' ? NOW : null },
    });
    const history = await store.events(id, { after: null, limit: 9 });
    expect(history.map(({ data }) => data['reason']).reverse()).toEqual([
      undefined,
      ...steps.map((step) => `Why ${step}`),
    ]);
  });

  test.each<[SeasonStep[], SeasonStep, string]>([
    [[], 'resume', 'season-not-paused'],
    [['pause'], 'pause', 'season-not-running'],
    [['end'], 'pause', 'season-ended'],
    [['end'], 'resume', 'season-ended'],
    [['end'], 'end', 'season-ended'],
  ])('after %j no %s: %s', async (steps, step, code) => {
    const { id } = await create();
    for (const each of steps) await store.move(each, 'Told so', change(id));
    expect(await codeOf(store.move(step, 'Told so', change(id)))).toBe(code);
    expect((await store.find(id))?.version).toBe(1 + steps.length);
  });

  test('an ended season is amended no more', async () => {
    const { id } = await create();
    await store.move('end', 'Over', change(id));
    expect(await codeOf(store.amend({ name: 'Renamed', policyVersion }, change(id), null))).toBe(
      'season-ended',
    );
    expect(await store.move('pause', 'Told so', change(newId()))).toBeNull();
  });
});

function codeOfError(error: Error): string | undefined {
  return (error as { code?: string }).code;
}
