import type { RequestMailReader } from '../../../../activities/organization/request/ports';
import { instant } from '../../../../domain/time';
import type { RequestState } from '../../../../domain/vocabulary';
import type { PrismaClient } from '../../generated/client';
import { fromPayload } from '../../database/request-payload';

export function createRequestMailReader(prisma: PrismaClient): RequestMailReader {
  return {
    async read(id) {
      const row = await prisma.organizationRequest.findUniqueOrThrow({
        where: { id },
        include: { organization: { select: { id: true, name: true, contactEmail: true } } },
      });
      const { ask, unreached } = fromPayload(row.payload);
      return {
        ...{ id, ask, unreached },
        state: row.state as RequestState,
        note: row.note,
        createdAt: instant(row.createdAt),
        dueAt: instant(row.dueAt),
        confirmBy: row.confirmBy === null ? null : instant(row.confirmBy),
        organization: row.organization,
        replaces: row.replaces,
      };
    },
  };
}
