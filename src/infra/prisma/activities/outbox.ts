import type { ClaimedMessage, Outbox } from '../../../activities/ports';
import { v7 as uuidv7 } from 'uuid';
import type { PrismaClient } from '../generated/client';

/** A row for each mail before SMTP is touched; its key makes it one, its id makes its Message-ID. */
export function createOutbox(prisma: PrismaClient): Outbox {
  return {
    async claim({ key, kind, recipient, referralId, escalationId, reportId, organizationId, at }) {
      const rows = await prisma.$queryRaw<ClaimedMessage[]>`
        INSERT INTO messages (id, key, kind, referral_id, escalation_id, report_id, organization_id,
          recipient, state, attempts, created_at)
        VALUES (${uuidv7()}::uuid, ${`${key}/${recipient}`}, ${kind}, ${referralId}::uuid, ${escalationId}::uuid, ${reportId ?? null}::uuid,
          ${organizationId}::uuid, ${recipient}, 'pending', 1, ${at}::timestamptz)
        ON CONFLICT (key) DO UPDATE SET attempts = messages.attempts + 1
        RETURNING id, state`;
      const row = rows[0];
      if (row === undefined) throw new Error('the message was neither made nor found');
      return row;
    },

    async record(messageId, answer, at) {
      const state = answer.outcome === 'deferred' ? 'pending' : answer.outcome;
      const sentAt = answer.outcome === 'sent' ? at : null;
      await prisma.$executeRaw`
        UPDATE messages SET state = ${state}, server_response = ${answer.response}, sent_at = ${sentAt}::timestamptz
        WHERE id = ${messageId}::uuid`;
    },
  };
}
