import type { UnfinishedRequests } from '../../../activities/requests/ports';
import type { RequestKind } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';

interface Row {
  readonly id: string;
  readonly kind: RequestKind;
  readonly organization_id: string | null;
}

/**
 * Requests whose workflow has begun and has not done everything: nobody has answered yet, or what was granted has not
 * taken effect, or a capacity for some days is still the one that counts and has to be put back.
 */
export function createUnfinishedRequests(prisma: PrismaClient): UnfinishedRequests {
  return {
    async page(after, begunBefore, limit) {
      const rows = await prisma.$queryRaw<Row[]>`
        SELECT q.id, q.kind, q.organization_id FROM organization_requests q
        WHERE q.begun_at < ${begunBefore}::timestamptz AND (${after}::uuid IS NULL OR q.id > ${after}::uuid)
          AND (q.state IN ('open', 'awaiting-confirmation')
            OR (q.state = 'approved' AND q.organization_id IS NOT NULL AND q.kind <> 'question' AND NOT EXISTS (
              SELECT 1 FROM organization_events e
              WHERE e.organization_id = q.organization_id AND e.request_id = q.id))
            OR (q.state = 'approved' AND q.kind = 'capacity' AND q.payload ->> 'until' IS NOT NULL AND (
              SELECT e.type = 'changed' AND e.request_id = q.id FROM organization_events e
              WHERE e.organization_id = q.organization_id AND e.data -> 'after' ? 'capacity'
              ORDER BY e.at DESC, e.id DESC LIMIT 1)))
        ORDER BY q.id LIMIT ${limit}`;
      return rows.map(({ id, kind, organization_id: organizationId }) => ({
        ...{ requestId: id, kind, organizationId },
      }));
    },
  };
}
