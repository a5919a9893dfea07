import type { CoverageReader } from '../../../activities/digest/ports';
import type { CoverageData } from '../../../domain/routing/coverage';
import type { PrismaClient } from '../generated/client';

/** Reads in one statement, so that organizations and languages belong to the same moment. */
export function createCoverageReader(prisma: PrismaClient): CoverageReader {
  return {
    async read(leadsSince) {
      const [facts] = await prisma.$queryRaw<CoverageData[]>`
        SELECT
          (SELECT COALESCE(json_agg(json_build_object('type', o.type, 'suspended', o.status = 'suspended',
              'contactVerified', o.contact_verified, 'capacity', o.capacity, 'held', o.held,
              'leadsOn', o.leads_on, 'leadsByDay', o.leads_by_day, 'counties', o.counties,
              'languages', o.languages, 'away', COALESCE((
                SELECT json_agg(json_build_object('from', a."from", 'until', a.until))
                FROM absences a WHERE a.organization_id = o.id), '[]'::json))), '[]'::json)
            FROM organizations o) AS organizations,
          ARRAY(SELECT DISTINCT r.language FROM referrals r
            WHERE r.created_at >= ${leadsSince}::timestamptz) AS "askedFor"`;
      if (facts === undefined) throw new Error('PostgreSQL gave no row');
      return facts;
    },
  };
}
