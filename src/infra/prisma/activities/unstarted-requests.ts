import type { UnstartedRequests } from '../../../activities/requests/ports';
import type { RequestKind } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';

/** Requests that are stored but whose workflow has not begun. */
export function createUnstartedRequests(prisma: PrismaClient): UnstartedRequests {
  return {
    async olderThan(before, limit) {
      const rows = await prisma.organizationRequest.findMany({
        where: { begunAt: null, createdAt: { lt: before } },
        orderBy: { createdAt: 'asc' },
        take: limit,
        select: { id: true, kind: true, organizationId: true },
      });
      return rows.map(({ id, kind, organizationId }) => ({
        ...{ requestId: id, kind: kind as RequestKind, organizationId },
      }));
    },
  };
}
