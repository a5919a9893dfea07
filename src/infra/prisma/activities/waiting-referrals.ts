import type { UnstartedReferrals, WaitingReferrals } from '../../../activities/ports';
import type { AssisterType } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';

export function createWaitingReferrals(prisma: PrismaClient): WaitingReferrals {
  return {
    async nextPlaceable(passedOver, on) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT w.id FROM referrals w
        WHERE w.status = 'unassigned' AND w.waits_for_routing
          AND w.id <> ALL (${passedOver}::uuid[])
          AND EXISTS (
            SELECT 1 FROM organizations o
            WHERE o.type = w.assister_type AND o.counties @> ARRAY[w.county_fips] AND o.status = 'active'
              AND o.contact_verified AND o.held < o.capacity
              AND NOT EXISTS (SELECT 1 FROM absences a WHERE a.organization_id = o.id
                AND a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date))
              AND NOT EXISTS (SELECT 1 FROM assignments t WHERE t.referral_id = w.id AND t.organization_id = o.id
                AND t.end_reason IN ('declined', 'undeliverable', 'timed-out', 'reassigned')))
        ORDER BY w.created_at, w.id LIMIT 1`;
      return rows[0]?.id ?? null;
    },
  };
}

/** A referral whose workflow has recorded nothing: its only event is that it was received. */
export function createUnstartedReferrals(
  prisma: PrismaClient,
  countyName: (fips: string) => string,
): UnstartedReferrals {
  return {
    async olderThan(before, limit) {
      const rows = await prisma.referral.findMany({
        where: { status: 'received', version: 1, createdAt: { lt: before } },
        orderBy: { id: 'asc' },
        take: limit,
        select: { id: true, assisterType: true, countyFips: true },
      });
      return rows.map(({ id, assisterType, countyFips }) => ({
        referralId: id,
        assisterType: assisterType as AssisterType,
        countyFips,
        countyName: countyName(countyFips),
      }));
    },
  };
}
