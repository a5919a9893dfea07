import type { OpenAssignments } from '../../../../activities/organization/request/ports';
import type { PrismaClient } from '../../generated/client';

/** The referrals that an organization has. A referral is with one organization at a time, so its id gives the order. */
export function createOpenAssignments(
  prisma: PrismaClient,
  countyName: (fips: string) => string,
): OpenAssignments {
  return {
    async of({ organizationId, assignedUntil, limit }) {
      const rows = await prisma.$queryRaw<{ id: string; referral_id: string; county_fips: string }[]>`
        SELECT a.id, a.referral_id, r.county_fips FROM assignments a JOIN referrals r ON r.id = a.referral_id
        WHERE a.organization_id = ${organizationId}::uuid AND a.ended_at IS NULL
          AND a.assigned_at <= ${assignedUntil}::timestamptz
        ORDER BY a.referral_id LIMIT ${limit}`;
      return rows.map(({ id, referral_id, county_fips }) => ({
        referralId: referral_id,
        assignmentId: id,
        countyName: countyName(county_fips),
      }));
    },
  };
}
