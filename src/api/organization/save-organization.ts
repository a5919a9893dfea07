import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors';
import type { AreaTable } from '../../domain/service-area';
import type { Instant } from '../../domain/time';
import type { Waker } from '../../workflows/follow/waker';
import type { OrganizationRecord, OrganizationStore } from './ports';
import type { organizationBody, organizationPatch } from './schema';
import { countyCodes } from '../../domain/county-codes';

interface Deps {
  readonly areas: AreaTable;
  readonly organizations: OrganizationStore;
  readonly waker: Pick<Waker, 'nudgeWaitlist'>;
}

/** A new organization may be what waiting referrals wait for. Throws DomainError `county-unknown`. */
export async function createOrganization(
  deps: Deps,
  body: z.output<typeof organizationBody>,
  now: Instant,
  commandId: string | null = null,
): Promise<OrganizationRecord> {
  const counties = countyCodes(deps.areas, body.counties);
  const created = await deps.organizations.create(newId(), { ...body, counties }, now, commandId);
  deps.waker.nudgeWaitlist();
  return created;
}

/** Throws DomainError `county-unknown`, `not-found`, and `version-conflict` when `expectedVersion` is an old one. */
export async function changeOrganization(
  deps: Deps,
  id: string,
  patch: z.output<typeof organizationPatch>,
  expectedVersion: number | null,
  now: Instant,
  commandId: string | null = null,
): Promise<OrganizationRecord> {
  const counties = patch.counties === undefined ? undefined : countyCodes(deps.areas, patch.counties);
  const changed = await deps.organizations.change(
    id,
    { ...patch, counties },
    expectedVersion,
    now,
    commandId,
  );
  if (changed === null) throw new DomainError('not-found', 'There is no such organization.');
  deps.waker.nudgeWaitlist();
  return changed;
}
