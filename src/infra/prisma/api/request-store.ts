import type { RequestRecord, RequestStore } from '../../../api/requests/ports';
import { instant } from '../../../domain/time';
import type { OrganizationRequest, PrismaClient } from '../generated/client';
import { fromPayload, toPayload } from '../request-payload';
import { sayingWhenDown } from './outages';
import { orNull } from './referral-rows';

const withName = { organization: { select: { name: true } } } as const;

export function createRequestStore(prisma: PrismaClient): RequestStore {
  return sayingWhenDown<RequestStore>({
    async add({ id, organizationId, referralId, ask, comments, source, at, dueAt }) {
      const state = ask.kind === 'contact-change' ? 'awaiting-confirmation' : 'open';
      const row = { id, organizationId, referralId, kind: ask.kind, source, state, createdAt: at, dueAt };
      await prisma.organizationRequest.createMany({
        data: [{ ...row, payload: toPayload({ ask, comments }) }],
        skipDuplicates: true,
      });
    },

    async find(id) {
      const row = await prisma.organizationRequest.findUnique({ where: { id }, include: withName });
      return row === null ? null : toRecord(row);
    },

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

    async keepAnswer(answer) {
      await prisma.requestAnswer.createMany({ data: [answer], skipDuplicates: true });
    },
  });
}

function toRecord({
  payload,
  organization,
  begunAt: _begun,
  ...row
}: OrganizationRequest & { organization: { name: string } | null }): RequestRecord {
  return {
    ...row,
    ...fromPayload(payload),
    // Closed lists: only the service writes these columns.
    kind: row.kind as RequestRecord['kind'],
    source: row.source as RequestRecord['source'],
    state: row.state as RequestRecord['state'],
    organizationName: organization?.name ?? null,
    createdAt: instant(row.createdAt),
    dueAt: instant(row.dueAt),
    decidedAt: orNull(row.decidedAt),
  };
}
