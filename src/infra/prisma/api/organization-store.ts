import { v7 as newId } from 'uuid';
import type {
  AbsenceFields,
  OrganizationFields,
  OrganizationRecord,
  OrganizationStore,
} from '../../../api/ports';
import { DomainError } from '../../../domain/errors';
import { instant, type LocalDate } from '../../../domain/time';
import type { Absence, Organization, Prisma, PrismaClient } from '../generated/client';
import { sayingWhenDown } from './outages';

const withAbsences = {
  absences: { orderBy: [{ from: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.OrganizationInclude;

export function createOrganizationStore(prisma: PrismaClient): OrganizationStore {
  return sayingWhenDown<OrganizationStore>({
    async find(id) {
      const row = await prisma.organization.findUnique({ where: { id }, include: withAbsences });
      return row === null ? null : toRecord(row);
    },

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

    async create(id, { absences, ...fields }, at) {
      const row = await prisma.organization.create({
        data: {
          id,
          ...columns(fields),
          absences: { create: absences.map(absenceColumns) },
          createdAt: at,
          updatedAt: at,
        },
        include: withAbsences,
      });
      return toRecord(row);
    },

    change: (id, { absences, ...fields }, expectedVersion, at) =>
      prisma.$transaction(async (tx) => {
        // The row's lock makes what follows one step, whoever else changes it.
        const [current] = await tx.$queryRaw<{ version: number }[]>`
          SELECT version FROM organizations WHERE id = ${id}::uuid FOR UPDATE`;
        if (current === undefined) return null;
        if (expectedVersion !== null && expectedVersion !== current.version) {
          throw new DomainError('version-conflict', `The current version is ${current.version}.`);
        }
        const row = await tx.organization.update({
          where: { id },
          data: {
            ...columns(fields),
            ...(fields.contactEmail === undefined ? {} : { contactVerified: true }),
            ...(absences === undefined
              ? {}
              : { absences: { deleteMany: {}, create: absences.map(absenceColumns) } }),
            version: { increment: 1 },
            updatedAt: at,
          },
          include: withAbsences,
        });
        return toRecord(row);
      }),
  });
}

/** Prisma wants arrays that it may change. */
function columns<Fields extends Partial<Omit<OrganizationFields, 'absences'>>>({
  counties,
  languages,
  ...rest
}: Fields) {
  return {
    ...rest,
    ...(counties === undefined ? {} : { counties: [...counties] }),
    ...(languages === undefined ? {} : { languages: [...languages] }),
  };
}

function absenceColumns({ from, until, reason }: AbsenceFields) {
  return { id: newId(), from: new Date(from), until: until === null ? null : new Date(until), reason };
}

function toRecord(row: Organization & { absences: Absence[] }): OrganizationRecord {
  const { lastAssignedAt: _last, type, status, createdAt, updatedAt, absences, ...rest } = row;
  return {
    ...rest,
    // Closed lists: only the API writes these columns.
    type: type as OrganizationRecord['type'],
    status: status as OrganizationRecord['status'],
    absences: absences.map(({ from, until, reason }) => ({
      from: day(from),
      until: until === null ? null : day(until),
      reason,
    })),
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
  };
}

/** A `date` column comes as midnight UTC of its day. */
function day(date: Date): LocalDate {
  return date.toISOString().slice(0, 10) as LocalDate;
}
