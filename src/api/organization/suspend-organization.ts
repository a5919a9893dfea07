import { DomainError } from '../../domain/errors';
import { dateProblems, suspension } from '../../domain/organization/request/requests';
import type { ProgramPolicy } from '../../domain/policy';
import { localDateIn, type Instant, type LocalDate } from '../../domain/time';
import type { Waker } from '../../workflows/follow/waker';
import type { NewReroute, OrganizationRecord, OrganizationStore, Reroutes } from './ports';

export interface SuspensionDeps {
  readonly policy: ProgramPolicy;
  readonly organizations: OrganizationStore;
  readonly waker: Pick<Waker, 'nudgeWaitlist'>;
}

interface Suspension {
  readonly organizationId: string;
  /** First and last day. Without both, until it is lifted. */
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  readonly reason: string;
  readonly at: Instant;
  readonly commandId?: string | null;
}

/**
 * The exchange takes an organization out of routing. What it has stays with it. Throws DomainError `not-found`, and
 * `validation` for days that make no sense.
 */
export async function suspendOrganization(
  { policy, organizations }: SuspensionDeps,
  { organizationId, from, until, reason, at, commandId }: Suspension,
): Promise<OrganizationRecord> {
  const today = localDateIn(policy.calendar.zone, at);
  const errors = dateProblems({ kind: 'suspend', from, until }, today);
  if (errors.length > 0) throw new DomainError('validation', 'The dates do not fit.', { errors });
  const effect = suspension({ from, until }, today);
  return found(await organizations.suspendOrResume(organizationId, effect, reason, at, commandId));
}

/** Lifts every suspension, whoever imposed it, and wakes the waiting list. Throws DomainError `not-found`. */
export async function resumeOrganization(
  deps: SuspensionDeps,
  {
    organizationId,
    reason,
    at,
    commandId,
  }: Pick<Suspension, 'organizationId' | 'at' | 'commandId'> & { readonly reason: string | null },
): Promise<OrganizationRecord> {
  const effect = { does: 'resume' } as const;
  const record = found(
    await deps.organizations.suspendOrResume(organizationId, effect, reason, at, commandId),
  );
  deps.waker.nudgeWaitlist();
  return record;
}

export interface RerouteDeps {
  readonly reroutes: Reroutes;
}

/**
 * Begins to give everything open at the organization to others, by the rules. Returns how much there is. The same
 * `rerouteId` again is the same re-route. Throws DomainError `not-found`, and `unavailable`: send it again then.
 */
export async function rerouteOrganization(
  { reroutes }: RerouteDeps,
  reroute: NewReroute,
): Promise<{ readonly count: number }> {
  const begun = await reroutes.begin(reroute);
  if (begun === null) throw new DomainError('not-found', 'There is no such organization.');
  return begun;
}

function found(record: OrganizationRecord | null): OrganizationRecord {
  if (record === null) throw new DomainError('not-found', 'There is no such organization.');
  return record;
}
