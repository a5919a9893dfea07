import { escalationDueAt } from '../../../domain/escalation-due';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import { openEscalation } from '../escalation/open-escalation';
import type { Tx } from '../transaction';

/**
 * The workflow has seen a later version than there is: PostgreSQL was put back to an earlier time. It goes on from what
 * is on record now, and a person looks for what was lost: one escalation, however many workflows find it.
 */
export async function reportPutBack(
  tx: Tx,
  { policy, owner }: { readonly policy: ProgramPolicy; readonly owner: string },
  followed: Followed,
  at: Instant,
): Promise<void> {
  await openEscalation(tx, {
    ...{ reason: 'workflow-restarted', subject: { kind: 'service' }, at, owner },
    ...{ dueAt: escalationDueAt(policy, at), openedBy: followed, referralId: null },
  });
}
