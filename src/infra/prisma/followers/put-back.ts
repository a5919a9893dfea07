import { escalationDueAt } from '../../../domain/escalation/due';
import { causeOf } from '../../../domain/escalation/stored';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import { openEscalation } from '../escalation/open-escalation';
import type { Tx } from '../database/transaction';
import { markBehind } from './follower-rows';

export interface PutBackSetting {
  readonly policy: ProgramPolicy;
  /** Who owns an escalation at first. */
  readonly owner: string;
}

/** Its mail is the digest's to send: the subject itself may not be on record. */
const SENDER: Followed = { kind: 'digest', subjectId: '' };

/**
 * A workflow has seen more than there is: PostgreSQL was put back to an earlier time. It goes on from what is on record
 * now, and a person looks for what was lost: one escalation, however many workflows find it.
 */
export async function reportPutBack(
  tx: Tx,
  { policy, owner }: PutBackSetting,
  openedBy: Followed,
  at: Instant,
): Promise<void> {
  await openEscalation(tx, {
    ...causeOf('workflow-restarted', { kind: 'service' }),
    ...{ at, owner },
    ...{ dueAt: escalationDueAt(policy, at), openedBy, sender: SENDER, referralId: null },
  });
  await markBehind(tx, [SENDER], at);
}
