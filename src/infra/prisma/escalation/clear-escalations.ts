import { subjectKey, type EscalationSubject } from '../../../domain/escalation/subject';
import type { Instant } from '../../../domain/time';
import type { EscalationReason } from '../../../domain/vocabulary';
import type { Tx } from '../database/transaction';

export interface Overcome {
  readonly referralId: string;
  /** Every reason, for a referral that is closed. */
  readonly reasons: readonly EscalationReason[] | 'all';
}

/**
 * Causes are gone for these referrals. An escalation that concerns no referral any more closes by itself. The rows are
 * locked first, so that the last two referrals cannot each think that the other one is left. What concerns an
 * organization, a request, a report or a season closes with those, whatever becomes of a referral.
 */
export async function clearEscalations(tx: Tx, overcome: readonly Overcome[], at: Instant): Promise<void> {
  if (overcome.length === 0) return;
  const gone = JSON.stringify(
    overcome.map(({ referralId, reasons }) => ({ referralId, reasons: reasons === 'all' ? null : reasons })),
  );
  const open = await tx.$queryRaw<{ escalation_id: string; referral_id: string }[]>`
    SELECT l.escalation_id, l.referral_id FROM jsonb_to_recordset(${gone}::jsonb) AS g("referralId" uuid, reasons jsonb)
    JOIN escalation_referrals l ON l.referral_id = g."referralId" AND l.cleared_at IS NULL
    JOIN escalations e ON e.id = l.escalation_id
    WHERE e.state = 'open' AND e.request_id IS NULL AND e.report_id IS NULL AND e.season_id IS NULL
      AND (g.reasons IS NULL OR jsonb_typeof(g.reasons) = 'null' OR g.reasons ? e.reason)
    ORDER BY e.id FOR UPDATE OF e`;
  if (open.length === 0) return;
  const escalations = open.map(({ escalation_id }) => escalation_id);
  const referrals = open.map(({ referral_id }) => referral_id);
  await tx.$executeRaw`
    UPDATE escalation_referrals l SET cleared_at = ${at}::timestamptz
    FROM unnest(${escalations}::uuid[], ${referrals}::uuid[]) AS o(escalation_id, referral_id)
    WHERE l.escalation_id = o.escalation_id AND l.referral_id = o.referral_id`;
  await tx.$executeRaw`
    UPDATE escalations e SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    WHERE e.id = ANY (${escalations}::uuid[]) AND e.organization_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM escalation_referrals l WHERE l.escalation_id = e.id AND l.cleared_at IS NULL)`;
}

/** The cause itself is gone: a request was answered, a report is complete. Does nothing when nothing is open for it. */
export async function closeEscalationsOf(
  tx: Tx,
  reason: EscalationReason,
  subjects: readonly EscalationSubject[],
  at: Instant,
): Promise<void> {
  if (subjects.length === 0) return;
  await tx.$executeRaw`
    UPDATE escalations SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    WHERE state = 'open' AND reason = ${reason} AND subject = ANY (${subjects.map(subjectKey)}::text[])`;
}
