import type { UnfinishedSeasons } from '../../../activities/reports/ports';
import type { PrismaClient } from '../generated/client';

/** For the sweeps: seasons whose workflow should be running, and those that were stored and never begun. */
export function createUnfinishedSeasons(prisma: PrismaClient): UnfinishedSeasons {
  return {
    async unstarted(createdBefore, limit) {
      const rows = await prisma.season.findMany({
        where: { begunAt: null, createdAt: { lt: createdBefore } },
        orderBy: { createdAt: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },

    async page(after, begunBefore, limit) {
      const rows = await prisma.season.findMany({
        where: {
          begunAt: { lt: begunBefore },
          summarizedAt: null,
          ...(after === null ? {} : { id: { gt: after } }),
        },
        orderBy: { id: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
  };
}
