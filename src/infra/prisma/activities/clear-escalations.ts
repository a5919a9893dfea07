import type { Instant } from '../../../domain/time';
import type { EscalationReason } from '../../../domain/vocabulary';
import type { Prisma } from '../generated/client';

/** What an escalation is about, as `escalations.subject` has it. */
export type EscalationSubjectKey =
  | `referral:${string}`
  | `organization:${string}`
  | `request:${string}`
  | `report:${string}`
  | `season:${string}`
  | `gap:${string}/${string}`
  | 'service';

export interface EscalationCause {
  readonly reason: EscalationReason;
  readonly subject: EscalationSubjectKey;
}

/**
 * The cause is gone for this referral. An escalation that concerns no referral any more closes by itself. Its row is
 * locked first, so that the last two referrals cannot each think that the other one is left. What concerns an
 * organization or a request closes with those, whatever becomes of a referral.
 */
export async function clearEscalations(
  tx: Prisma.TransactionClient,
  referralId: string,
  reasons: readonly EscalationReason[] | 'all',
  at: Instant,
): Promise<void> {
  const all = reasons === 'all';
  const open = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM escalations e
    WHERE e.state = 'open' AND e.request_id IS NULL AND e.report_id IS NULL AND e.season_id IS NULL AND (${all} OR e.reason = ANY (${all ? [] : reasons}::text[]))
      AND e.id IN (SELECT escalation_id FROM escalation_referrals
        WHERE referral_id = ${referralId}::uuid AND cleared_at IS NULL)
    ORDER BY e.id FOR UPDATE`;
  if (open.length === 0) return;
  const ids = open.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE escalation_referrals SET cleared_at = ${at}::timestamptz
    WHERE referral_id = ${referralId}::uuid AND escalation_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`
    UPDATE escalations e SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    WHERE e.id = ANY (${ids}::uuid[]) AND e.organization_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM escalation_referrals l WHERE l.escalation_id = e.id AND l.cleared_at IS NULL)`;
}

/** The cause itself is gone: a request was answered, a gap is closed. Does nothing when nothing is open for it. */
export async function closeEscalationsOf(
  tx: Prisma.TransactionClient,
  { reason, subject }: EscalationCause,
  at: Instant,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE escalations SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    WHERE state = 'open' AND reason = ${reason} AND subject = ${subject}`;
}
