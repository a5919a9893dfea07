import type { RequestDesk, RequestFacts, RequestMailFacts } from '../../../activities/requests/ports';
import { requestNeeds } from '../../../domain/requests';
import { instant, localDateIn, type Zone } from '../../../domain/time';
import type { RequestState } from '../../../domain/vocabulary';
import type { Settlement } from '../../../workflows/request/activities';
import type { Organization, OrganizationRequest, Prisma, PrismaClient } from '../generated/client';
import { applyEffect, lockOrganization, setFields, type Change } from '../organization-changes';
import { fromPayload } from '../request-payload';

type RequestRow = OrganizationRequest & { readonly organization: Organization | null };

export function createRequestDesk(prisma: PrismaClient, zone: Zone): RequestDesk {
  return {
    async begin(requestId, at) {
      await prisma.organizationRequest.updateMany({
        where: { id: requestId, begunAt: null },
        data: { begunAt: at },
      });
      const row = await read(prisma, requestId);
      const { organization } = row;
      return {
        ...{ ask: fromPayload(row.payload).ask, state: row.state as RequestState },
        ...{ createdAt: instant(row.createdAt), dueAt: instant(row.dueAt) },
        organization: organization && {
          name: organization.name,
          suspendedByExchange: await isSuspendedByExchange(prisma, organization, localDateIn(zone, at)),
        },
      } satisfies RequestFacts;
    },

    settle: (requestId, settlement, at) =>
      prisma.$transaction(async (tx) => {
        const decided = await decidedBy(tx, requestId, settlement);
        const { count } = await tx.organizationRequest.updateMany({
          where: { id: requestId, state: { in: ['open', 'awaiting-confirmation'] } },
          data: { state: settlement.outcome, decidedAt: at, answerId: settlement.answerId, ...decided },
        });
        if (count === 0) return;
        await tx.escalation.updateMany({
          where: { requestId, state: 'open' },
          data: { state: 'resolved', resolvedAt: at, resolvedBy: 'system' },
        });
      }),

    apply: (requestId, effect, at, today) =>
      prisma.$transaction(async (tx) => {
        const row = await read(tx, requestId);
        if (row.organizationId === null || effect.does === 'nothing') return;
        const organization = await lockOrganization(tx, row.organizationId);
        if (organization === null) return;
        if ((await tx.organizationEvent.count({ where: { requestId } })) > 0) return;
        const { comments, ask } = fromPayload(row.payload);
        const granted = row.answerId !== null && requestNeeds(ask, true) === 'approval';
        // What the exchange granted is its doing; whom it suspends is the organization's own when it asked for it.
        const actor = granted ? 'exchange' : 'organization';
        const change: Change = { organizationId: organization.id, actor, requestId, at };
        await applyEffect(tx, organization, effect, comments, change, today);
      }),

    restore: (requestId, at) =>
      prisma.$transaction(async (tx) => {
        const { organizationId } = await read(tx, requestId);
        const organization = organizationId === null ? null : await lockOrganization(tx, organizationId);
        if (organization === null) return;
        const former = await capacityBefore(tx, organization.id, requestId);
        if (former === null) return;
        const change: Change = { organizationId: organization.id, actor: 'system', requestId, at };
        const data = { before: { capacity: organization.capacity }, after: { capacity: former } };
        await setFields(tx, organization, { capacity: former }, change, data, 'restored');
      }),

    async mailFacts(requestId) {
      const row = await read(prisma, requestId);
      const { organization } = row;
      const escalation = await prisma.escalation.findFirst({
        where: { requestId, state: 'open' },
        select: { id: true },
      });
      const event = await prisma.organizationEvent.findFirst({ where: { requestId, type: 'changed' } });
      return {
        ...{ ask: fromPayload(row.payload).ask, state: row.state as RequestState, note: row.note },
        ...{ createdAt: instant(row.createdAt), dueAt: instant(row.dueAt) },
        organization: organization && {
          ...{ id: organization.id, name: organization.name, contactEmail: organization.contactEmail },
        },
        formerEmail:
          (event?.data as { before?: { contactEmail?: string } } | null)?.before?.contactEmail ?? null,
        escalationId: escalation?.id ?? null,
      } satisfies RequestMailFacts;
    },
  };
}

async function read(
  prisma: Pick<PrismaClient, 'organizationRequest'> | Prisma.TransactionClient,
  id: string,
): Promise<RequestRow> {
  return prisma.organizationRequest.findUniqueOrThrow({ where: { id }, include: { organization: true } });
}

async function isSuspendedByExchange(
  prisma: PrismaClient,
  { id, status, suspendedBy }: Organization,
  today: string,
): Promise<boolean> {
  if (status === 'suspended' && suspendedBy !== 'organization') return true;
  const imposed = await prisma.absence.count({
    where: {
      ...{ organizationId: id, kind: 'suspension', imposedBy: 'exchange' },
      OR: [{ until: null }, { until: { gte: new Date(today) } }],
    },
  });
  return imposed > 0;
}

/** Without an answer of the exchange it was the organization itself, or nobody at all. */
async function decidedBy(
  tx: Prisma.TransactionClient,
  requestId: string,
  { answerId, outcome }: Settlement,
): Promise<{ decidedBy: string; note: string | null }> {
  if (answerId === null) return { decidedBy: outcome === 'expired' ? 'system' : 'organization', note: null };
  const answer = await tx.requestAnswer.findFirstOrThrow({ where: { id: answerId, requestId } });
  return { decidedBy: answer.by, note: answer.note };
}

/** The capacity that this request replaced, if nothing has set another one since. */
async function capacityBefore(
  tx: Prisma.TransactionClient,
  organizationId: string,
  requestId: string,
): Promise<number | null> {
  const [latest] = await tx.$queryRaw<{ type: string; request_id: string | null; former: number }[]>`
    SELECT type, request_id::text, (data #>> '{before,capacity}')::int AS former FROM organization_events
    WHERE organization_id = ${organizationId}::uuid AND data -> 'after' ? 'capacity'
    ORDER BY at DESC, id DESC LIMIT 1`;
  if (latest === undefined || latest.type !== 'changed' || latest.request_id !== requestId) return null;
  return latest.former;
}
