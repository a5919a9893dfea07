import type { PeriodRecord, SeasonEventRecord, SeasonRecord } from '../../../api/season/ports';
import { instant } from '../../../domain/time';
import { REPORT_STATES, type ReportState } from '../../../domain/vocabulary';
import { orNull } from '../database/instants';
import { dayOf } from '../database/days';
import type { Prisma, PrismaClient, ReportPeriod, Season, SeasonEvent } from '../generated/client';

type SeasonRow = Season & { readonly periods: readonly ReportPeriod[] };

export const withPeriods = { periods: { orderBy: { number: 'asc' } } } satisfies Prisma.SeasonInclude;

/** Seasons with the counts of their reports, in the order given. */
export async function withCounts(
  prisma: PrismaClient | Prisma.TransactionClient,
  rows: readonly SeasonRow[],
): Promise<SeasonRecord[]> {
  const periodIds = rows.flatMap(({ periods }) => periods.map(({ id }) => id));
  const counted = await prisma.report.groupBy({
    by: ['periodId', 'state'],
    where: { periodId: { in: periodIds } },
    _count: true,
  });
  const counts = new Map(counted.map(({ periodId, state, _count }) => [`${periodId} ${state}`, _count]));
  return rows.map((row) => toRecord(row, (periodId, state) => counts.get(`${periodId} ${state}`) ?? 0));
}

type CountOf = (periodId: string, state: ReportState) => number;

function toRecord(row: SeasonRow, countOf: CountOf): SeasonRecord {
  return {
    ...row,
    // A closed list, because only the service writes this column.
    state: row.state as SeasonRecord['state'],
    opensOn: dayOf(row.opensOn),
    closesOn: dayOf(row.closesOn),
    summaryAt: instant(row.summaryAt),
    summarizedAt: orNull(row.summarizedAt),
    createdAt: instant(row.createdAt),
    begunAt: orNull(row.begunAt),
    endedAt: orNull(row.endedAt),
    periods: row.periods.map((period) => toPeriod(period, countOf)),
  };
}

export function datesOf({ from, to, sendOn, dueOn }: ReportPeriod) {
  return { from: dayOf(from), to: dayOf(to), sendOn: dayOf(sendOn), dueOn: dayOf(dueOn) };
}

function toPeriod(row: ReportPeriod, countOf: CountOf): PeriodRecord {
  const { id, number } = row;
  return {
    id,
    number,
    ...datesOf(row),
    sendsAt: instant(row.sendsAt),
    preparedAt: orNull(row.preparedAt),
    startedAt: orNull(row.startedAt),
    reports: Object.fromEntries(REPORT_STATES.map((state) => [state, countOf(id, state)])) as Record<
      ReportState,
      number
    >,
  };
}

export function toEvent({ id, at, actor, type, data }: SeasonEvent): SeasonEventRecord {
  return {
    id,
    at: instant(at),
    actor,
    type: type as SeasonEventRecord['type'],
    data: data as SeasonEventRecord['data'],
  };
}
