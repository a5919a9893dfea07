import type { ReferralState } from '../../../domain/referral/state';
import type { Tx } from '../database/transaction';

/**
 * How many leads in a row the organization has left unanswered. This includes the referral's own lead, whose contact
 * deadline has come now. A lead is answered when the organization has recorded anything, or a coordinator has for it.
 * Many deadlines fall on the same instant. So each count waits for the one before it. Otherwise none of them would see
 * the misses of the others.
 */
export async function unansweredInARow(tx: Tx, { assignment }: ReferralState): Promise<number> {
  if (assignment === null) return 0;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('unanswered'), hashtext(${assignment.organizationId}))`;
  const [row] = await tx.$queryRaw<{ in_a_row: number }[]>`
    WITH leads_sent AS (
      SELECT a.id, a.sent_at, EXISTS (
          SELECT 1 FROM referral_events e WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id
            AND e.actor IN ('assister', 'coordinator') AND e.type <> 'opened') AS answered,
        a.id = ${assignment.id}::uuid OR EXISTS (SELECT 1 FROM milestones m WHERE m.assignment_id = a.id
          AND m.name = 'contact' AND m.breached_at IS NOT NULL) AS missed
      FROM assignments a WHERE a.organization_id = ${assignment.organizationId}::uuid AND a.sent_at IS NOT NULL
    )
    SELECT count(*)::int AS in_a_row FROM leads_sent l
    WHERE l.missed AND NOT l.answered AND l.sent_at > COALESCE(
      (SELECT max(s.sent_at) FROM leads_sent s WHERE s.answered), '-infinity'::timestamptz)`;
  return row?.in_a_row ?? 0;
}
