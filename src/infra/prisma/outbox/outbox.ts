import type { Outbox, OutboxMessage } from '../../../activities/follow/ports';
import { Prisma, type PrismaClient } from '../generated/client';

/**
 * A paused season sends nothing, and one that was ended sends no report that is not out. Asked again when an attempt
 * begins, because the plan that named the mail may be older than the pause.
 */
const IS_HELD = Prisma.sql`EXISTS (
  SELECT 1 FROM seasons s WHERE s.id = COALESCE(
      (SELECT p.season_id FROM reports r JOIN report_periods p ON p.id = r.period_id WHERE r.id = messages.report_id),
      (messages."order" ->> 'seasonId')::uuid)
    AND ((s.state = 'paused' AND messages."order" ->> 'mail' IN ('report', 'report-chase', 'season-summary'))
      OR (s.state = 'ended' AND messages."order" ->> 'mail' = 'report' AND NOT messages.in_doubt)))`;

export function createOutbox(prisma: PrismaClient): Outbox {
  return {
    async find(messageId) {
      const [row] = await prisma.$queryRaw<OutboxMessage[]>`
        SELECT id, kind, "order", state, referral_id AS "referralId",
          assignment_id AS "assignmentId", escalation_id AS "escalationId", report_id AS "reportId",
          request_id AS "requestId", organization_id AS "organizationId"
        FROM messages WHERE id = ${messageId}::uuid`;
      return row ?? null;
    },

    async claim(messageId, { recipient }) {
      const [claimed] = await prisma.$queryRaw<{ mayHaveIt: boolean }[]>`
        WITH before AS (
          SELECT id, in_doubt FROM messages WHERE id = ${messageId}::uuid AND state = 'pending' AND NOT (${IS_HELD}) FOR UPDATE
        )
        UPDATE messages m SET attempts = attempts + 1, in_doubt = true, recipient = COALESCE(${recipient}, recipient)
        FROM before WHERE m.id = before.id RETURNING before.in_doubt AS "mayHaveIt"`;
      return claimed ?? null;
    },
  };
}
