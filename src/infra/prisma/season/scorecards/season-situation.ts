import type { SeasonReferrals, SeasonSituation } from '../../../../domain/season/summary';
import type { Instant } from '../../../../domain/time';
import type { Prisma } from '../../generated/client';

/** The referrals that came in a time, by their status now, and where referrals then waited for an organization. */
export async function readSituation(
  tx: Prisma.TransactionClient,
  from: Instant,
  until: Instant,
): Promise<SeasonSituation> {
  const [referrals] = await tx.$queryRaw<SeasonReferrals[]>`
    SELECT count(*)::int AS received, (count(*) FILTER (WHERE status = 'resolved'))::int AS resolved,
      (count(*) FILTER (WHERE status = 'withdrawn'))::int AS withdrawn,
      (count(*) FILTER (WHERE status NOT IN ('resolved', 'withdrawn', 'received', 'unassigned')))::int AS open,
      (count(*) FILTER (WHERE status IN ('received', 'unassigned')))::int AS waiting
    FROM referrals WHERE created_at >= ${from}::timestamptz AND created_at < ${until}::timestamptz`;
  if (referrals === undefined) throw new Error('PostgreSQL gave no row');
  // A referral that finds no organization is linked to the escalation of its gap, in the same transaction.
  const gaps = await tx.$queryRaw<SeasonSituation['gaps'][number][]>`
    SELECT e.county_fips AS "countyFips", e.assister_type AS "assisterType",
      count(DISTINCT l.referral_id)::int AS referrals,
      (count(DISTINCT l.referral_id) FILTER (WHERE l.cleared_at IS NULL AND e.state = 'open'))::int AS "stillWaiting"
    FROM escalations e JOIN escalation_referrals l ON l.escalation_id = e.id
    WHERE e.reason = 'no-eligible-organization' AND e.county_fips IS NOT NULL AND e.assister_type IS NOT NULL
      AND l.linked_at >= ${from}::timestamptz AND l.linked_at < ${until}::timestamptz
    GROUP BY e.county_fips, e.assister_type`;
  return { referrals, gaps };
}
