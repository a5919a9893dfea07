import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import { DomainError, type FieldError } from '../../domain/errors';
import { findCounty, type AreaTable } from '../../domain/service-area';
import type { Instant } from '../../domain/time';
import type { Log } from '../log';
import type { OrganizationRecord, OrganizationStore, Waitlist } from '../ports';
import type { organizationBody, organizationPatch } from '../schemas/organization';
import { waitAtMost } from './wait-at-most';

/** The client does not wait for Temporal longer than this. */
const WAKE_MS = 1_000;

interface Deps {
  readonly areas: AreaTable;
  readonly organizations: OrganizationStore;
  readonly waitlist: Waitlist;
  readonly log: Log;
}

/** A new organization may be what waiting referrals wait for. Throws DomainError `county-unknown`. */
export async function createOrganization(
  deps: Deps,
  body: z.output<typeof organizationBody>,
  now: Instant,
): Promise<OrganizationRecord> {
  const counties = countyCodes(deps.areas, body.counties);
  const created = await deps.organizations.create(newId(), { ...body, counties }, now);
  await wakeWaitlist(deps);
  return created;
}

/** Throws DomainError `county-unknown`, `not-found`, and `version-conflict` when `expectedVersion` is an old one. */
export async function changeOrganization(
  deps: Deps,
  id: string,
  patch: z.output<typeof organizationPatch>,
  expectedVersion: number | null,
  now: Instant,
): Promise<OrganizationRecord> {
  const counties = patch.counties === undefined ? undefined : countyCodes(deps.areas, patch.counties);
  const changed = await deps.organizations.change(id, { ...patch, counties }, expectedVersion, now);
  if (changed === null) throw new DomainError('not-found', 'There is no such organization.');
  await wakeWaitlist(deps);
  return changed;
}

/** The organization is saved either way: the worker's sweep notices it too, only later. */
async function wakeWaitlist({ waitlist, log }: Deps): Promise<void> {
  await waitAtMost(WAKE_MS, waitlist.nudge(), (error) => {
    log.warn({ err: error }, 'the waiting list was not woken; the sweep will');
  });
}

function countyCodes(areas: AreaTable, namesOrCodes: readonly string[]): string[] {
  const errors: FieldError[] = [];
  const codes = namesOrCodes.map((nameOrCode, index) => {
    const county = findCounty(nameOrCode, areas);
    if (county === undefined) {
      errors.push({ path: `counties[${index}]`, message: `is not a county of ${areas.state}` });
    }
    return county?.fips ?? '';
  });
  if (errors.length > 0) throw new DomainError('county-unknown', 'A county is not known.', { errors });
  return [...new Set(codes)].sort();
}
