import type { Outbox, OutboxMessage } from '../../../activities/follow/ports';
import type { PrismaClient } from '../generated/client';

export function createOutbox(prisma: PrismaClient): Outbox {
  return {
    async find(messageId) {
      const [row] = await prisma.$queryRaw<OutboxMessage[]>`
        SELECT id, kind, "order", state, referral_id AS "referralId",
          assignment_id AS "assignmentId", escalation_id AS "escalationId", report_id AS "reportId",
          request_id AS "requestId", organization_id AS "organizationId"
        FROM messages WHERE id = ${messageId}::uuid`;
      if (row === undefined) throw new Error(`no message ${messageId}`);
      return row;
    },

    async claim(messageId, { recipient }) {
      const [claimed] = await prisma.$queryRaw<{ mayHaveIt: boolean }[]>`
        WITH before AS (
          SELECT id, in_doubt FROM messages WHERE id = ${messageId}::uuid AND state = 'pending' FOR UPDATE
        )
        UPDATE messages m SET attempts = attempts + 1, in_doubt = true, recipient = COALESCE(${recipient}, recipient)
        FROM before WHERE m.id = before.id RETURNING before.in_doubt AS "mayHaveIt"`;
      return claimed ?? null;
    },
  };
}
