import { escalationDueAt } from '../../../domain/escalation-due';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import type { Tx } from '../transaction';
import { openEscalation } from './open-escalation';

/**
 * The workflow has seen a later version than there is: PostgreSQL was put back to an earlier time. It goes on from what
 * is on record now, and a person looks for what was lost: one escalation, however many workflows it concerns.
 */
export async function reportRestored(
  tx: Tx,
  { policy, owner }: { readonly policy: ProgramPolicy; readonly owner: string },
  openedBy: Followed,
  at: Instant,
): Promise<void> {
  await openEscalation(tx, {
    reason: 'workflow-restarted',
    subject: { kind: 'service' },
    dueAt: escalationDueAt(policy, at),
    referralId: openedBy.kind === 'referral' ? openedBy.subjectId : null,
    ...{ at, owner, openedBy },
  });
}
