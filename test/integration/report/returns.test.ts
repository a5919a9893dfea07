import { v7 as newId } from 'uuid';
import type { ReportReader, ReportReturns } from '../../../src/api/report/ports';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import { instant, localDate, plusMillis, type Instant } from '../../../src/domain/time';
import { createReportReader } from '../../../src/infra/prisma/report/reader';
import { createReportReturns } from '../../../src/infra/prisma/report/returned/returns';
import { foundRow, referenceOf } from '../../unit/support/reports';
import { atOnce, openDatabase, type Database } from '../support/database';
import {
  RETURN_DEPS,
  AT,
  CONTACTED,
  DUE_AT,
  GOOD,
  GOOD_SAID,
  makeReport,
  returned,
  sayByLink,
  type ReportScene,
} from './stored-report';
import { policy } from '../referral/stored-referral';

let database: Database;
let returns: ReportReturns;
let reader: ReportReader;
beforeAll(async () => {
  database = await openDatabase();
  returns = createReportReturns(database.prisma, RETURN_DEPS);
  reader = createReportReader(database.prisma, policy.calendar.zone);
});
afterAll(() => database.drop());

async function reportOf(scene: ReportScene) {
  const report = await reader.find(scene.reportId);
  if (report === null) throw new Error('no report');
  return { ...report, statements: report.rows.map(({ statement }) => statement) };
}

const statementsOf = (scene: ReportScene) =>
  database.prisma.reportStatement.findMany({
    where: { reportId: scene.reportId },
    orderBy: { revision: 'asc' },
  });

