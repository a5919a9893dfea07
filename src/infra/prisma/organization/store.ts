import type {
  OrganizationChanges,
  OrganizationFields,
  OrganizationRecord,
  OrganizationStore,
} from '../../../api/organization/ports';
import { DomainError } from '../../../domain/errors';
import type { Zone } from '../../../domain/time';
import type { Prisma, PrismaClient } from '../generated/client';
import { appendEvent, applyEffect, lockOrganization, setFields, byExchange } from './changes';
import { absenceColumns, toEventView, toRecord, withAbsences } from './rows';
import { sayingWhenDown } from '../database/outages';

/**
 * Everything here is done by the exchange itself. What organizations ask for comes through requests. `zone`: the
 * program's.
 */
export function createOrganizationStore(prisma: PrismaClient, zone: Zone): OrganizationStore {
  return sayingWhenDown<OrganizationStore>({
    find: (id) => find(prisma, id),

    async list({ type, status, countyFips }, { after, limit }) {
      const rows = await prisma.organization.findMany({
        where: {
          ...(type === undefined ? {} : { type }),
          ...(status === undefined ? {} : { status }),
          ...(countyFips === undefined ? {} : { counties: { has: countyFips } }),
          ...(after === null ? {} : { id: { lt: after } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        include: withAbsences,
      });
      return rows.map(toRecord);
    },

    create: (id, fields, at, commandId = null) =>
      prisma.$transaction(async (tx) => {
        const first = await firstDone(tx, commandId);
        if (first !== null) return first;
        const { absences, counties, languages, ...rest } = fields;
        const suspendedBy = fields.status === 'suspended' ? 'exchange' : null;
        await tx.organization.create({
          data: {
            id,
            ...rest,
            counties: [...counties],
            languages: [...languages],
            suspendedBy,
            absences: { create: absences.map(absenceColumns) },
            createdAt: at,
            updatedAt: at,
          },
        });
        await appendEvent(tx, byExchange(zone, id, at, commandId), 'created', { after: fields });
        return existing(tx, id);
      }),

    change: (id, changes, expectedVersion, at, commandId = null) =>
      prisma.$transaction(async (tx) => {
        const current = await lockOrganization(tx, id);
        if (current === null) return null;
        const first = await firstDone(tx, commandId);
        if (first !== null) return first;
        if (expectedVersion !== null && expectedVersion !== current.version) {
          throw new DomainError('version-conflict', `The current version is ${current.version}.`);
        }
        const before = await existing(tx, id);
        const fields = given(changes);
        await setFields(tx, current, columnsOf(fields), byExchange(zone, id, at, commandId), {
          before: pick(before, fields),
          after: fields,
        });
        if (fields.absences !== undefined) {
          await tx.absence.deleteMany({ where: { organizationId: id, kind: 'absence' } });
          const rows = fields.absences.map((absence) => ({ ...absenceColumns(absence), organizationId: id }));
          await tx.absence.createMany({ data: rows });
        }
        return existing(tx, id);
      }),

    suspendOrResume: (id, effect, reason, at, commandId = null) =>
      prisma.$transaction(async (tx) => {
        const organization = await lockOrganization(tx, id);
        if (organization === null) return null;
        const first = await firstDone(tx, commandId);
        if (first !== null) return first;
        await applyEffect(tx, organization, effect, reason, byExchange(zone, id, at, commandId));
        return existing(tx, id);
      }),

    async events(id, { after, limit }) {
      const rows = await prisma.organizationEvent.findMany({
        where: { organizationId: id, ...(after === null ? {} : { id: { lt: after } }) },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(toEventView);
    },
  });
}

type Tx = Prisma.TransactionClient;

async function find(prisma: PrismaClient | Tx, id: string): Promise<OrganizationRecord | null> {
  const row = await prisma.organization.findUnique({ where: { id }, include: withAbsences });
  return row === null ? null : toRecord(row);
}

async function existing(tx: Tx, id: string): Promise<OrganizationRecord> {
  const record = await find(tx, id);
  if (record === null) throw new Error(`organization ${id} is gone`);
  return record;
}

/** The organization of a request that was done before, by a process that died before it could answer. */
async function firstDone(tx: Tx, commandId: string | null): Promise<OrganizationRecord | null> {
  if (commandId === null) return null;
  const event = await tx.organizationEvent.findUnique({ where: { commandId } });
  return event === null ? null : existing(tx, event.organizationId);
}

/** Only the fields that were sent. */
function given(changes: OrganizationChanges): Partial<OrganizationFields> {
  const entries: [string, unknown][] = Object.entries(changes);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function pick(record: OrganizationRecord, fields: Partial<OrganizationFields>) {
  const names = Object.keys(fields) as (keyof OrganizationFields)[];
  return Object.fromEntries(names.map((name) => [name, record[name]]));
}

/** A suspension that is set here is imposed by the exchange. */
function columnsOf({ absences: _absences, status, ...fields }: Partial<OrganizationFields>) {
  if (status === undefined) return fields;
  return { ...fields, status, suspendedBy: status === 'suspended' ? ('exchange' as const) : null };
}
