import { v7 as newId } from 'uuid';
import type { ReportReturns } from '../../../src/api/report/ports';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import { instant, localDate, plusMillis, type Instant } from '../../../src/domain/time';
import { createReportReturns } from '../../../src/infra/prisma/report/returned/returns';
import { foundRow } from '../../unit/support/reports';
import { atOnce, openDatabase, type Database } from '../support/database';
import {
  RETURN_DEPS,
  AT,
  CONTACTED,
  GOOD,
  GOOD_SAID,
  makeReport,
  returned,
  sayByLink,
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