test('what is taken moves the rows and the report, and is on record with its return', async () => {
  const scene = await makeReport(database, 3);
  const [a, b, c] = scene.rowIds;
  const sent = returned(scene, [
    foundRow(c ?? null, { contactMade: 'perhaps\u0000' }, 8),
    foundRow(a ?? null, { ...GOOD, comments: 'Called – reached.' }, 9),
    foundRow(b ?? null, {}, 10),
  ]);
  const outcome = await returns.take(sent);
  expect(outcome).toMatchObject({
    again: false,
    return: { id: sent.id, at: AT, source: 'workbook', rowsRead: 3, taken: 1, unchanged: 1, inTime: true },
    report: { state: 'partially-returned', revision: 1, rowCount: 3, missing: 2 },
  });
  expect(outcome?.return.problems).toMatchObject([
    {
      rowNumber: 8,
      rowId: c,
      typed: { contactMade: 'perhaps' },
      errors: [{ path: 'contactMade' }, { path: 'resolution' }],
    },
  ]);

  const report = await reportOf(scene);
  expect(report.statements).toEqual([
    { ...GOOD_SAID, comments: 'Called – reached.' },
    NOTHING_SAID,
    NOTHING_SAID,
  ]);
  expect(report.rows.map(({ complete, revision }) => [complete, revision])).toEqual([
    [true, 1],
    [false, 0],
    [false, 0],
  ]);
  expect(report).toMatchObject({ state: 'partially-returned', returnedAt: AT, completedAt: null });
  expect(report.returns).toEqual([outcome?.return]);
  expect(await statementsOf(scene)).toMatchObject([
    {
      rowId: a,
      source: 'workbook',
      returnId: sent.id,
      appliedAt: null,
      outcome: null,
      resolution: 'eligible-ma',
    },
  ]);
  const events = await database.prisma.reportEvent.findMany({ where: { reportId: scene.reportId } });
  expect(events).toMatchObject([
    {
      ...{ type: 'returned', actor: 'assister' },
      data: { returnId: sent.id, rowsRead: 3, taken: 1, unchanged: 1, problems: 1, inTime: true },
    },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/Consumer|Called|perhaps/);
});

test('the same file again is the same return', async () => {
  const scene = await makeReport(database, 2);
  const sent = returned(
    scene,
    scene.rowIds.map((id) => foundRow(id, GOOD)),
  );
  const first = await returns.take(sent);
  const second = await returns.take({ ...sent, id: newId(), at: plusMillis(AT, 60_000) });
  expect(first).toMatchObject({
    again: false,
    return: { taken: 2 },
    report: { state: 'complete', missing: 0 },
  });
  expect(second).toEqual({ ...first, again: true });
  expect(await statementsOf(scene)).toHaveLength(2);
  expect((await reportOf(scene)).returns).toHaveLength(1);
});

test('sent ten times at once it is taken once', async () => {
  const scene = await makeReport(database, 20);
  const sent = returned(
    scene,
    scene.rowIds.map((id) => foundRow(id, GOOD)),
  );
  const outcomes = await atOnce(10, () => returns.take({ ...sent, id: newId() }));
  const taken = outcomes.map((outcome) =>
    outcome instanceof Error || outcome === null ? outcome : outcome.again,
  );
  expect(taken.filter((again) => again === false)).toHaveLength(1);
  expect(taken.filter((again) => again === true)).toHaveLength(9);
  expect(await statementsOf(scene)).toHaveLength(20);
});

test('of two who return different answers at once, the later one counts, and both are on record', async () => {
  const scene = await makeReport(database, 30);
  const answers = ['Eligible for MA', 'Enrolled in QHP'];
  const outcomes = await atOnce<unknown>(2, (n) =>
    returns.take(
      returned(
        scene,
        scene.rowIds.map((id) => foundRow(id, { ...GOOD, resolution: answers[n] ?? '' })),
      ),
    ),
  );
  expect(outcomes).toMatchObject([{ return: { taken: 30 } }, { return: { taken: 30 } }]);
  const kept = await statementsOf(scene);
  expect(kept.map(({ revision }) => revision)).toEqual([...Array(30).fill(1), ...Array(30).fill(2)]);
  const last = new Set(kept.slice(30).map(({ resolution }) => resolution));
  expect(last.size).toBe(1);
  const { rows, revision } = await reportOf(scene);
  expect(revision).toBe(2);
  expect(new Set(rows.map(({ statement }) => statement.resolution))).toEqual(last);
});

test('a form that is saved while a file comes in loses nothing', async () => {
  const scene = await makeReport(database, 10);
  const [formRow, ...others] = scene.rowIds;
  await atOnce<unknown>(2, (n) =>
    n === 0
      ? returns.take(
          returned(
            scene,
            others.map((id) => foundRow(id, GOOD)),
          ),
        )
      : returns.save({
          ...{
            id: newId(),
            reportId: scene.reportId,
            rowId: formRow ?? '',
            said: GOOD_SAID,
            seenRevision: 0,
          },
          ...{ source: 'form', actor: 'assister', at: AT, today: localDate('2026-11-24') },
        }),
  );
  const report = await reportOf(scene);
  expect(report.statements).toEqual(Array(10).fill(GOOD_SAID));
  expect(report).toMatchObject({ state: 'complete', missing: 0, completedAt: AT, revision: 2 });
});

describe('what changed since the file was made', () => {
  test('stays where the file says what it was made with', async () => {
    const scene = await makeReport(database, 2);
    const [a = '', b = ''] = scene.rowIds;
    await sayByLink(database, scene, a, CONTACTED);
    // Made now, at revision 1; afterwards the link tells more.
    await sayByLink(database, scene, a, GOOD_SAID);
    const file = [
      foundRow(a, { contactMade: 'Y', contactDate: '11/20/2026' }),
      foundRow(b, { contactMade: 'N', resolution: 'Unable to contact' }),
    ];
    const outcome = await returns.take(returned(scene, file, { revision: 1 }));
    expect(outcome?.return).toMatchObject({ taken: 1, unchanged: 1, problems: [] });
    expect((await reportOf(scene)).statements[0]).toEqual(GOOD_SAID);
  });

  test('is replaced where the file says something new', async () => {
    const scene = await makeReport(database, 1);
    const [a = ''] = scene.rowIds;
    await sayByLink(database, scene, a, GOOD_SAID);
    const file = [foundRow(a, { contactMade: 'N', resolution: 'Unable to contact' })];
    await returns.take(returned(scene, file, { revision: 0 }));
    expect((await reportOf(scene)).statements).toEqual([
      { ...NOTHING_SAID, contactMade: false, resolution: 'unable-to-contact' },
    ]);
  });
});

describe('an older file after a newer one', () => {
  const saved = (minutes: number) => plusMillis(AT, -minutes * 60_000);

  test('fills in what is missing, and changes nothing else', async () => {
    const scene = await makeReport(database, 2);
    const [a = '', b = ''] = scene.rowIds;
    await returns.take(returned(scene, [foundRow(a, GOOD)], { savedAt: saved(10) }));
    const older = [foundRow(a, { ...GOOD, resolution: 'Enrolled in QHP' }), foundRow(b, GOOD)];
    const outcome = await returns.take(returned(scene, older, { savedAt: saved(20) }));
    expect(outcome?.return).toMatchObject({ taken: 1, unchanged: 1, problems: [] });
    expect((await reportOf(scene)).statements).toEqual([GOOD_SAID, GOOD_SAID]);
  });

  test.each<[string, Instant | null, Instant | null]>([
    ['a newer one', saved(20), saved(10)],
    ['one that does not say when', saved(10), null],
    ['one after a file that did not say', null, saved(20)],
    ['one after a file from a clock that is ahead', instant('2099-01-01T00:00:00Z'), saved(20)],
  ])('%s is the latest word', async (_name, first, second) => {
    const scene = await makeReport(database, 1);
    const [a = ''] = scene.rowIds;
    await returns.take(returned(scene, [foundRow(a, GOOD)], { savedAt: first }));
    const later = [foundRow(a, { ...GOOD, resolution: 'Enrolled in QHP' })];
    await returns.take(returned(scene, later, { savedAt: second }));
    expect((await reportOf(scene)).statements).toMatchObject([{ resolution: 'enrolled-qhp' }]);
  });

  test('a newer one of which nothing was taken does not make others old', async () => {
    const scene = await makeReport(database, 1);
    const [a = ''] = scene.rowIds;
    await sayByLink(database, scene, a, GOOD_SAID);
    await returns.take(returned(scene, [foundRow(a, { contactMade: '?' })], { savedAt: saved(1) }));
    const file = [foundRow(a, { ...GOOD, resolution: 'Enrolled in QHP' })];
    await returns.take(returned(scene, file, { savedAt: saved(20) }));
    expect((await reportOf(scene)).statements).toMatchObject([{ resolution: 'enrolled-qhp' }]);
  });
});

test('the first instant of the day after is late; a late return is taken and completes the report', async () => {
  const scene = await makeReport(database, 2);
  const [a = '', b = ''] = scene.rowIds;
  const before = await returns.take(returned(scene, [foundRow(a, GOOD)], { at: plusMillis(DUE_AT, -1) }));
  const after = await returns.take(returned(scene, [foundRow(b, GOOD)], { at: DUE_AT }));
  expect([before?.return.inTime, after?.return.inTime]).toEqual([true, false]);
  expect(after?.report).toMatchObject({ state: 'complete', missing: 0 });
});

test('an assignment that is over needs nothing, and its row can still be reported', async () => {
  const scene = await makeReport(database, 2);
  const [a = '', b = ''] = scene.rowIds;
  await database.prisma.assignment.update({
    where: { id: scene.assignmentIds[0] ?? '' },
    data: { endedAt: instant('2026-11-21T05:00:00Z'), endReason: 'declined' },
  });
  const bad = await returns.take(returned(scene, [foundRow(a, { contactMade: 'Y' }), foundRow(b, GOOD)]));
  expect(bad?.return).toMatchObject({ taken: 1, unchanged: 1, problems: [] });
  await returns.take(returned(scene, [foundRow(a, GOOD)]));
  const { rows } = await reportOf(scene);
  // 11 p.m. of the day before, in Minnesota.
  expect(rows[0]).toMatchObject({
    over: { end: 'declined', on: '2026-11-20' },
    statement: GOOD_SAID,
    complete: true,
  });
  expect(rows[1]).toMatchObject({ over: null });
});

test('another organization’s rows are none of this report’s', async () => {
  const [ours, theirs] = [await makeReport(database, 1), await makeReport(database, 1)];
  const outcome = await returns.take(returned(ours, [foundRow(theirs.rowIds[0] ?? null, GOOD)]));
  expect(outcome?.return).toMatchObject({ taken: 0, problems: [{ rowId: null, errors: [{ path: 'row' }] }] });
  expect((await reportOf(theirs)).statements).toEqual([NOTHING_SAID]);
  expect(await statementsOf(ours)).toEqual([]);
});

test('a file whose names and references stand beside other keys is refused, and leaves nothing behind', async () => {
  const scene = await makeReport(database, 3);
  const sorted = scene.rowIds.map((id, index) => ({
    ...foundRow(id, GOOD, index + 7),
    reference: referenceOf(scene.rowIds[(index + 1) % 3] ?? ''),
  }));
  await expect(returns.take(returned(scene, sorted))).rejects.toMatchObject({ code: 'workbook-refused' });
  expect(await statementsOf(scene)).toEqual([]);
  expect(await reportOf(scene)).toMatchObject({ returns: [], state: 'sent', returnedAt: null });
});

test('a name is compared with the one that the lead has now, and the reference decides where it was amended', async () => {
  const scene = await makeReport(database, 2);
  const [a, b] = (await reportOf(scene)).rows;
  if (a === undefined || b === undefined) throw new Error('no rows');
  const named = (id: string, consumerName: string, reference: string, rowNumber: number) => ({
    ...foundRow(id, GOOD, rowNumber),
    ...{ consumerName, reference },
  });
  const outcome = await returns.take(
    returned(scene, [
      named(a.id, a.consumerName.toUpperCase(), '', 7),
      named(b.id, 'A name of before', b.referralId, 8),
    ]),
  );
  expect(outcome?.return).toMatchObject({ taken: 2, problems: [] });
  const another = named(a.id, b.consumerName, '', 7);
  const wrong = await returns.take(
    returned(scene, [{ ...another, cells: foundRow(a.id, { contactMade: 'N' }).cells }]),
  );
  expect(wrong?.return).toMatchObject({ taken: 0, problems: [{ rowId: b.id, errors: [{ path: 'row' }] }] });
});

test('only wrong rows came back: the report counts as returned in part', async () => {
  const scene = await makeReport(database, 1);
  const outcome = await returns.take(
    returned(scene, [foundRow(scene.rowIds[0] ?? null, { contactMade: 'Y' })]),
  );
  expect(outcome?.report).toMatchObject({ state: 'partially-returned', missing: 1, revision: 0 });
  expect(await reportOf(scene)).toMatchObject({ returnedAt: AT });
});

test('a file in which nothing was filled in is no return of the report', async () => {
  const scene = await makeReport(database, 1);
  const outcome = await returns.take(returned(scene, [foundRow(scene.rowIds[0] ?? null)]));
  expect(outcome).toMatchObject({ return: { unchanged: 1, taken: 0 }, report: { state: 'sent' } });
  expect(await reportOf(scene)).toMatchObject({ returnedAt: null });
});
