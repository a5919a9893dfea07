import type { OpenReferrals } from '../../worker/ports';
import type { PrismaClient } from './generated/client';

export function createOpenReferrals(prisma: PrismaClient): OpenReferrals {
  return {
    async page(after, unchangedSince, limit) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT r.id FROM referrals r
        WHERE r.status NOT IN ('resolved', 'withdrawn') AND r.updated_at < ${unchangedSince}::timestamptz
          AND (${after}::uuid IS NULL OR r.id > ${after}::uuid)
        ORDER BY r.id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
  };
}
