import { causeOf } from '../../../domain/escalation/stored';
import type { Instant } from '../../../domain/time';
import type { Followed } from '../../../workflows/follow/plan';
import { escalate, type EscalationSetting } from '../escalation/escalate';
import type { Tx } from '../database/transaction';
import { markBehind } from './follower-rows';

/** Its mail is the digest's to send: the subject itself may not be on record. */
const SENDER: Followed = { kind: 'digest', subjectId: '' };

/**
 * A workflow has seen more than there is: PostgreSQL was put back to an earlier time. It goes on from what is on record
 * now, and a person looks for what was lost: one escalation, however many workflows find it.
 */
export async function reportPutBack(
  tx: Tx,
  setting: EscalationSetting,
  openedBy: Followed,
  at: Instant,
): Promise<void> {
  const cause = causeOf('workflow-restarted', { kind: 'service' });
  await escalate(tx, setting, { ...cause, at, openedBy, sender: SENDER });
  await markBehind(tx, [SENDER], at);
}
