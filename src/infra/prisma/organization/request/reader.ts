import type { RequestRecord, RequestStore } from '../../../../api/organization/request-ports';
import { instant } from '../../../../domain/time';
import { orNull } from '../../database/instants';
import { sayingWhenDown } from '../../database/outages';
import type { OrganizationRequest, PrismaClient } from '../../generated/client';
import type { Tx } from '../../database/transaction';
import { fromPayload } from '../../database/request-payload';

const withName = { organization: { select: { name: true } } } as const;

export function createRequestStore(prisma: PrismaClient): RequestStore {
  return sayingWhenDown<RequestStore>({
    find: (id) => readRequest(prisma, id),

    async list({ state, organizationId, kind }, { after, limit }) {
      const rows = await prisma.organizationRequest.findMany({
        where: {
          ...(state === undefined ? {} : { state }),
          ...(organizationId === undefined ? {} : { organizationId }),
          ...(kind === undefined ? {} : { kind }),
          ...(after === null ? {} : { id: { lt: after } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        include: withName,
      });
      return rows.map(toRecord);
    },
  });
}

/** The request as the API gives it. Also reads inside a transaction that has changed it. */
export async function readRequest(prisma: PrismaClient | Tx, id: string): Promise<RequestRecord | null> {
  const row = await prisma.organizationRequest.findUnique({ where: { id }, include: withName });
  return row === null ? null : toRecord(row);
}

function toRecord(
  row: OrganizationRequest & { readonly organization: { readonly name: string } | null },
): RequestRecord {
  const { id, organizationId, referralId, agreedBy, decidedBy, note, answerId } = row;
  const { ask, comments } = fromPayload(row.payload);
  return {
    id,
    organizationId,
    referralId,
    agreedBy,
    decidedBy,
    note,
    answerId,
    ask,
    comments,
    // Closed lists, because only the service writes these columns.
    kind: row.kind as RequestRecord['kind'],
    source: row.source as RequestRecord['source'],
    state: row.state as RequestRecord['state'],
    organizationName: row.organization?.name ?? null,
    createdAt: instant(row.createdAt),
    dueAt: instant(row.dueAt),
    confirmedAt: orNull(row.confirmedAt),
    agreedAt: orNull(row.agreedAt),
    decidedAt: orNull(row.decidedAt),
  };
}
