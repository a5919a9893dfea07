import type { LeadStore, ReceivedLead } from '../../../api/ports';
import { DomainError } from '../../../domain/errors';
import type { Prisma, PrismaClient } from '../generated/client';
import { completeClaim } from './idempotency-store';
import { sayingWhenDown } from './outages';

type Sql = PrismaClient | Prisma.TransactionClient;

/** A lead arrives as one statement: it is there with its referral and its first event, or not at all. */
export function createLeadStore(prisma: PrismaClient): LeadStore {
  return sayingWhenDown<LeadStore>({
    async receive(received, kept) {
      const stored =
        kept === null
          ? await insert(prisma, received)
          : await prisma.$transaction(async (tx) => {
              if (!(await insert(tx, received))) return false;
              if (!(await completeClaim(tx, kept.claim, kept.answer))) {
                throw new DomainError('idempotency-key-in-progress', 'Another request took this key over.');
              }
              return true;
            });
      if (stored) return { outcome: 'stored' };
      const { externalId } = received.lead;
      const existing = await prisma.lead.findUniqueOrThrow({ where: { externalId }, select: { id: true } });
      return { outcome: 'duplicate', referralId: existing.id };
    },
  });
}

/** False when the external id is known already. Waits for whoever is storing the same one right now. */
async function insert(sql: Sql, received: ReceivedLead): Promise<boolean> {
  const { id, lead, assisterType, assisterTypeRule, at } = received;
  const rows = await sql.$queryRaw<{ id: string }[]>`
    WITH lead AS (
      INSERT INTO leads (id, external_id, body, created_at)
      VALUES (${id}::uuid, ${lead.externalId}, ${JSON.stringify(lead)}::jsonb, ${at}::timestamptz)
      ON CONFLICT (external_id) DO NOTHING RETURNING id
    ), event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, status, data)
      SELECT id, 1, 'received', ${at}::timestamptz, 'crm', 'received', '{}'::jsonb FROM lead
    )
    INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
      created_at, updated_at)
    SELECT id, 'received', ${assisterType}, ${assisterTypeRule}, ${lead.address.countyFips},
      ${lead.consumer.preferredLanguage}, 1, ${at}::timestamptz, ${at}::timestamptz
    FROM lead RETURNING id`;
  return rows.length === 1;
}
