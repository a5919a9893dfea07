import type { EscalationStore } from '../../../api/ports';
import { LISTED_REFERRALS, type EscalationView } from '../../../api/schemas/escalation-view';
import { DomainError } from '../../../domain/errors';
import { instant } from '../../../domain/time';
import { Prisma, type PrismaClient } from '../generated/client';
import { sayingWhenDown } from './outages';
import { orNull } from './referral-rows';

export function createEscalationStore(prisma: PrismaClient): EscalationStore {
  const find = async (id: string): Promise<EscalationView | null> => {
    const [found] = await readEscalations(prisma, Prisma.sql`e.id = ${id}::uuid`, 1);
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
      const condition = conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
      return readEscalations(prisma, condition, limit);
    },

    async resolve(id, { note, by, at }) {
      const { count } = await prisma.escalation.updateMany({
        where: { id, state: 'open' },
        data: { state: 'resolved', note, resolvedBy: by, resolvedAt: at },
      });
      const escalation = await find(id);
      if (count === 0 && escalation !== null) {
        throw new DomainError('escalation-closed', 'The escalation is closed already.');
      }
      return escalation;
    },
  });
}

interface EscalationRow {
  id: string;
  reason: EscalationView['reason'];
  subject: string;
  state: EscalationView['state'];
  opened_at: Date;
  due_at: Date;
  owner: string;
  resolved_at: Date | null;
  note: string | null;
  referral_count: number;
  referral_ids: string[];
}

/** An open escalation counts what it still concerns; a closed one all that it concerned. */
async function readEscalations(
  prisma: PrismaClient,
  condition: Prisma.Sql,
  limit: number,
): Promise<EscalationView[]> {
  const rows = await prisma.$queryRaw<EscalationRow[]>`
    SELECT e.id, e.reason, e.subject, e.state, e.opened_at, e.due_at, e.owner, e.resolved_at, e.note,
      concerned.referral_count, concerned.referral_ids
    FROM escalations e
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS referral_count,
        COALESCE((array_agg(k.referral_id::text ORDER BY k.referral_id))[1:${LISTED_REFERRALS}::int], '{}')
          AS referral_ids
      FROM escalation_referrals k
      WHERE k.escalation_id = e.id AND (e.state <> 'open' OR k.cleared_at IS NULL)
    ) concerned
    WHERE ${condition} ORDER BY e.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    ...{ id: row.id, reason: row.reason, subject: row.subject, state: row.state, owner: row.owner },
    openedAt: instant(row.opened_at),
    dueAt: instant(row.due_at),
    referralCount: row.referral_count,
    referralIds: row.referral_ids,
    resolvedAt: orNull(row.resolved_at),
    note: row.note,
  }));
}
