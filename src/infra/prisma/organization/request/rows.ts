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
import { lockOrganization } from '../changes';
import { fromPayload } from '../../database/request-payload';

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
  /** Who agreed to a new address, and by which answer. `organization`: the old address. */
  readonly agreedBy: string | null;
  readonly agreementId: string | null;
  /** The address for leads that a new one is to replace. */
  readonly replaces: string | null;
}

/**
 * Null when there is none. Further statements read it, because they see what was written while the first one waited. For
 * a new address the organization is locked, too: what is decided about it is decided about the address that it has.
 */
export async function lockRequest(tx: Tx, id: string, zone: Zone): Promise<LockedRequest | null> {
  const [locked] = await tx.$queryRaw<{ kind: string; organization_id: string | null }[]>`
    SELECT kind, organization_id::text FROM organization_requests WHERE id = ${id}::uuid FOR UPDATE`;
  if (locked?.kind === 'contact-change' && locked.organization_id !== null) {
    await lockOrganization(tx, locked.organization_id);
  }
  const row = await tx.organizationRequest.findUnique({ where: { id }, include: withOrganization });
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
    include: withOrganization,
  });
  return toLocked(row, zone);
}

const withOrganization = { organization: { select: { name: true, contactEmail: true } } } as const;

function toLocked(
  row: OrganizationRequest & {
    readonly organization: { readonly name: string; readonly contactEmail: string } | null;
  },
  zone: Zone,
): LockedRequest {
  const { ask, comments } = fromPayload(row.payload);
  const { replaces, agreedBy, agreementId } = row;
  return {
    id: row.id,
    organizationId: row.organizationId,
    ask,
    comments,
    version: row.version,
    answerId: row.answerId,
    replaces,
    agreedBy,
    agreementId,
    kind: ask.kind,
    organizationName: row.organization?.name ?? null,
    // Closed lists, because only the service writes these columns.
    needs: row.needs as RequestNeeds,
    state: row.state as RequestState,
    createdAt: instant(row.createdAt),
    dueAt: instant(row.dueAt),
    confirmBy: orNull(row.confirmBy),
    confirmedAt: orNull(row.confirmedAt),
    agreedAt: orNull(row.agreedAt),
    overtaken: ask.kind === 'contact-change' && row.organization?.contactEmail !== replaces,
    startsAt: startsAt(ask, zone),
    endsAt: endsAt(ask, zone),
    lateAt: orNull(row.lateAt),
    decidedAt: orNull(row.decidedAt),
    appliedAt: orNull(row.appliedAt),
    restoredAt: orNull(row.restoredAt),
  };
}
