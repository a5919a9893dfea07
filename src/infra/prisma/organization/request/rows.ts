import type { RequestProgress } from '../../../../domain/organization/request/plan';
import {
  endsAt,
  startsAt,
  type RequestAsk,
  type RequestNeeds,
} from '../../../../domain/organization/request/requests';
import { instant, type Zone } from '../../../../domain/time';
import type { RequestState } from '../../../../domain/vocabulary';
import type { OrganizationRequest, Prisma } from '../../generated/client';
import { orNull } from '../../database/instants';
import type { Tx } from '../../database/transaction';
import { fromPayload } from './payload';

/** One request while its row is locked. */
export interface LockedRequest extends RequestProgress {
  readonly id: string;
  readonly organizationId: string | null;
  readonly organizationName: string | null;
  readonly ask: RequestAsk;
  /** The organization's own words. */
  readonly comments: string | null;
  readonly version: number;
  readonly answerId: string | null;
}

/** Null when there is none. Two statements: the second sees what was written while the first one waited. */
export async function lockRequest(tx: Tx, id: string, zone: Zone): Promise<LockedRequest | null> {
  await tx.$executeRaw`SELECT 1 FROM organization_requests WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.organizationRequest.findUnique({
    where: { id },
    include: { organization: { select: { name: true } } },
  });
  return row === null ? null : toLocked(row, zone);
}

/** Keeps what has happened to a locked request. Each time raises its version. */
export async function moveRequest(
  tx: Tx,
  request: LockedRequest,
  data: Prisma.OrganizationRequestUpdateInput,
  zone: Zone,
): Promise<LockedRequest> {
  const row = await tx.organizationRequest.update({
    where: { id: request.id, version: request.version },
    data: { ...data, version: { increment: 1 } },
    include: { organization: { select: { name: true } } },
  });
  return toLocked(row, zone);
}

function toLocked(
  row: OrganizationRequest & { readonly organization: { readonly name: string } | null },
  zone: Zone,
): LockedRequest {
  const { ask, comments } = fromPayload(row.payload);
  return {
    id: row.id,
    organizationId: row.organizationId,
    ask,
    comments,
    version: row.version,
    answerId: row.answerId,
    kind: ask.kind,
    organizationName: row.organization?.name ?? null,
    // Closed lists, because only the service writes these columns.
    needs: row.needs as RequestNeeds,
    state: row.state as RequestState,
    createdAt: instant(row.createdAt),
    dueAt: instant(row.dueAt),
    confirmBy: orNull(row.confirmBy),
    startsAt: startsAt(ask, zone),
    endsAt: endsAt(ask, zone),
    lateAt: orNull(row.lateAt),
    decidedAt: orNull(row.decidedAt),
    appliedAt: orNull(row.appliedAt),
    restoredAt: orNull(row.restoredAt),
  };
}
