import { escalationDueAt } from '../../../domain/escalation-due';
import type { ProgramPolicy } from '../../../domain/policy';
import type { ReferralState } from '../../../domain/referral/state';
import type { Instant } from '../../../domain/time';
import { openEscalation } from '../escalation/open-escalation';
import type { Tx } from '../transaction';

/**
 * The workflow has seen a later version than there is: PostgreSQL was put back to an earlier time. It goes on from what
 * is on record now, and a person looks for what was lost: one escalation, however many referrals it concerns.
 */
export async function reportRestored(
  tx: Tx,
  { policy, owner }: { readonly policy: ProgramPolicy; readonly owner: string },
  { referralId }: ReferralState,
  at: Instant,
): Promise<void> {
  await openEscalation(tx, {
    reason: 'workflow-restarted',
    subject: { kind: 'service' },
    at,
    dueAt: escalationDueAt(policy, at),
    owner,
    openedBy: { kind: 'referral', subjectId: referralId },
    referralId,
  });
}
