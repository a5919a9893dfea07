import { randomUUID } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { isComplete, type RowStatement } from '../../../src/domain/report/statement';
import { instant, type Instant, type LocalDate } from '../../../src/domain/time';
import type { Resolution } from '../../../src/domain/terms';
import type { StatementSource } from '../../../src/domain/vocabulary';
import type { Database } from '../../../src/infra/prisma/database/client';
import { recordStatements } from '../../../src/infra/prisma/report/record-statements';
import { rules } from '../../support/minnesota-terms';

export interface SampleReport {
  readonly id: string;
  /** The key of an assignment's row. */
  rowOf(assignmentId: string): string;
}

/** A report that was sent, about these assignments, in a season of its own. Nothing is said of any of them yet. */
export async function addReport(prisma: Database, assignmentIds: readonly string[]): Promise<SampleReport> {
  const assignments = await prisma.assignment.findMany({ where: { id: { in: [...assignmentIds] } } });
  const organizationId = assignments[0]?.organizationId;
  if (organizationId === undefined) throw new Error('a report is about at least one assignment');
  const [at, on] = [new Date(), new Date('2026-12-01')];
  const id = newId();
  const rows = assignments.map((assignment, index) => ({
    ...{ id: randomUUID(), position: index + 1, referredOn: on },
    ...{ assignmentId: assignment.id, referralId: assignment.referralId },
  }));
  await prisma.season.create({
    data: {
      ...{ id: newId(), name: `Sample ${id}`, state: 'running', opensOn: on, closesOn: on, summaryAt: at },
      ...{ policyVersion: 'sample', createdAt: at },
      periods: {
        create: {
          ...{ id: newId(), number: 1, from: on, to: on, sendOn: on, dueOn: on, sendsAt: at, preparedAt: at },
          reports: {
            create: {
              ...{ id, organizationId, state: 'sent', rowCount: rows.length, missing: rows.length },
              ...{ dueOn: on, dueAt: new Date('2100-01-01'), chase: [], preparedAt: at, sentAt: at },
              rows: { create: rows },
            },
          },
        },
      },
    },
  });
  return {
    id,
    rowOf: (assignmentId) => rows.find((row) => row.assignmentId === assignmentId)?.id ?? '',
  };
}

export function reached(on: string | null, resolution: Resolution | null, comments?: string): RowStatement {
  return {
    ...{ contactMade: on !== null, contactOn: on as LocalDate | null },
    ...{ resolution, comments: comments ?? null },
  };
}

/** The organization says something in its report; returns the statement's id. */
export async function say(
  prisma: Database,
  { id: reportId }: SampleReport,
  rowId: string,
  statement: RowStatement,
  source: StatementSource = 'workbook',
): Promise<string> {
  const id = newId();
  const at: Instant = instant(Date.now());
  await prisma.$transaction((tx) =>
    recordStatements(tx, {
      reportId,
      source,
      returnId: null,
      at,
      statements: [{ id, rowId, statement, complete: isComplete(statement, rules), outcome: null }],
    }),
  );
  return id;
}

export interface SaidOfRow extends RowStatement {
  readonly complete: boolean;
}

/** What the row says, as its workbook would have it. */
export async function rowOf(prisma: Database, rowId: string): Promise<SaidOfRow> {
  const row = await prisma.reportRow.findUniqueOrThrow({ where: { id: rowId } });
  return {
    ...reached(row.contactOn?.toISOString().slice(0, 10) ?? null, row.resolution),
    ...{ contactMade: row.contactMade, comments: row.comments, complete: row.complete },
  };
}

/** Of a row's statements, oldest first: from where, the day of the contact, the resolution, and what came of it. */
export async function statementsOf(
  prisma: Database,
  rowId: string,
): Promise<
  (readonly [source: string, on: string | null, resolution: string | null, outcome: string | null])[]
> {
  const statements = await prisma.reportStatement.findMany({
    where: { rowId },
    orderBy: { revision: 'asc' },
  });
  return statements.map(({ source, contactOn, resolution, outcome }) => [
    ...([source, contactOn?.toISOString().slice(0, 10) ?? null, resolution, outcome] as const),
  ]);
}
