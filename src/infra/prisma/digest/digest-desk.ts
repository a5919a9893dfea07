import type { DigestData, DigestDesk } from '../../../activities/digest/ports';
import type { PassOver } from '../../../activities/ports';
import { escalationKind } from '../../../domain/escalation/stored';
import { ESCALATION_KINDS } from '../../../domain/escalation/table';
import { instant } from '../../../domain/time';
import { readEscalationRows, type EscalationRow } from '../escalation/rows';
import { Prisma, type PrismaClient } from '../generated/client';

/** An escalation that cannot be read is passed over. It is still counted as open. */
export function createDigestDesk(prisma: PrismaClient, passOver: PassOver): DigestDesk {
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
        escalations: rows.flatMap((row) => {
          try {
            return [listed(row)];
          } catch (error) {
            passOver('digest', row.id, error);
            return [];
          }
        }),
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

function listed(row: EscalationRow): DigestData['escalations'][number] {
  const kind = escalationKind(row.reason, row.subject, row.wait_cause);
  if (!ESCALATION_KINDS.includes(kind)) throw new Error(`no escalation has the reason ${row.reason}`);
  return {
    id: row.id,
    kind,
    organizationName: row.organization_name,
    countyFips: row.county_fips,
    owner: row.owner,
    occurrences: row.occurrences,
    dueAt: instant(row.due_at),
  };
}
