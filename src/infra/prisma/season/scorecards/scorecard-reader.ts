import type { ScorecardReader, SeasonRecord } from '../../../../api/season/scorecards/ports';
import { dayBegins, plusDays } from '../../../../domain/local-time';
import type { BusinessCalendar } from '../../../../domain/policy';
import type {
  ScoredOrganization,
  Span,
  CountedReports,
} from '../../../../domain/season/scorecards/scorecard-counts';
import { localDateIn, type LocalDate, type Instant } from '../../../../domain/time';
import type { SeasonState } from '../../../../domain/vocabulary';
import { dayOf } from '../../database/days';
import { sayingWhenDown } from '../../database/outages';
import type { Prisma, PrismaClient } from '../../generated/client';
import { countLeads } from './count-leads';
import { readSituation } from './season-situation';

/** Before a long weekend, day 0 of a lead is several days after the sending. */
const AHEAD_DAYS = 14;
/** Ten seasons at once take some time. Nobody waits longer than this. */
const TIMEOUT_MS = 30_000;

/** Everything in one answer is read at one moment, so that leads, reports and names fit together. */
export function createScorecardReader(prisma: PrismaClient, calendar: BusinessCalendar): ScorecardReader {
  const begins = (on: LocalDate) => dayBegins(on, calendar.zone);
  const atOneMoment = <Found>(read: (tx: Prisma.TransactionClient) => Promise<Found>) =>
    prisma.$transaction(read, { isolationLevel: 'RepeatableRead', timeout: TIMEOUT_MS });

  return sayingWhenDown<ScorecardReader>({
    async season(id) {
      const season = await prisma.season.findUnique({
        where: { id },
        include: { periods: { orderBy: { number: 'asc' } } },
      });
      if (season === null) return null;
      const spans = season.periods.map(({ number, from, to }): Span => ({
        label: `Period ${number}`,
        from: dayOf(from),
        to: dayOf(to),
      }));
      return {
        id,
        name: season.name,
        state: season.state as SeasonState,
        spans,
        from: dayOf(season.opensOn),
        to: dayOf(season.closesOn),
      } satisfies SeasonRecord;
    },

    count: (spans, at) =>
      atOneMoment(async (tx) => {
        const [first, last] = [spans[0], spans.at(-1)];
        if (first === undefined || last === undefined) throw new Error('no days to count');
        const { leads, slices } = await countLeads(tx, {
          calendar,
          at,
          from: first.from,
          starts: spans.map(({ from }) => begins(from)),
          end: begins(plusDays(last.to, 1)),
          to: plusDays(localDateIn(calendar.zone, at), AHEAD_DAYS),
        });
        const reports = await countReports(tx, spans, at);
        const ids = new Set([...leads, ...reports].map(({ organizationId }) => organizationId));
        const organizations = await tx.$queryRaw<ScoredOrganization[]>`
          SELECT id, name, type FROM organizations WHERE id = ANY (${[...ids]}::uuid[])`;
        return { at, spans, organizations, leads, slices, reports };
      }),

    situation: (from, to) => atOneMoment((tx) => readSituation(tx, begins(from), begins(plusDays(to, 1)))),
  });
}

/**
 * What became of the reports of periods that end in the spans. A report that was completed after it was due is late.
 */
async function countReports(
  tx: Prisma.TransactionClient,
  spans: readonly Span[],
  at: Instant,
): Promise<CountedReports[]> {
  return tx.$queryRaw<CountedReports[]>`
    SELECT r.organization_id AS "organizationId",
      width_bucket(p."to", ${spans.map(({ from }) => from)}::date[]) - 1 AS span,
      json_build_object(
        'onTime', count(*) FILTER (WHERE r.completed_at < r.due_at),
        'late', count(*) FILTER (WHERE r.completed_at >= r.due_at),
        'missing', count(*) FILTER (WHERE r.completed_at IS NULL AND r.due_at <= ${at}::timestamptz)) AS reports
    FROM reports r JOIN report_periods p ON p.id = r.period_id
    WHERE p."to" >= ${spans[0]?.from}::date AND p."to" <= ${spans.at(-1)?.to}::date
    GROUP BY 1, 2`;
}
