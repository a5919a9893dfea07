import { createHash, randomUUID } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { instant, localDate, localDateIn, type Instant } from '../../../src/domain/time';
import type { ReturnedWorkbook } from '../../../src/api/report/ports';
import { isComplete, type RowStatement } from '../../../src/domain/report/statement';
import type { FoundRow, FoundWorkbook } from '../../../src/domain/report/workbook';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createReportReader } from '../../../src/infra/prisma/report/reader';
import { recordStatements } from '../../../src/infra/prisma/report/record-statements';
import type { ReturnDeps } from '../../../src/infra/prisma/report/returned/returns';
import { foundWorkbook, referenceOf } from '../../unit/support/reports';
import { NOW, sampleLead, sampleOrganization, type Database, ZONE } from '../support/database';
import { policy } from '../referral/stored-referral';
import { resolutions, rules } from '../../support/minnesota-terms';

export { GOOD } from '../../unit/support/reports';
export { CONTACTED, GOOD_SAID } from '../../unit/support/returned-rows';

export interface ReportScene {
  readonly reportId: string;
  readonly periodId: string;
  readonly organizationId: string;
  /** Row keys, in the order of the report. */
  readonly rowIds: readonly string[];
  readonly assignmentIds: readonly string[];
}

// Sunday, November 29, ends at midnight in Minnesota.
export const DUE_AT: Instant = instant('2026-11-30T06:00:00Z');

/** A report that was sent, over so many assignments of which nothing is said yet. */
export async function makeReport({ prisma }: Database, rowCount: number): Promise<ReportScene> {
  const [seasonId, periodId, reportId] = [newId(), newId(), newId()];
  const organization = await createOrganizationStore(prisma, ZONE).create(newId(), sampleOrganization, NOW);
  const [from, to] = [localDate('2026-11-01'), localDate('2026-11-15')];
  const day = (on: string) => new Date(`${on}T00:00:00Z`);
  await prisma.season.create({
    data: {
      ...{
        id: seasonId,
        name: `Season ${seasonId}`,
        state: 'running',
        policyVersion: 'test',
        createdAt: NOW,
      },
      ...{ opensOn: day(from), closesOn: day(to), summaryAt: DUE_AT },
      periods: {
        create: {
          ...{ id: periodId, number: 1, from: day(from), to: day(to) },
          ...{ sendOn: day('2026-11-22'), dueOn: day('2026-11-29'), sendsAt: NOW },
        },
      },
    },
  });
  await prisma.report.create({
    data: {
      ...{
        id: reportId,
        periodId,
        organizationId: organization.id,
        state: 'sent',
        rowCount,
        missing: rowCount,
      },
      ...{ dueOn: day('2026-11-29'), dueAt: DUE_AT, chase: [], preparedAt: NOW, sentAt: NOW },
    },
  });
  const rows = Array.from({ length: rowCount }, (_, index) => ({
    ...{ position: index + 1, rowId: randomUUID(), assignmentId: newId() },
  })).map((row) => ({ ...row, referralId: referenceOf(row.rowId) }));
  const at = NOW;
  // PostgreSQL ends a transaction that makes it wait, as one statement of 10,000 rows may while it is put together.
  for (let from = 0; from < rows.length; from += 1_000) {
    const some = rows.slice(from, from + 1_000);
    await prisma.lead.createMany({
      data: some.map(({ referralId, position }) => {
        const lead = sampleLead(`${reportId}-${position}`);
        const body = { ...lead, consumer: { ...lead.consumer, lastName: `Consumer ${position}` } };
        return {
          id: referralId,
          externalId: lead.externalId,
          body: body,
          createdAt: at,
          consumerName: 'x',
        };
      }),
    });
    await prisma.referral.createMany({
      data: some.map(({ referralId, assignmentId }) => ({
        ...{ id: referralId, status: 'sent', assisterType: 'broker', assisterTypeRule: 'qhp' },
        ...{ countyFips: '27137', language: 'en', version: 3, currentAssignmentId: assignmentId },
        ...{ createdAt: at, updatedAt: at },
      })),
    });
    await prisma.assignment.createMany({
      data: some.map(({ assignmentId, referralId }) => ({
        ...{
          id: assignmentId,
          referralId,
          organizationId: organization.id,
          hop: 1,
          assignedAt: at,
          sentAt: at,
        },
      })),
    });
    await prisma.reportRow.createMany({
      data: some.map(({ rowId, position, assignmentId, referralId }) => ({
        ...{ id: rowId, reportId, position, assignmentId, referralId, referredOn: day('2026-11-10') },
      })),
    });
  }
  return {
    ...{ reportId, periodId, organizationId: organization.id },
    rowIds: rows.map(({ rowId }) => rowId),
    assignmentIds: rows.map(({ assignmentId }) => assignmentId),
  };
}

/** The report as the API reads it, and what it knows of its rows. */
export async function storedReport({ prisma }: Database, scene: ReportScene) {
  const report = await createReportReader(prisma, policy.calendar.zone).find(scene.reportId);
  if (report === null) throw new Error('no report');
  return { ...report, statements: report.rows.map(({ statement }) => statement) };
}

/** All that was ever said in it, in the order of its revisions. */
export const storedStatements = ({ prisma }: Database, { reportId }: ReportScene) =>
  prisma.reportStatement.findMany({ where: { reportId }, orderBy: { revision: 'asc' } });

/** What the organization said of one consumer by its link. */
export async function sayByLink(
  { prisma }: Database,
  { reportId }: ReportScene,
  rowId: string,
  statement: RowStatement,
  at: Instant = NOW,
): Promise<void> {
  await prisma.$transaction((tx) =>
    recordStatements(tx, {
      ...{ reportId, source: 'link', returnId: null, at },
      statements: [
        { id: newId(), rowId, statement, complete: isComplete(statement, rules), outcome: 'known' },
      ],
    }),
  );
}

export const AT: Instant = instant('2026-11-24T16:00:00Z');

/** What the API hands over for a file with these rows; another `name` is another file. */
export function returned(
  { reportId }: ReportScene,
  rows: readonly FoundRow[],
  { name = '', at = AT, ...file }: Partial<FoundWorkbook> & { name?: string; at?: Instant } = {},
): ReturnedWorkbook {
  const workbook = foundWorkbook(rows, { reportId, ...file });
  const digest = createHash('sha256')
    .update(`${name} ${JSON.stringify(workbook)}`)
    .digest('hex');
  const today = localDateIn(policy.calendar.zone, at);
  return { id: newId(), reportId, workbook, digest, source: 'workbook', actor: 'assister', at, today };
}

/** Of the return itself; what it does to referrals is test/workflow/report-statements.test.ts. */
export const RETURN_DEPS: ReturnDeps = {
  applier: { applyNext: async () => null },
  waker: { wake: () => undefined, nudgeWaitlist: () => undefined, room: async () => undefined },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  contactDaysBefore: 30,
  resolutions,
};
