import type { ReportReturns } from '../../../src/api/report/ports';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import { instant, plusMillis } from '../../../src/domain/time';
import { createReportReturns } from '../../../src/infra/prisma/report/returned/returns';
import { foundRow, referenceOf } from '../../unit/support/reports';
import { openDatabase, type Database } from '../support/database';
import {
  RETURN_DEPS,
  AT,
  DUE_AT,
  GOOD,
  GOOD_SAID,
  makeReport,
  returned,
  storedReport,
  storedStatements,
  type ReportScene,
} from './stored-report';

let database: Database;
let returns: ReportReturns;
beforeAll(async () => {
  database = await openDatabase();
  returns = createReportReturns(database.prisma, RETURN_DEPS);
});
afterAll(() => database.drop());

const reportOf = (scene: ReportScene) => storedReport(database, scene);
const statementsOf = (scene: ReportScene) => storedStatements(database, scene);

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
