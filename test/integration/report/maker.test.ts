import { createReportMaker } from '../../../src/infra/prisma/report/maker';
import { neverPassOver } from '../../support/never-pass-over';
import { readLateReport } from '../../../src/infra/prisma/report/late-report-data';
import { instant, localDate } from '../../../src/domain/time';
import { NOW, openDatabase, type Database } from '../support/database';
import { CONTACTED, DUE_AT, makeReport, sayByLink, type ReportScene } from './stored-report';
import { policy } from '../referral/stored-referral';
import { rules } from '../../support/minnesota-terms';

let database: Database;
let maker: ReturnType<typeof createReportMaker>;
beforeAll(async () => {
  database = await openDatabase();
  maker = createReportMaker(database.prisma, { zone: policy.calendar.zone, rules }, neverPassOver);
});
afterAll(() => database.drop());

/** November 1 to 15, 2026, in Minnesota: both ends at midnight there. */
const PERIOD = { from: instant('2026-11-01T05:00:00Z'), until: instant('2026-11-16T06:00:00Z') };
const TERMS = { dueOn: localDate('2026-11-29'), dueAt: DUE_AT, chase: [], at: NOW };

/** An organization with leads sent at these times, and no report yet. */
async function sentAt(...times: readonly string[]): Promise<ReportScene> {
  const scene = await makeReport(database, times.length);
  const { prisma } = database;
  await prisma.reportRow.deleteMany({ where: { reportId: scene.reportId } });
  await prisma.report.delete({ where: { id: scene.reportId } });
  for (const [index, time] of times.entries()) {
    const id = scene.assignmentIds[index] ?? '';
    await prisma.assignment.update({ where: { id }, data: { sentAt: instant(time) } });
  }
  return scene;
}

async function made({ periodId, organizationId }: ReportScene) {
  await maker.make({ ...PERIOD, ...TERMS, periodId, organizationIds: [organizationId] });
  return database.prisma.report.findFirstOrThrow({
    where: { periodId, organizationId },
    include: { rows: { orderBy: { position: 'asc' } } },
  });
}

test('by the local date of sending: the last minute of the 15th is in, the next day’s first is not', async () => {
  const scene = await sentAt('2026-11-16T05:59:00Z', '2026-11-16T06:00:00Z', '2026-11-01T05:00:00Z');
  const { rows, rowCount, missing, state } = await made(scene);
  expect([rowCount, missing, state]).toEqual([2, 2, 'prepared']);
  expect(rows.map(({ assignmentId, referredOn }) => [assignmentId, referredOn])).toEqual([
    [scene.assignmentIds[2], new Date('2026-11-01')],
    [scene.assignmentIds[0], new Date('2026-11-15')],
  ]);
});

test('declined and withdrawn ones are rows that ask for nothing', async () => {
  const scene = await sentAt('2026-11-02T16:00:00Z', '2026-11-03T16:00:00Z', '2026-11-04T16:00:00Z');
  for (const [index, endReason] of ['declined', 'withdrawn'].entries()) {
    const id = scene.assignmentIds[index] ?? '';
    await database.prisma.assignment.update({ where: { id }, data: { endedAt: NOW, endReason } });
  }
  const { rows, missing } = await made(scene);
  expect(rows.map(({ complete }) => complete)).toEqual([true, true, false]);
  expect(missing).toBe(1);
});

test('made again it is the same report, with the same row keys', async () => {
  const scene = await sentAt('2026-11-02T16:00:00Z');
  expect(await made(scene)).toEqual(await made(scene));
});

test('who was sent nothing is asked for nothing, unless the policy wants nil reports: complete from the start', async () => {
  const scene = await sentAt('2026-12-02T16:00:00Z');
  const asked = async (nil: boolean) => maker.organizations({ ...PERIOD, nil, after: null, limit: 1_000 });
  expect(await asked(false)).not.toContain(scene.organizationId);
  expect(await asked(true)).toContain(scene.organizationId);
  expect(await made(scene)).toMatchObject({
    rowCount: 0,
    missing: 0,
    state: 'complete',
    completedAt: new Date(NOW),
  });
});

test('what the SPOC is told of a late one: the rows that are missing, by their columns, and the reminders', async () => {
  const scene = await makeReport(database, 2);
  await sayByLink(database, scene, scene.rowIds[0] ?? '', CONTACTED);
  await database.prisma.report.update({ where: { id: scene.reportId }, data: { lateAt: new Date(DUE_AT) } });
  await database.prisma.reportEvent.create({
    data: {
      ...{ id: scene.periodId, reportId: scene.reportId, at: new Date(NOW), type: 'reminded' },
      ...{ actor: 'system', data: {} },
    },
  });
  const facts = await readLateReport(database.prisma, scene.reportId);
  expect(facts).toMatchObject({
    ...{ from: '2026-11-01', to: '2026-11-15', dueOn: '2026-11-29', rowCount: 2, missing: 2 },
    ...{ remindedAt: [NOW], sentAt: NOW, returnedAt: null },
  });
  expect(facts.missingRows.map(({ columns }) => columns)).toEqual([
    ['resolution'],
    ['contactMade', 'resolution'],
  ]);
});
