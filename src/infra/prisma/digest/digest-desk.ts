import type { DigestDesk } from '../../../activities/digest/ports';
import { escalationKind } from '../../../domain/escalation/stored';
import { instant } from '../../../domain/time';
import { readEscalationRows } from '../escalation/rows';
import { Prisma, type PrismaClient } from '../generated/client';

export function createDigestDesk(prisma: PrismaClient): DigestDesk {
  return {
    async read(limit) {
      const [rows, [counts]] = await Promise.all([
        readEscalationRows(prisma, {
          condition: Prisma.sql`e.state = 'open'`,
          order: Prisma.sql`e.opened_at, e.id`,
          limit,
          listed: 0,
        }),
        prisma.$queryRaw<{ open_count: number; unassigned: number; requests: number }[]>`
          SELECT (SELECT count(*)::int FROM escalations WHERE state = 'open') AS open_count,
            (SELECT count(*)::int FROM referrals WHERE status = 'unassigned') AS unassigned,
            (SELECT count(*)::int FROM organization_requests WHERE state = 'open') AS requests`,
      ]);
      if (counts === undefined) throw new Error('PostgreSQL gave no row');
      return {
        openCount: counts.open_count,
        unassigned: counts.unassigned,
        requests: counts.requests,
        escalations: rows.map((row) => ({
          id: row.id,
          kind: escalationKind(row.reason, row.subject, row.wait_cause),
          organizationName: row.organization_name,
          countyFips: row.county_fips,
          owner: row.owner,
          occurrences: row.occurrences,
          dueAt: instant(row.due_at),
        })),
      };
    },

    async gapsBefore(on) {
      const row = await prisma.digest.findFirst({
        where: { on: { lt: new Date(on) } },
        orderBy: { on: 'desc' },
      });
      return row?.gaps ?? null;
    },

    async remember(on, at, gaps) {
      const kept = { at, gaps: [...gaps] };
      await prisma.digest.upsert({
        where: { on: new Date(on) },
        create: { on: new Date(on), ...kept },
        update: kept,
      });
    },
  };
}
