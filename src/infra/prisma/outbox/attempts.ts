import type { MailOrder } from '../../../domain/mail-order';
import type { MailOutcome, MessageState } from '../../../domain/mail-retries';
import { instant, type Instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';

/** A pending message, of which the outcome of an attempt is now known. */
export interface AttemptedMessage {
  readonly id: string;
  readonly order: MailOrder;
  readonly attempts: number;
  /** Whether the server may have it, because an attempt has begun and its answer is not known. */
  readonly inDoubt: boolean;
  readonly assignmentId: string | null;
  readonly organizationId: string | null;
  readonly createdAt: Instant;
}

interface Row {
  readonly order: MailOrder;
  readonly attempts: number;
  readonly in_doubt: boolean;
  readonly assignment_id: string | null;
  readonly organization_id: string | null;
  readonly created_at: Date;
}

/** Locks the message; its subject was locked before. Null when the message has come to its end. */
export async function readAttempted(tx: Tx, id: string): Promise<AttemptedMessage | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT "order", attempts, in_doubt, assignment_id, organization_id, created_at FROM messages
    WHERE id = ${id}::uuid AND state = 'pending' FOR UPDATE`;
  if (row === undefined) return null;
  const { order, attempts, in_doubt: inDoubt, assignment_id, organization_id, created_at } = row;
  return {
    id,
    order,
    attempts,
    inDoubt,
    createdAt: instant(created_at),
    assignmentId: assignment_id,
    organizationId: organization_id,
  };
}

/** Whether the server may have a mail that is not on record as sent. Null: no attempt was made, nothing changes. */
function doubtAfter(outcome: MailOutcome): boolean | null {
  switch (outcome.outcome) {
    case 'sent':
    case 'refused':
      return false;
    case 'deferred':
      return outcome.mayHaveIt;
    case 'overtaken':
    case 'outside-hours':
      return null;
    default:
      return outcome satisfies never;
  }
}

export async function keepAttempt(
  tx: Tx,
  messageId: string,
  {
    state: after,
    outcome,
    at,
  }: { readonly state: MessageState; readonly outcome: MailOutcome; readonly at: Instant },
): Promise<void> {
  const next = after.state === 'pending' ? after.nextAttemptAt : null;
  const sentAt = after.state === 'sent' ? at : null;
  const response = 'response' in outcome ? outcome.response : null;
  await tx.$executeRaw`
    UPDATE messages SET state = ${after.state}, next_attempt_at = ${next}::timestamptz, sent_at = ${sentAt}::timestamptz,
      in_doubt = COALESCE(${doubtAfter(outcome)}::boolean, in_doubt), server_response = COALESCE(${response}, server_response)
    WHERE id = ${messageId}::uuid`;
}
