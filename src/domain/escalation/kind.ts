import { ESCALATION_REASON_WORDS } from '../terms';
import type { EscalationReason } from '../vocabulary';

/**
 * What a person has to do differs more finely than the reason tells: a referral that only the exchange can solve is
 * nobody's request, and a lead that a mail server does not take yet has no wrong address.
 */
export type EscalationKind =
  EscalationReason | 'exchange-must-resolve' | 'directed-unavailable' | 'lead-unsent';

/** `subject` as `escalations.subject` has it; `waitCause` of the referral that opened it, while it waits. */
export function escalationKind(
  reason: EscalationReason,
  subject: string,
  waitCause: string | null,
): EscalationKind {
  const ofReferral = subject.startsWith('referral:');
  if (reason === 'request' && ofReferral) return 'exchange-must-resolve';
  if (reason === 'delivery-failed' && ofReferral) return 'lead-unsent';
  if (reason === 'too-many-declines' && waitCause === 'directed-unavailable') return 'directed-unavailable';
  return reason;
}

export const ESCALATION_KIND_WORDS: Record<EscalationKind, string> = {
  ...ESCALATION_REASON_WORDS,
  'delivery-failed': 'Mail to an organization came back',
  'too-many-declines': 'Too many organizations have declined',
  'exchange-must-resolve': 'Only the exchange can solve this',
  'directed-unavailable': 'The chosen organization could not take the referral',
  'lead-unsent': 'A referral could not be sent yet',
};
