import { v7 as newId } from 'uuid';
import type { ReportReader, ReportReturns } from '../../../src/api/report/ports';
import type { RowStatement } from '../../../src/domain/report/statement';
import { localDate } from '../../../src/domain/time';
import { createReportReader } from '../../../src/infra/prisma/report/reader';
import { createReportReturns } from '../../../src/infra/prisma/report/returned/returns';
import { openDatabase, type Database } from '../support/database';
import { RETURN_DEPS, AT, GOOD_SAID, makeReport, returned, type ReportScene } from './stored-report';
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

const statementsOf = (scene: ReportScene) =>
  database.prisma.reportStatement.findMany({
    where: { reportId: scene.reportId },
    orderBy: { revision: 'asc' },
  });

describe('a row by itself', () => {
  const save = (
    scene: ReportScene,
    said: Partial<RowStatement>,
    seenRevision: number | null = null,
    rowId = scene.rowIds[0],
  ) =>
    returns.save({
      ...{ id: newId(), reportId: scene.reportId, rowId: rowId ?? '', said, seenRevision },
      ...{ source: 'form', actor: 'assister', at: AT, today: localDate('2026-11-24') },
    });

  test('bit by bit, until it is complete', async () => {
    const scene = await makeReport(database, 2);
    expect(await save(scene, { contactMade: true })).toMatchObject({
      outcome: 'saved',
      row: { complete: false },
      report: { state: 'partially-returned', revision: 1, missing: 2 },
    });
    expect(
      await save(scene, { contactOn: localDate('2026-11-20'), resolution: 'eligible-ma' }),
    ).toMatchObject({
      outcome: 'saved',
      row: { statement: GOOD_SAID, complete: true },
      report: { revision: 2, missing: 1 },
    });
    expect(await save(scene, GOOD_SAID)).toMatchObject({ outcome: 'unchanged', report: { revision: 2 } });
    expect(await statementsOf(scene)).toMatchObject([
      { source: 'form', revision: 1, contactMade: true, resolution: null },
      { source: 'form', revision: 2, resolution: 'eligible-ma' },
    ]);
  });

  test('what is wrong is not kept', async () => {
    const scene = await makeReport(database, 1);
    expect(await save(scene, { contactMade: false, resolution: 'enrolled-qhp' })).toMatchObject({
      outcome: 'refused',
      errors: [{ path: 'resolution' }],
    });
    expect(await statementsOf(scene)).toEqual([]);
  });

  test('an old page clears nothing that was said since', async () => {
    const scene = await makeReport(database, 1);
    await save(scene, { ...GOOD_SAID, comments: 'from somebody else' }, 0);
    expect(await save(scene, { ...GOOD_SAID, comments: null }, 0)).toMatchObject({ outcome: 'unchanged' });
    expect(await save(scene, { ...GOOD_SAID, comments: null }, 1)).toMatchObject({ outcome: 'saved' });
  });

  test('of another report, or of none: null', async () => {
    const [ours, theirs] = [await makeReport(database, 1), await makeReport(database, 1)];
    expect(await save(ours, GOOD_SAID, null, theirs.rowIds[0])).toBeNull();
    expect(await returns.take(returned({ ...ours, reportId: newId() }, []))).toBeNull();
  });
});

test('the list filters and goes on where it ended, newest first', async () => {
  const scenes = [await makeReport(database, 1), await makeReport(database, 0)];
  const [first, second] = scenes;
  const all = { after: null, limit: 10 };
  expect(await reader.list({ periodId: first?.periodId }, all)).toMatchObject([
    { id: first?.reportId, rowCount: 1, organization: { type: 'broker' }, period: { from: '2026-11-01' } },
  ]);
  expect(await reader.list({ organizationId: second?.organizationId, state: 'sent' }, all)).toHaveLength(1);
  expect(await reader.list({ organizationId: second?.organizationId, state: 'late' }, all)).toEqual([]);
  const [newest] = await reader.list({}, { after: null, limit: 1 });
  const [next] = await reader.list({}, { after: newest?.id ?? null, limit: 1 });
  expect([newest?.id, next?.id]).toEqual([second?.reportId, first?.reportId]);
  expect(await reader.exists(newId())).toBe(false);
  expect(await reader.find(newId())).toBeNull();
});
