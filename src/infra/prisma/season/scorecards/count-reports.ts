import type { CountedReports, Span } from '../../../../domain/season/scorecards/scorecard-facts';
import type { Instant } from '../../../../domain/time';
import type { Prisma } from '../../generated/client';

/** What became of the reports of the periods that end in the spans. Late is what is complete only after it was due. */
export async function countReports(
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
