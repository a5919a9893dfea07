import type { RequestMailReader } from '../../../../activities/organization/request/ports';
import { instant } from '../../../../domain/time';
import type { RequestState } from '../../../../domain/vocabulary';
import type { PrismaClient } from '../../generated/client';
import { fromPayload } from './payload';

export function createRequestMailReader(prisma: PrismaClient): RequestMailReader {
  return {
    async read(id) {
      const row = await prisma.organizationRequest.findUniqueOrThrow({
        where: { id },
        include: { organization: { select: { id: true, name: true, contactEmail: true } } },
      });
      return {
        id,
        ask: fromPayload(row.payload).ask,
        state: row.state as RequestState,
        note: row.note,
        createdAt: instant(row.createdAt),
        dueAt: instant(row.dueAt),
        confirmBy: row.confirmBy === null ? null : instant(row.confirmBy),
        organization: row.organization,
        formerEmail: await formerEmail(prisma, id),
      };
    },
  };
}

/** The address that the request has replaced. Null before that, and for all other requests. */
async function formerEmail(prisma: PrismaClient, requestId: string): Promise<string | null> {
  const [event] = await prisma.$queryRaw<{ email: string | null }[]>`
    SELECT e.data #>> '{before,contactEmail}' AS email FROM organization_requests q
    JOIN organization_events e ON e.organization_id = q.organization_id AND e.request_id = q.id
      AND e.type = 'changed'
    WHERE q.id = ${requestId}::uuid LIMIT 1`;
  return event?.email ?? null;
}
