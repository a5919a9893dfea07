import { effectOf, opensWay } from '../../../../domain/organization/request/requests';
import { localDateIn, type Instant } from '../../../../domain/time';
import { applyEffect, lockOrganization, setFields, type Change, type LockedOrganization } from '../changes';
import { addMessages } from '../../outbox/messages';
import type { Tx } from '../../database/transaction';
import { moveRequest, type LockedRequest } from './rows';
import type { EscalationSetting } from '../../escalation/escalate';
import { mailOf, staysSame } from './settle';

export interface Effected {
  readonly request: LockedRequest;
  /** An organization may have become eligible. */
  readonly opensWay: boolean;
}

/** Changes the organization as the request asks. Everybody is told about a new address, so that no lead is missed. */
export async function takeEffect(
  tx: Tx,
  { policy }: EscalationSetting,
  request: LockedRequest,
  at: Instant,
): Promise<Effected> {
  const { zone } = policy.calendar;
  const organization = await organizationOf(tx, request);
  const today = localDateIn(zone, at);
  const effect = effectOf(request.ask, today);
  const actor = actorOf(request);
  const change: Change = { organizationId: organization.id, actor, requestId: request.id, at, today };
  await applyEffect(tx, organization, effect, request.comments, change);
  const applied = await moveRequest(tx, request, { appliedAt: at }, zone);
  if (request.kind === 'contact-change' && !staysSame(request)) {
    const told = (['changed-new', 'changed-old', 'changed-spoc'] as const).map((which) =>
      mailOf(request, which),
    );
    await addMessages(tx, told, at);
  }
  return { request: applied, opensWay: opensWay(effect) };
}

/** The exchange is the actor of what it granted or agreed to. The organization decides everything else for itself. */
function actorOf({ needs, agreedBy }: LockedRequest): 'exchange' | 'organization' {
  const agreed = agreedBy !== null && agreedBy !== 'organization';
  return needs === 'approval' || agreed ? 'exchange' : 'organization';
}

/** Restores the capacity that the request replaced, unless another one was set since. */
export async function restoreFormer(
  tx: Tx,
  { policy }: EscalationSetting,
  request: LockedRequest,
  at: Instant,
): Promise<Effected> {
  const { zone } = policy.calendar;
  const organization = await organizationOf(tx, request);
  const former = await capacityBefore(tx, organization.id, request.id);
  if (former !== null) {
    const today = localDateIn(zone, at);
    const change: Change = {
      organizationId: organization.id,
      actor: 'system',
      requestId: request.id,
      at,
      today,
    };
    const data = { before: { capacity: organization.capacity }, after: { capacity: former } };
    await setFields(tx, organization, { capacity: former }, change, data, 'restored');
  }
  const restored = await moveRequest(tx, request, { restoredAt: at }, zone);
  return { request: restored, opensWay: former !== null };
}

async function organizationOf(tx: Tx, { id, organizationId }: LockedRequest): Promise<LockedOrganization> {
  const organization = organizationId === null ? null : await lockOrganization(tx, organizationId);
  if (organization === null) throw new Error(`request ${id} has no organization to change`);
  return organization;
}

/** The capacity that this request replaced, if nothing has set another one since. */
async function capacityBefore(tx: Tx, organizationId: string, requestId: string): Promise<number | null> {
  const [latest] = await tx.$queryRaw<{ type: string; request_id: string | null; former: number }[]>`
    SELECT type, request_id::text, (data #>> '{before,capacity}')::int AS former FROM organization_events
    WHERE organization_id = ${organizationId}::uuid AND data -> 'after' ? 'capacity'
    ORDER BY at DESC, id DESC LIMIT 1`;
  if (latest === undefined || latest.type !== 'changed' || latest.request_id !== requestId) return null;
  return latest.former;
}
