import { v7 as newId } from 'uuid';
import type { PlannedPeriod } from '../../../api/season/ports';
import { DomainError } from '../../../domain/errors';
import { periodName } from '../../../domain/season/period-problems';
import { isSamePeriod, type PeriodDates } from '../../../domain/season/periods';
import { hasBegun } from '../../../domain/season/progress';
import { instant, type Instant } from '../../../domain/time';
import { orNull } from '../database/instants';
import type { Prisma, ReportPeriod } from '../generated/client';
import { datesOf } from './rows';

export function periodColumns({ from, to, sendOn, dueOn, sendsAt }: PlannedPeriod) {
  return {
    from: new Date(from),
    to: new Date(to),
    sendOn: new Date(sendOn),
    dueOn: new Date(dueOn),
    sendsAt,
  };
}

export function newPeriod(period: PlannedPeriod, index: number) {
  return { id: newId(), number: index + 1, ...periodColumns(period) };
}

/**
 * Replaces the season's periods with these, and returns the former dates. A period keeps its id by its number. The
 * periods' rows are locked first. So reports are made from the old dates or from the new ones, never from both. Throws
 * DomainError `period-begun`.
 */
export async function replacePeriods(
  tx: Prisma.TransactionClient,
  seasonId: string,
  wanted: readonly PlannedPeriod[],
  at: Instant,
): Promise<PeriodDates[]> {
  await tx.$queryRaw`SELECT 1 FROM report_periods WHERE season_id = ${seasonId}::uuid ORDER BY number FOR UPDATE`;
  const rows = await tx.reportPeriod.findMany({ where: { seasonId }, orderBy: { number: 'asc' } });
  for (const [index, period] of wanted.entries()) {
    const row = rows[index];
    if (row === undefined) {
      await tx.reportPeriod.create({ data: { seasonId, ...newPeriod(period, index) } });
    } else if (!isSamePeriod(datesOf(row), period)) {
      requireToCome(row, at);
      await tx.reportPeriod.update({ where: { id: row.id }, data: periodColumns(period) });
    }
  }
  for (const row of rows.slice(wanted.length)) {
    requireToCome(row, at);
    await tx.reportPeriod.delete({ where: { id: row.id } });
  }
  return rows.map(datesOf);
}

function requireToCome(row: ReportPeriod, at: Instant): void {
  if (!hasBegun({ preparedAt: orNull(row.preparedAt), sendsAt: instant(row.sendsAt) }, at)) return;
  const name = periodName(row.number, datesOf(row));
  const errors = [
    { path: `periods[${row.number - 1}]`, message: `${name}: its reports are out; its dates stay.` },
  ];
  throw new DomainError('period-begun', `${name} has begun, so its dates stay as they are.`, { errors });
}
