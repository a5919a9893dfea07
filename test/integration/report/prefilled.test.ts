import { createReportMaker } from '../../../src/infra/prisma/report/maker';
import { neverPassOver } from '../../support/never-pass-over';
import { createReportReturns } from '../../../src/infra/prisma/report/returned/returns';
import { instant, localDate } from '../../../src/domain/time';
import { foundRow } from '../../unit/support/reports';
import { NOW, openDatabase, type Database } from '../support/database';
import {
  RETURN_DEPS,
  AT,
  CONTACTED,
  DUE_AT,
  makeReport,
  returned,
  sayByLink,
  type ReportScene,
} from './stored-report';
import { policy } from '../referral/stored-referral';
import { rules } from '../../support/minnesota-terms';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

/** One organization's report, made as a season makes it, of a consumer whom it had reached by link on November 20. */
async function madeReport(): Promise<ReportScene> {
  const scene = await makeReport(database, 1);
  const { prisma } = database;
  await prisma.reportRow.deleteMany({ where: { reportId: scene.reportId } });
  await prisma.report.delete({ where: { id: scene.reportId } });
  await prisma.referral.updateMany({
    where: { currentAssignmentId: { in: [...scene.assignmentIds] } },
    data: { contactMadeOn: new Date('2026-11-20') },
  });
  await createReportMaker(prisma, { zone: policy.calendar.zone, rules }, neverPassOver).make({
    ...{ periodId: scene.periodId, organizationIds: [scene.organizationId], at: NOW },
    ...{ from: instant('2026-01-01T06:00:00Z'), until: instant('2027-01-01T06:00:00Z') },
    ...{ dueOn: localDate('2026-11-29'), dueAt: DUE_AT, chase: [] },
  });
  const report = await prisma.report.findFirstOrThrow({
    where: { periodId: scene.periodId },
    include: { rows: true },
  });
  return { ...scene, reportId: report.id, rowIds: report.rows.map(({ id }) => id) };
}

const rowOf = ({ rowIds }: ReportScene) =>
  database.prisma.reportRow.findUniqueOrThrow({ where: { id: rowIds[0] ?? '' } });

test('a row is filled in with what the link said, as its first statement', async () => {
  const scene = await madeReport();
  expect(await rowOf(scene)).toMatchObject({
    ...{ contactMade: true, contactOn: new Date('2026-11-20'), resolution: null },
    ...{ complete: false, revision: 0 },
  });
  const statements = await database.prisma.reportStatement.findMany({ where: { reportId: scene.reportId } });
  expect(statements).toMatchObject([
    { source: 'link', revision: 0, contactOn: new Date('2026-11-20'), outcome: 'known' },
  ]);
});

test('a file that shows what was filled in does not undo what the link has said since', async () => {
  const scene = await madeReport();
  const later = { ...CONTACTED, contactOn: localDate('2026-11-18') };
  await sayByLink(database, scene, scene.rowIds[0] ?? '', later);
  const untouched = foundRow(scene.rowIds[0] ?? null, { contactMade: 'Y', contactDate: '11/20/2026' });
  const outcome = await createReportReturns(database.prisma, RETURN_DEPS).take(
    returned(scene, [untouched], { revision: 0, at: AT }),
  );
  expect(outcome?.return).toMatchObject({ taken: 0, unchanged: 1, problems: [] });
  expect(await rowOf(scene)).toMatchObject({ contactOn: new Date('2026-11-18') });
});
