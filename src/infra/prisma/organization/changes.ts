import { v7 as newId } from 'uuid';
import { assertNever } from '../../../domain/errors';
import type { RequestEffect, RequestedFields } from '../../../domain/organization/request/requests';
import { localDateIn, type Instant, type LocalDate, type Zone } from '../../../domain/time';
import type { OrganizationActor, OrganizationEventType } from '../../../domain/organization/events';
import type { Absence, Organization, Prisma } from '../generated/client';
import { markBehind } from '../followers/follower-rows';
import { closeEscalationsOvercome } from '../escalation/close-for-organization';

/**
 * The only way in which an organization changes: with its row locked, and together with an event. The event says who,
 * when, by which request, and what was before and after. Each change raises the version.
 */
export interface Change {
  readonly organizationId: string;
  readonly actor: OrganizationActor;
  readonly requestId: string | null;
  /** The id of the request under an Idempotency-Key. That request is done only once. */
  readonly commandId?: string | null;
  readonly at: Instant;
  /** The day of `at` in the program's zone. Absences and suspensions are days of that zone. */
  readonly today: LocalDate;
}

/** A change that the exchange makes itself. `zone`: the program's. */
export function byExchange(
  zone: Zone,
  organizationId: string,
  at: Instant,
  commandId: string | null = null,
): Change {
  const today = localDateIn(zone, at);
  return { organizationId, actor: 'exchange', requestId: null, commandId, at, today };
}

export type LockedOrganization = Organization & { readonly absences: readonly Absence[] };

/** Null when there is no such organization. Other changes of it wait until this transaction has ended. */
export async function lockOrganization(
  tx: Prisma.TransactionClient,
  id: string,
): Promise<LockedOrganization | null> {
  await tx.$queryRaw`SELECT 1 FROM organizations WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.organization.findUnique({ where: { id }, include: { absences: true } });
}

/** The columns that may be set together. */
export interface SettableFields extends RequestedFields {
  readonly name?: string;
  readonly status?: string;
  readonly suspendedBy?: OrganizationActor | null;
}

/**
 * A new contact address counts as verified, because whoever sets it has checked it. Links that were sent to the old
 * address end. `data` of the event: what the fields were and are, unless given.
 */
export async function setFields(
  tx: Prisma.TransactionClient,
  organization: LockedOrganization,
  fields: SettableFields,
  change: Change,
  data: object = { before: former(organization, fields), after: fields },
  type: OrganizationEventType = 'changed',
): Promise<void> {
  const { contactEmail, counties, languages, ...rest } = fields;
  await tx.organization.update({
    where: { id: organization.id },
    data: {
      ...rest,
      ...(counties === undefined ? {} : { counties: [...counties] }),
      ...(languages === undefined ? {} : { languages: [...languages] }),
      ...(contactEmail === undefined ? {} : { contactEmail, contactVerified: true }),
      ...raised(change),
    },
  });
  if (contactEmail !== undefined && contactEmail !== organization.contactEmail) {
    await leaveOldAddress(tx, organization.id, contactEmail, change.at);
  }
  await appendEvent(tx, change, type, data);
}

function former(organization: LockedOrganization, fields: SettableFields): object {
  const names = Object.keys(fields) as (keyof SettableFields)[];
  return Object.fromEntries(names.map((name) => [name, organization[name]]));
}

/** A suspension that the exchange imposed stays the exchange's. */
export async function applyEffect(
  tx: Prisma.TransactionClient,
  organization: LockedOrganization,
  effect: RequestEffect,
  reason: string | null,
  change: Change,
): Promise<void> {
  switch (effect.does) {
    case 'set':
      return setFields(tx, organization, effect.fields, change);
    case 'add-absence': {
      const { as: kind, from, until } = effect;
      const dates = { from: new Date(from), until: until === null ? null : new Date(until) };
      const imposedBy = kind === 'suspension' ? change.actor : null;
      await tx.absence.create({
        data: { id: newId(), organizationId: organization.id, kind, imposedBy, reason, ...dates },
      });
      await touch(tx, change);
      const type = kind === 'suspension' ? 'suspended' : 'absence-added';
      return appendEvent(tx, change, type, { from, until, reason });
    }
    case 'suspend': {
      const suspendedBy = organization.suspendedBy === 'exchange' ? 'exchange' : change.actor;
      const data = { status: 'suspended', suspendedBy, ...raised(change) };
      await tx.organization.update({ where: { id: organization.id }, data });
      return appendEvent(tx, change, 'suspended', { before: organization.status, reason });
    }
    case 'resume':
      return resume(tx, organization, reason, change);
    case 'nothing':
      return;
    default:
      return assertNever(effect);
  }
}

/** Days of suspension that are over stay on record. Those from today on are lifted. */
async function resume(
  tx: Prisma.TransactionClient,
  organization: LockedOrganization,
  reason: string | null,
  change: Change,
): Promise<void> {
  const day = new Date(change.today);
  const where = { organizationId: organization.id, kind: 'suspension' };
  const lifted = organization.absences.filter(
    ({ kind, until }) => kind === 'suspension' && (until === null || until >= day),
  );
  await tx.absence.deleteMany({ where: { ...where, from: { gte: day } } });
  await tx.absence.updateMany({
    where: { ...where, from: { lt: day }, OR: [{ until: null }, { until: { gte: day } }] },
    data: { until: new Date(day.getTime() - 86_400_000) },
  });
  const data = { status: 'active', suspendedBy: null, ...raised(change) };
  await tx.organization.update({ where: { id: organization.id }, data });
  await appendEvent(tx, change, 'resumed', {
    before: organization.status,
    suspendedBy: organization.suspendedBy,
    lifted: lifted.map(({ from, until }) => ({ from, until })),
    reason,
  });
}

/**
 * Whoever reads the old mailbox can read nothing of ours any more: links of every kind end, and with them the sessions
 * that they opened. The next mail brings new links to the new one. What else was asked about the old address is looked
 * at again.
 */
async function leaveOldAddress(
  tx: Prisma.TransactionClient,
  organizationId: string,
  newAddress: string,
  at: Instant,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE links SET revoked_at = ${at}::timestamptz
    WHERE organization_id = ${organizationId}::uuid AND revoked_at IS NULL AND recipient <> ${newAddress}`;
  const asked = await tx.organizationRequest.findMany({
    where: { organizationId, kind: 'contact-change', state: { in: ['open', 'awaiting-confirmation'] } },
    select: { id: true },
  });
  await markBehind(
    tx,
    asked.map(({ id }) => ({ kind: 'request', subjectId: id })),
    at,
  );
}

async function touch(tx: Prisma.TransactionClient, change: Change): Promise<void> {
  await tx.organization.update({ where: { id: change.organizationId }, data: raised(change) });
}

function raised({ at }: Change) {
  return { version: { increment: 1 }, updatedAt: at } as const;
}

/** Every change ends with its event. Escalations whose cause the change has ended are closed with it. */
export async function appendEvent(
  tx: Prisma.TransactionClient,
  { organizationId, actor, requestId, commandId = null, at, today }: Change,
  type: OrganizationEventType,
  data: object,
): Promise<void> {
  await tx.organizationEvent.create({
    data: { id: newId(), organizationId, at, actor, type, requestId, commandId, data },
  });
  await closeEscalationsOvercome(tx, organizationId, at, today);
}
