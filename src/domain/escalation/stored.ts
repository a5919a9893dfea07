import type { EscalationReason } from '../vocabulary';
import type { EscalationKind } from './kind';
import type { EscalationSubject } from './subject';
import { ESCALATION_KINDS, ESCALATIONS, type SubjectOf } from './table';

/*
 * Between the kinds and what the API, the database and the log keep of them. Only here does it matter that two kinds
 * can have one reason.
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
 * `subject` as `escalations.subject` has it; `waitCause` of the referral that opened it, while it waits, tells apart
 * what is kept under the same cause.
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

/** `delivery-failed/referral`: what PostgreSQL finds a kind by, made of `escalations.reason` and `subject` there. */
export function storedAs(kind: EscalationKind): string {
  const { reason, about } = ESCALATIONS[kind];
  return `${reason}/${about}`;
}
