import type { AssignmentFacts } from '../../../activities/ports';
import type { PrismaClient } from '../generated/client';

export function createAssignmentFacts(prisma: PrismaClient): AssignmentFacts {
  return {
    async fits(assignmentId) {
      const rows = await prisma.$queryRaw<{ fits: boolean }[]>`
        SELECT o.type = r.assister_type AND r.county_fips = ANY (o.counties) AS fits
        FROM assignments a
        JOIN referrals r ON r.id = a.referral_id
        JOIN organizations o ON o.id = a.organization_id
        WHERE a.id = ${assignmentId}::uuid`;
      return rows[0]?.fits ?? false;
    },

    /** Answered: anything recorded by the organization, or for it by a coordinator. */
    async unansweredInARow(organizationId) {
      const rows = await prisma.$queryRaw<{ in_a_row: number }[]>`
        WITH leads_sent AS (
          SELECT a.id, a.sent_at, EXISTS (
              SELECT 1 FROM referral_events e WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id
                AND e.actor IN ('assister', 'coordinator') AND e.type <> 'opened') AS answered,
            EXISTS (SELECT 1 FROM milestones m WHERE m.assignment_id = a.id AND m.name = 'contact'
              AND m.breached_at IS NOT NULL) AS missed
          FROM assignments a WHERE a.organization_id = ${organizationId}::uuid AND a.sent_at IS NOT NULL
        )
        SELECT count(*)::int AS in_a_row FROM leads_sent l
        WHERE l.missed AND NOT l.answered AND l.sent_at > COALESCE(
          (SELECT max(s.sent_at) FROM leads_sent s WHERE s.answered), '-infinity'::timestamptz)`;
      return rows[0]?.in_a_row ?? 0;
    },
  };
}
