import type { EscalationStore } from '../../../api/escalation/ports';
import { LISTED_REFERRALS, type EscalationView } from '../../../api/escalation/schema';
import { DomainError } from '../../../domain/errors';
import { instant } from '../../../domain/time';
import { readEscalationRows, type EscalationRow } from './rows';
import { Prisma, type PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';
import { orNull } from '../database/instants';

export function createEscalationStore(
  prisma: PrismaClient,
  countyName: (fips: string) => string,
): EscalationStore {
  const read = async (condition: Prisma.Sql, limit: number): Promise<EscalationView[]> => {
    const order = Prisma.sql`e.id DESC`;
    const rows = await readEscalationRows(prisma, { condition, order, limit, listed: LISTED_REFERRALS });
    return rows.map((row) => toView(row, countyName));
  };
  const find = async (id: string): Promise<EscalationView | null> => {
    const [found] = await read(Prisma.sql`e.id = ${id}::uuid`, 1);
    return found ?? null;
  };
  return sayingWhenDown<EscalationStore>({
    find,

    list({ state, reason }, { after, limit }) {
      const conditions = [
        after !== null && Prisma.sql`e.id < ${after}::uuid`,
        state !== undefined && Prisma.sql`e.state = ${state}`,
        reason !== undefined && Prisma.sql`e.reason = ${reason}`,
      ].filter((condition) => condition !== false);
      return read(conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND '), limit);
    },

    async resolve(id, { note, by, at, eventId }) {
      const count = await prisma.$transaction(async (tx) => {
        const updated = await tx.escalation.updateMany({
          where: { id, state: 'open' },
          data: { state: 'resolved', note, resolvedBy: by, resolvedAt: at },
        });
        if (eventId === undefined) return updated.count;
        if (updated.count === 0)
          return tx.escalationEvent.count({ where: { id: eventId, escalationId: id } });
        await tx.escalationEvent.create({
          data: { id: eventId, escalationId: id, at, actor: by, type: 'close', data: { note } },
        });
        return updated.count;
      });
      return changed(count, await find(id));
    },

    async assign(id, { eventId, owner, by, at }) {
      const count = await prisma.$transaction(async (tx) => {
        const updated = await tx.escalation.updateMany({ where: { id, state: 'open' }, data: { owner } });
        if (updated.count === 1) {
          await tx.escalationEvent.create({
            data: { id: eventId, escalationId: id, at, actor: by, type: 'assigned', data: { owner } },
          });
        }
        return updated.count;
      });
      return changed(count, await find(id));
    },
  });
}

function changed(count: number, escalation: EscalationView | null): EscalationView | null {
  if (count === 0 && escalation !== null) {
    throw new DomainError('escalation-closed', 'The escalation is closed already.');
  }
  return escalation;
}

function toView(row: EscalationRow, countyName: (fips: string) => string): EscalationView {
  const { id, reason, subject, state, owner, occurrences, note } = row;
  const { organization_id: organizationId, organization_name: name } = row;
  return {
    id,
    reason,
    subject,
    state,
    owner,
    occurrences,
    note,
    organization: organizationId === null || name === null ? null : { id: organizationId, name },
    county: row.county_fips === null ? null : countyName(row.county_fips),
    assisterType: row.assister_type,
    requestId: row.request_id,
    openedAt: instant(row.opened_at),
    dueAt: instant(row.due_at),
    referralCount: row.referral_count,
    referralIds: row.referral_ids,
    resolvedAt: orNull(row.resolved_at),
  };
}
