import type { LeadStore, ReceivedLead, CurrentLead, StoredLead } from '../../../api/referral/lead-ports';
import { consumerKeys } from '../../../domain/referral/consumer-keys';
import { DomainError } from '../../../domain/errors';
import type { Prisma, PrismaClient } from '../generated/client';
import { inTransaction } from '../database/transaction';
import { referralWorkflowId } from '../../../workflows/ids';
import { completeClaim } from '../http/idempotency-store';
import { sayingWhenDown } from '../database/outages';

type Sql = PrismaClient | Prisma.TransactionClient;

/** A lead is stored by one statement. It is there with its referral and its first event, or not at all. */
export function createLeadStore(prisma: PrismaClient): LeadStore {
  return sayingWhenDown<LeadStore>({
    async receive(received, kept) {
      const stored =
        kept === null
          ? await insert(prisma, received)
          : await inTransaction(prisma, async (tx) => {
              const inserted = await insert(tx, received);
              if (inserted === null) return null;
              if (!(await completeClaim(tx, kept.claim, kept.answer(inserted)))) {
                throw new DomainError('idempotency-key-in-progress', 'Another request took this key over.');
              }
              return inserted;
            });
      if (stored !== null) return { outcome: 'stored', ...stored };
      const { externalId } = received.lead;
      const existing = await prisma.lead.findUniqueOrThrow({ where: { externalId }, select: { id: true } });
      return { outcome: 'duplicate', referralId: existing.id };
    },

    async find(referralId) {
      const [found] = await prisma.$queryRaw<CurrentLead[]>`
        SELECT l.body AS lead, r.assister_type AS "assisterType", r.assister_type_rule AS "assisterTypeRule", r.version
        FROM leads l JOIN referrals r ON r.id = l.id WHERE l.id = ${referralId}::uuid`;
      return found ?? null;
    },
  });
}

/** Null when the external id is known already. Waits for another request that is storing the same one. */
async function insert(sql: Sql, received: ReceivedLead): Promise<StoredLead | null> {
  const { id, lead, assisterType, assisterTypeRule, carriedPolicy, sameConsumerDays, at } = received;
  const { countyFips, county: countyName } = lead.address;
  const event = JSON.stringify({ need: { assisterType, countyFips, countyName }, carriedPolicy });
  const { phone, email, name } = consumerKeys(lead.consumer);
  const rows = await sql.$queryRaw<StoredLead[]>`
    WITH lead AS (
      INSERT INTO leads (id, external_id, body, created_at, consumer_phone, consumer_email, consumer_name)
      VALUES (${id}::uuid, ${lead.externalId}, ${JSON.stringify(lead)}::jsonb, ${at}::timestamptz, ${phone}, ${email},
        ${name})
      ON CONFLICT (external_id) DO NOTHING RETURNING id
    ), event AS (
      INSERT INTO referral_events (referral_id, seq, type, at, actor, status, data)
      SELECT id, 1, 'received', ${at}::timestamptz, 'crm', 'received', ${event}::jsonb FROM lead
    ), follower AS (
      INSERT INTO followers (workflow_id, kind, subject_id, behind_since)
      SELECT ${referralWorkflowId(id)}, 'referral', id, ${at}::timestamptz FROM lead
    )
    INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version,
      same_consumer_as, created_at, updated_at)
    SELECT id, 'received', ${assisterType}, ${assisterTypeRule}, ${lead.address.countyFips},
      ${lead.consumer.preferredLanguage}, 1, (
        SELECT other.id FROM leads known JOIN referrals other ON other.id = known.id
        WHERE known.consumer_name = ${name} AND (known.consumer_phone = ${phone} OR known.consumer_email = ${email})
          AND (other.status NOT IN ('resolved', 'withdrawn') OR (other.status = 'resolved'
            AND other.updated_at > ${at}::timestamptz - make_interval(days => ${sameConsumerDays}::int)))
        ORDER BY other.status IN ('resolved'), known.created_at DESC LIMIT 1),
      ${at}::timestamptz, ${at}::timestamptz
    FROM lead RETURNING same_consumer_as AS "sameConsumerAs"`;
  return rows[0] ?? null;
}
