import type { OpenReferral, OpenReferrals } from '../../../api/organization/page/ports';
import { instant } from '../../../domain/time';
import type { AssistanceKind } from '../../../domain/terms';
import type { MilestoneName, MilestoneState } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';

interface Row {
  id: string;
  county: string;
  assistance: AssistanceKind[];
  milestones: { name: MilestoneName; dueAt: string; state: MilestoneState }[];
  count: number;
}

export function createOpenReferrals(prisma: PrismaClient): OpenReferrals {
  return sayingWhenDown<OpenReferrals>({
    async of(organizationId, limit) {
      const rows = await prisma.$queryRaw<Row[]>`
        SELECT a.referral_id::text AS id, l.body #>> '{address,county}' AS county, l.body -> 'assistance' AS assistance,
          COALESCE(json_agg(json_build_object('name', m.name, 'dueAt', m.due_at, 'state', m.state) ORDER BY m.due_at)
            FILTER (WHERE m.name IS NOT NULL), '[]') AS milestones,
          (count(*) OVER ())::int AS count
        FROM assignments a
        JOIN leads l ON l.id = a.referral_id
        LEFT JOIN milestones m ON m.assignment_id = a.id
        WHERE a.organization_id = ${organizationId}::uuid AND a.ended_at IS NULL
        GROUP BY a.id, l.id
        ORDER BY min(m.due_at) FILTER (WHERE m.state IN ('pending', 'due-soon', 'breached')) NULLS LAST, a.referral_id
        LIMIT ${limit}`;
      return {
        referrals: rows.map(({ id, county, assistance, milestones }): OpenReferral => ({
          reference: id,
          county,
          assistance,
          milestones: milestones.map((milestone) => ({ ...milestone, dueAt: instant(milestone.dueAt) })),
        })),
        count: rows[0]?.count ?? 0,
      };
    },
  });
}
