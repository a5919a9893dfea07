import { v7 as newId } from 'uuid';
import type { PeriodFacts, SeasonDesk, SeasonFacts } from '../../../activities/reports/ports';
import { instant, type Instant, type LocalDate } from '../../../domain/time';
import type { SeasonState } from '../../../domain/vocabulary';
import { Prisma, type PrismaClient } from '../generated/client';

interface SeasonRow {
  readonly name: string;
  readonly state: SeasonState;
  readonly opens_on: LocalDate;
  readonly summary_at: Date;
  readonly summarized_at: Date | null;
  readonly previous_closes_on: LocalDate | null;
}

interface PeriodRow {
  readonly id: string;
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly send_on: LocalDate;
  readonly due_on: LocalDate;
  readonly sends_at: Date;
  readonly prepared_at: Date | null;
  readonly started_at: Date | null;
}

/** Seasons, as their workflow reads them and notes what it has done. */
export function createSeasonDesk(prisma: PrismaClient): SeasonDesk {
  return {
    begin: (seasonId, at) => begin(prisma, seasonId, at),

    async period(periodId) {
      const [period] = await readPeriods(prisma, Prisma.sql`id = ${periodId}::uuid`);
      if (period === undefined) throw new Error(`no report period ${periodId}`);
      return period;
    },

    async notePrepared(periodId, at) {
      await prisma.reportPeriod.updateMany({
        where: { id: periodId, preparedAt: null },
        data: { preparedAt: at },
      });
    },

    async noteStarted(periodId, at) {
      await prisma.reportPeriod.updateMany({
        where: { id: periodId, startedAt: null },
        data: { startedAt: at },
      });
    },

    async outside(seasonId, from, until) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT a.referral_id AS id FROM assignments a
        WHERE a.sent_at < ${until}::timestamptz AND (${from}::timestamptz IS NULL OR a.sent_at >= ${from}::timestamptz)
          AND NOT EXISTS (SELECT 1 FROM report_rows r WHERE r.assignment_id = a.id)
          AND NOT EXISTS (SELECT 1 FROM escalation_referrals l JOIN escalations e ON e.id = l.escalation_id
            WHERE l.referral_id = a.referral_id AND e.reason = 'outside-report-periods'
              AND e.season_id = ${seasonId}::uuid AND e.state = 'resolved')
        GROUP BY a.referral_id ORDER BY min(a.sent_at), a.referral_id`;
      return rows.map(({ id }) => id);
    },

    async nameOutside(escalationId, referralIds, at) {
      await prisma.$executeRaw`
        INSERT INTO escalation_referrals (escalation_id, referral_id, linked_at)
        SELECT ${escalationId}::uuid, id, ${at}::timestamptz FROM unnest(${[...referralIds]}::uuid[]) AS id
        ON CONFLICT (escalation_id, referral_id) DO NOTHING`;
    },

    async end(seasonId, at) {
      await prisma.$executeRaw`
        WITH ended AS (
          UPDATE seasons SET summarized_at = ${at}::timestamptz, ended_at = COALESCE(ended_at, ${at}::timestamptz),
            state = 'ended', version = version + 1
          WHERE id = ${seasonId}::uuid AND summarized_at IS NULL RETURNING id, ended_at
        )
        INSERT INTO season_events (id, season_id, at, actor, type, data)
        SELECT ${newId()}::uuid, id, ${at}::timestamptz, 'system', 'ended', '{}'::jsonb
        FROM ended WHERE ended_at = ${at}::timestamptz`;
    },
  };
}

async function begin(prisma: PrismaClient, seasonId: string, at: Instant): Promise<SeasonFacts> {
  await prisma.season.updateMany({ where: { id: seasonId, begunAt: null }, data: { begunAt: at } });
  const [season] = await prisma.$queryRaw<SeasonRow[]>`
    SELECT s.name, s.state, s.opens_on::text, s.summary_at, s.summarized_at,
      (SELECT max(p.closes_on)::text FROM seasons p WHERE p.closes_on < s.opens_on) AS previous_closes_on
    FROM seasons s WHERE s.id = ${seasonId}::uuid`;
  if (season === undefined) throw new Error(`no season ${seasonId}`);
  return {
    ...{ name: season.name, state: season.state, opensOn: season.opens_on },
    summaryAt: instant(season.summary_at),
    summarizedAt: optionalInstant(season.summarized_at),
    previousClosesOn: season.previous_closes_on,
    periods: await readPeriods(prisma, Prisma.sql`season_id = ${seasonId}::uuid`),
  };
}

async function readPeriods(prisma: PrismaClient, condition: Prisma.Sql): Promise<PeriodFacts[]> {
  const rows = await prisma.$queryRaw<PeriodRow[]>`
    SELECT id, number, "from"::text, "to"::text, send_on::text, due_on::text, sends_at, prepared_at, started_at
    FROM report_periods WHERE ${condition} ORDER BY number`;
  return rows.map(({ id, number, from, to, ...row }) => ({
    ...{ id, number, from, to, sendOn: row.send_on, dueOn: row.due_on },
    sendsAt: instant(row.sends_at),
    preparedAt: optionalInstant(row.prepared_at),
    startedAt: optionalInstant(row.started_at),
  }));
}

function optionalInstant(date: Date | null): Instant | null {
  return date === null ? null : instant(date);
}
