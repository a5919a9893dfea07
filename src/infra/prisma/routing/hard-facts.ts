import type { HardFacts } from '../../../api/referral/lead-ports';
import type { HardExclusion } from '../../../domain/routing/rules';
import type { PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';

interface FactsRow {
  suspended: boolean;
  contact_verified: boolean;
  full: boolean;
}

/** The same facts that routing goes by, for a person who chooses. */
export function createHardFacts(prisma: PrismaClient): HardFacts {
  return sayingWhenDown<HardFacts>({
    async exclusions(organizationId, on) {
      const [row] = await prisma.$queryRaw<FactsRow[]>`
        SELECT o.contact_verified, o.held >= o.capacity AS full, o.status <> 'active' OR EXISTS (
            SELECT 1 FROM absences a WHERE a.organization_id = o.id AND a.kind = 'suspension'
              AND a."from" <= ${on}::date AND (a.until IS NULL OR a.until >= ${on}::date)) AS suspended
        FROM organizations o WHERE o.id = ${organizationId}::uuid`;
      return row === undefined ? null : reasonsOf(row);
    },
  });
}

function reasonsOf({ suspended, contact_verified, full }: FactsRow): HardExclusion[] {
  return [
    ...(suspended ? (['suspended'] as const) : []),
    ...(contact_verified ? [] : (['contact-unverified'] as const)),
    ...(full ? (['no-capacity'] as const) : []),
  ];
}
