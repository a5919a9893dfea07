import { v7 as newId } from 'uuid';
import type { AbsenceFields, OrganizationRecord } from '../../../api/organization/ports';
import type { OrganizationEventView } from '../../../api/organization/event-schema';
import { instant } from '../../../domain/time';
import { dayOf } from '../database/days';
import type { Absence, Organization, OrganizationEvent, Prisma } from '../generated/client';

export const withAbsences = {
  absences: { orderBy: [{ from: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.OrganizationInclude;

export function absenceColumns({ from, until, reason }: AbsenceFields) {
  return { id: newId(), from: new Date(from), until: until === null ? null : new Date(until), reason };
}

export function toRecord(row: Organization & { absences: Absence[] }): OrganizationRecord {
  const {
    lastAssignedAt: _last,
    given: _given,
    leadsOn: _leadsOn,
    leadsByDay: _leadsByDay,
    type,
    status,
    suspendedBy,
    createdAt,
    updatedAt,
    absences,
    ...rest
  } = row;
  return {
    ...rest,
    // Closed lists, because only the service writes these columns.
    type: type as OrganizationRecord['type'],
    status: status as OrganizationRecord['status'],
    suspendedBy: suspendedBy as OrganizationRecord['suspendedBy'],
    absences: absences.filter(({ kind }) => kind === 'absence').map(days),
    suspensions: absences
      .filter(({ kind }) => kind === 'suspension')
      .map((row) => ({ ...days(row), imposedBy: row.imposedBy as 'exchange' | 'organization' })),
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
  };
}

function days({ from, until, reason }: Absence): AbsenceFields {
  return { from: dayOf(from), until: until === null ? null : dayOf(until), reason };
}

export function toEventView(row: OrganizationEvent): OrganizationEventView {
  return {
    id: row.id,
    at: instant(row.at),
    requestId: row.requestId,
    actor: row.actor as OrganizationEventView['actor'],
    type: row.type as OrganizationEventView['type'],
    data: row.data as OrganizationEventView['data'],
  };
}
