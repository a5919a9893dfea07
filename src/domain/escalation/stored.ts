import type { EscalationReason } from '../vocabulary';
import type { EscalationKind } from './kind';
import type { EscalationSubject } from './subject';
import { ESCALATION_KINDS, ESCALATIONS, type SubjectOf } from './table';

/*
 * Translates between kinds and what the API, the database and the log keep. Only this file has to know that two kinds
 * can share one reason.
 */

/** What an escalation is kept under. */
export interface StoredCause {
  readonly reason: EscalationReason;
  readonly subject: EscalationSubject;
}

export function causeOf<K extends EscalationKind>(kind: K, subject: SubjectOf<K>): StoredCause {
  return { reason: ESCALATIONS[kind].reason, subject };
}

/**
 * `subject` is the value of `escalations.subject`. `waitCause` is that of the referral that opened the escalation,
 * while it waits. It tells apart kinds that are kept under the same reason and subject.
 */
export function escalationKind(
  reason: EscalationReason,
  subject: string,
  waitCause: string | null,
): EscalationKind {
  const [about] = subject.split(':');
  const kinds = ESCALATION_KINDS.filter(
    (kind) => ESCALATIONS[kind].reason === reason && ESCALATIONS[kind].about === about,
  );
  return (
    kinds.find((kind) => kind === waitCause) ?? kinds.find((kind) => kind === reason) ?? kinds[0] ?? reason
  );
}

/**
 * `delivery-failed/referral`: how PostgreSQL finds a kind. It is made from `escalations.reason` and `subject`.
 */
export function storedAs(kind: EscalationKind): string {
  const { reason, about } = ESCALATIONS[kind];
  return `${reason}/${about}`;
}
