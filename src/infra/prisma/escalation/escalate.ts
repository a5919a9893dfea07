import { escalationDueAt } from '../../../domain/escalation/due';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Tx } from '../database/transaction';
import { openEscalation, type EscalationCause } from './open-escalation';

export interface EscalationSetting {
  readonly policy: ProgramPolicy;
  /** Who owns an escalation at first: the single point of contact. */
  readonly owner: string;
}

type Given = 'dueAt' | 'referralId';

/** As `openEscalation`: due when the policy says, unless that was promised already, and of no referral unless one is named. */
export async function escalate(
  tx: Tx,
  { policy, owner }: EscalationSetting,
  cause: Omit<EscalationCause, 'owner' | Given> & Partial<Pick<EscalationCause, Given>>,
): Promise<{ readonly escalationId: string }> {
  const { dueAt = escalationDueAt(policy, cause.at), referralId = null } = cause;
  return openEscalation(tx, { ...cause, dueAt, referralId, owner });
}
