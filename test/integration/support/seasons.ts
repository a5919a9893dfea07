import { v7 as newId } from 'uuid';
import { periodsByRule, type PeriodDates } from '../../../src/domain/season/periods';
import { instant, localDate } from '../../../src/domain/time';
import type { PrismaClient } from '../../../src/infra/prisma/generated/client';
import { minnesota } from '../../unit/support/minnesota';
import { sampleOrganization } from './database';

const AT = instant('2028-10-20T15:00:00Z');

/** OE5's days in 2028–29, or another year's. */
export function datesIn(year: number): PeriodDates[] {
  const rule = {
    opensOn: localDate(`${year}-11-01`),
    firstPeriodEndsOn: localDate(`${year}-11-15`),
    closesOn: localDate(`${year + 1}-01-10`),
  };
  return periodsByRule(rule, minnesota.reports);
}

/** What a refusal is told by. */
export const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'taken',
    (error: unknown) => (error as { code?: string }).code,
  );

/** The dates with another day at one place. */
export function moved(
  index: number,
  changes: { [Field in keyof PeriodDates]?: string },
  dates = datesIn(2028),
) {
  const days = Object.entries(changes).map(([field, day]) => [field, localDate(day)]);
  return dates.map((period, each) =>
    each === index ? { ...period, ...(Object.fromEntries(days) as Partial<PeriodDates>) } : period,
  );
}

/** How many of the database's sessions wait for a lock. */
export async function waitingForALock(prisma: PrismaClient): Promise<number> {
  const [row] = await prisma.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row?.waiting ?? 0;
}

/** A report of an organization of its own, in that state. */
export async function putReport(
  prisma: PrismaClient,
  periodId: string | undefined,
  state: string,
): Promise<void> {
  const { absences: _none, counties, languages, ...fields } = sampleOrganization;
  const organizationId = newId();
  await prisma.organization.create({
    data: {
      ...{ ...fields, id: organizationId, counties: [...counties], languages: [...languages] },
      ...{ createdAt: AT, updatedAt: AT },
    },
  });
  await prisma.report.create({
    data: {
      ...{ id: newId(), periodId: periodId ?? '', organizationId, state, rowCount: 1, missing: 1 },
      ...{ dueOn: new Date('2028-11-29'), dueAt: AT, chase: [], preparedAt: AT },
    },
  });
}
