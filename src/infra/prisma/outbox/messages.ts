import { v5 as nameBasedId } from 'uuid';
import type { MailOrder } from '../../../domain/mail-order';
import type { Instant } from '../../../domain/time';
import type { MessageKind } from '../../../domain/vocabulary';
import type { Followed } from '../../../workflows/follow/plan';
import { workflowIdOf } from '../../../workflows/ids';
import type { Tx } from '../database/transaction';

/** A mail that has to be sent, as the transaction that causes it writes it. */
export interface NewMessage {
  /** The step that causes it. Unique forever, and the same if the step is taken again after a restore. */
  readonly key: string;
  readonly kind: MessageKind;
  readonly order: MailOrder;
  /** The subject whose workflow sends it. */
  readonly sender: Followed;
  readonly referralId?: string | null;
  readonly assignmentId?: string | null;
  readonly escalationId?: string | null;
  readonly reportId?: string | null;
  readonly requestId?: string | null;
  /** The organization whose contact point gets it. Null for mails to the exchange itself. */
  readonly organizationId?: string | null;
}

const MESSAGE_NAMESPACE = '5b0c9a52-7f0e-5d64-8b1b-2f7c9a4e6d10';

/** The Message-ID is made from it, too. */
export function messageIdOf(key: string): string {
  return nameBasedId(key, MESSAGE_NAMESPACE);
}

/**
 * Keeps the mails in the transaction that causes them. The same step again is the same mail and changes nothing. A
 * different mail under the same key is an error that undoes the transaction.
 */
export async function addMessages(tx: Tx, messages: readonly NewMessage[], at: Instant): Promise<void> {
  if (messages.length === 0) return;
  const rows = JSON.stringify(
    messages.map(({ sender, ...message }) => ({
      ...message,
      id: messageIdOf(message.key),
      workflowId: workflowIdOf(sender),
    })),
  );
  const kept = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO messages (id, key, kind, "order", workflow_id, referral_id, assignment_id, escalation_id, report_id,
      request_id, organization_id, created_at)
    SELECT id, key, kind, "order", "workflowId", "referralId", "assignmentId", "escalationId", "reportId", "requestId",
      "organizationId", ${at}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS m(id uuid, key text, kind text, "order" jsonb, "workflowId" text,
      "referralId" uuid, "assignmentId" uuid, "escalationId" uuid, "reportId" uuid, "requestId" uuid,
      "organizationId" uuid)
    ON CONFLICT (key) DO UPDATE SET attempts = messages.attempts WHERE messages."order" = EXCLUDED."order"
    RETURNING id`;
  if (kept.length !== messages.length) throw new Error('another mail has this key already');
}

/** A mail that waits to be sent, with what a plan needs. */
export interface PendingMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly order: MailOrder;
  readonly attempts: number;
  readonly inDoubt: boolean;
  readonly assignmentId: string | null;
  readonly organizationName: string | null;
  /** Not before this time. Null: at once. */
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
}

/** The sender's pending mails, in the order in which they were caused. */
export async function pendingMessages(tx: Tx, sender: Followed): Promise<readonly PendingMessage[]> {
  const [read] = await tx.$queryRaw<{ messages: PendingMessage[] | null }[]>`
    SELECT json_agg(json_build_object('id', m.id, 'kind', m.kind, 'order', m."order", 'attempts', m.attempts,
      'inDoubt', m.in_doubt, 'assignmentId', m.assignment_id, 'organizationName', o.name,
      'nextAttemptAt', m.next_attempt_at, 'createdAt', m.created_at) ORDER BY m.created_at, m.key) AS messages
    FROM messages m LEFT JOIN organizations o ON o.id = m.organization_id
    WHERE m.workflow_id = ${workflowIdOf(sender)} AND m.state = 'pending'`;
  return read?.messages ?? [];
}

/**
 * Ends the mails of assignments that are over, except those that may have been sent. When nobody knows whether the
 * server has a mail, its sender brings it to its end at once.
 */
export async function overtake(
  tx: Tx,
  assignmentIds: readonly string[],
  orders: readonly MailOrder['mail'][],
): Promise<void> {
  if (assignmentIds.length === 0) return;
  await tx.$executeRaw`
    UPDATE messages SET state = CASE WHEN in_doubt THEN state ELSE 'overtaken' END, next_attempt_at = NULL
    WHERE assignment_id = ANY (${[...assignmentIds]}::uuid[]) AND state = 'pending'
      AND "order" ->> 'mail' = ANY (${[...orders]}::text[])`;
}
