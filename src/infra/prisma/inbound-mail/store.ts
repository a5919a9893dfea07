import type { InboundMailRecord, InboundMailStore, OurMessage } from '../../../api/inbound-mail/ports';
import { instant } from '../../../domain/time';
import type { InboundMail, PrismaClient } from '../generated/client';
import { sayingWhenDown } from './outages';

export function createInboundMailStore(prisma: PrismaClient): InboundMailStore {
  const find = async (digest: string): Promise<InboundMailRecord | null> => {
    const row = await prisma.inboundMail.findUnique({ where: { digest } });
    return row === null ? null : toRecord(row);
  };
  return sayingWhenDown<InboundMailStore>({
    find,

    async firstMessage(ids) {
      // The assignment stands in the message's key: `referral-<id>/<assignment>/<kind>`.
      const [message] = await prisma.$queryRaw<OurMessage[]>`
        SELECT m.id, m.kind, m.referral_id AS "referralId", a.id AS "assignmentId",
          COALESCE(m.organization_id, a.organization_id) AS "organizationId"
        FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS named(id, place)
        JOIN messages m ON m.id = named.id
        LEFT JOIN assignments a ON a.referral_id = m.referral_id AND a.id::text = split_part(m.key, '/', 2)
        ORDER BY named.place LIMIT 1`;
      return message ?? null;
    },

    async organizationsAt(address) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT id FROM organizations WHERE lower(contact_email) = lower(${address}) ORDER BY id LIMIT 10`;
      return rows.map(({ id }) => id);
    },

    async keep(digest, { receivedAt, ...record }) {
      await prisma.inboundMail.createMany({
        data: [{ ...record, digest, receivedAt }],
        skipDuplicates: true,
      });
      const kept = await find(digest);
      if (kept === null) throw new Error('the mail was neither kept nor found');
      return kept;
    },
  });
}

function toRecord({ digest: _digest, kind, receivedAt, ...row }: InboundMail): InboundMailRecord {
  // A closed list: only this store writes the column.
  return { ...row, kind: kind as InboundMailRecord['kind'], receivedAt: instant(receivedAt) };
}
