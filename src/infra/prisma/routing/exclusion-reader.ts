import type { ExclusionReader } from '../../../api/referral/lead-ports';
import { hardExclusions, type RoutingRules } from '../../../domain/routing/rules';
import type { PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';
import { isOn } from './may-take';

type Facts = Parameters<typeof hardExclusions>[0];

/** The facts that routing goes by, for a person who chooses. */
export function createExclusionReader(
  prisma: PrismaClient,
  rules: Pick<RoutingRules, 'capacityMeans'>,
): ExclusionReader {
  return sayingWhenDown<ExclusionReader>({
    async exclusions(organizationId, on) {
      const [facts] = await prisma.$queryRaw<Facts[]>`
        SELECT o.contact_verified AS "contactVerified", o.held, o.capacity, o.leads_on::text AS "leadsOn",
          o.leads_by_day AS "leadsByDay", o.status = 'active' AND NOT EXISTS (
            SELECT 1 FROM absences a
            WHERE a.organization_id = o.id AND a.kind = 'suspension' AND ${isOn(on)}) AS active
        FROM organizations o WHERE o.id = ${organizationId}::uuid`;
      return facts === undefined ? null : hardExclusions(facts, on, rules);
    },
  });
}
