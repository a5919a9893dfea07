import { escalationDueAt } from '../../../domain/escalation/due';
import type { ProgramPolicy } from '../../../domain/policy';
import type { Tx } from '../database/transaction';
import { openEscalation, type EscalationCause } from './open-escalation';

export interface EscalationSetting {
  readonly policy: ProgramPolicy;
  /** The first owner of an escalation: the single point of contact. */
  readonly owner: string;
}

type Given = 'dueAt' | 'referralId';

/** As `openEscalation`. Unless given, it is due when the policy says and concerns no referral. */
export async function escalate(
  tx: Tx,
  { policy, owner }: EscalationSetting,
  cause: Omit<EscalationCause, 'owner' | Given> & Partial<Pick<EscalationCause, Given>>,
): Promise<{ readonly escalationId: string }> {
  const { dueAt = escalationDueAt(policy, cause.at), referralId = null } = cause;
  return openEscalation(tx, { ...cause, dueAt, referralId, owner });
}
