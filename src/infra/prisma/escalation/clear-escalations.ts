import { CLOSED_BY_REFERRALS, reasonsClosedWith } from '../../../domain/escalation/closing';
import type { EscalationKind } from '../../../domain/escalation/kind';
import { storedAs } from '../../../domain/escalation/stored';
import { subjectKey, type EscalationSubject } from '../../../domain/escalation/subject';
import type { Instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';

export interface Overcome {
  readonly referralId: string;
  readonly kinds: readonly EscalationKind[];
}

/**
 * Notes that causes are gone for these referrals. An escalation that no longer concerns any referral closes by itself.
 * The rows are locked first. Otherwise each of the last two referrals could think that the other one is left. An
 * escalation stays open if the table of escalations closes it with something other than its referrals.
 */
export async function clearEscalations(tx: Tx, overcome: readonly Overcome[], at: Instant): Promise<void> {
  if (overcome.length === 0) return;
  const gone = JSON.stringify(
    overcome.map(({ referralId, kinds }) => ({ referralId, causes: kinds.map(storedAs) })),
  );
  const open = await tx.$queryRaw<{ escalation_id: string; referral_id: string }[]>`
    SELECT l.escalation_id, l.referral_id FROM jsonb_to_recordset(${gone}::jsonb) AS g("referralId" uuid, causes jsonb)
    JOIN escalation_referrals l ON l.referral_id = g."referralId" AND l.cleared_at IS NULL
    JOIN escalations e ON e.id = l.escalation_id
    WHERE e.state = 'open' AND g.causes ? (e.reason || '/' || split_part(e.subject, ':', 1))
    ORDER BY e.id FOR UPDATE OF e`;
  if (open.length === 0) return;
  const escalations = open.map(({ escalation_id }) => escalation_id);
  const referrals = open.map(({ referral_id }) => referral_id);
  const closing = CLOSED_BY_REFERRALS.map(storedAs);
  await tx.$executeRaw`
    UPDATE escalation_referrals l SET cleared_at = ${at}::timestamptz
    FROM unnest(${escalations}::uuid[], ${referrals}::uuid[]) AS o(escalation_id, referral_id)
    WHERE l.escalation_id = o.escalation_id AND l.referral_id = o.referral_id`;
  await tx.$executeRaw`
    UPDATE escalations e SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    WHERE e.id = ANY (${escalations}::uuid[])
      AND (e.reason || '/' || split_part(e.subject, ':', 1)) = ANY (${closing}::text[])
      AND NOT EXISTS (SELECT 1 FROM escalation_referrals l WHERE l.escalation_id = e.id AND l.cleared_at IS NULL)`;
}

/** Closes the open escalations, if any, of a request that was answered or of a report that is complete. */
export async function closeEscalationsOf(
  tx: Tx,
  subject: Extract<EscalationSubject, { kind: 'request' | 'report' }>,
  at: Instant,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE escalations SET state = 'resolved', resolved_at = ${at}::timestamptz, resolved_by = 'system'
    WHERE state = 'open' AND reason = ANY (${reasonsClosedWith(subject.kind)}::text[])
      AND subject = ${subjectKey(subject)}`;
}
