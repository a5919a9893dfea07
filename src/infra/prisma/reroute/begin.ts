import type { NewReroute, Reroutes } from '../../../api/organization/ports';
import type { Waker } from '../../../workflows/follow/waker';
import type { Zone } from '../../../domain/time';
import { sayingWhenDown } from '../database/outages';
import { markBehind } from '../followers/follower-rows';
import type { PrismaClient } from '../generated/client';
import { appendEvent, byExchange, lockOrganization } from '../organization/changes';
import { inTransaction, type Tx } from '../database/transaction';

/**
 * Puts a re-route on record, in one transaction, whether or not a worker or Temporal is running. `zone`: the program's.
 */
export function createReroutes(prisma: PrismaClient, waker: Waker, zone: Zone): Reroutes {
  return sayingWhenDown<Reroutes>({
    async begin(reroute) {
      const begun = await inTransaction(prisma, (tx) => begin(tx, reroute, zone));
      if (begun === null) return null;
      const { count, isNew } = begun;
      const { rerouteId, organizationId } = reroute;
      const summary = `Gives ${count} open referrals to other organizations`;
      const label = { summary, attributes: { OrganizationId: organizationId } };
      if (isNew) waker.wake({ kind: 'reroute', subjectId: rerouteId }, 'begun', label);
      return { count };
    },
  });
}

async function begin(
  tx: Tx,
  { rerouteId, organizationId, reason, at }: NewReroute,
  zone: Zone,
): Promise<{ readonly count: number; readonly isNew: boolean } | null> {
  // While the organization's leads are counted, nobody gives it another one or takes one away.
  if ((await lockOrganization(tx, organizationId)) === null) return null;
  const known = await tx.reroute.findUnique({ where: { id: rerouteId } });
  if (known !== null) {
    if (known.organizationId !== organizationId) throw new Error(`another re-route has the id ${rerouteId}`);
    return { count: known.total, isNew: false };
  }
  // Everything that is open now is meant, also what was dated by another clock that is ahead.
  const [made] = await tx.$queryRaw<{ total: number }[]>`
    INSERT INTO reroutes (id, organization_id, assigned_until, total, created_at)
    SELECT ${rerouteId}::uuid, ${organizationId}::uuid, GREATEST(${at}::timestamptz, max(assigned_at)), count(*)::int,
      ${at}::timestamptz
    FROM assignments WHERE organization_id = ${organizationId}::uuid AND ended_at IS NULL
    RETURNING total`;
  if (made === undefined) throw new Error('the re-route was not kept');
  const count = made.total;
  await appendEvent(tx, byExchange(zone, organizationId, at), 'reroute-started', {
    rerouteId,
    reason,
    count,
  });
  await markBehind(tx, [{ kind: 'reroute', subjectId: rerouteId }], at);
  return { count, isNew: true };
}
