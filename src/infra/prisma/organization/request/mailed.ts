import { causeOf } from '../../../../domain/escalation/stored';
import { notBeforeRequest } from '../../../../domain/organization/request/plan';
import type { MessageState } from '../../../../domain/mail-retries';
import { distrustContact } from '../distrust-contact';
import { escalate, type EscalationSetting } from '../../escalation/escalate';
import type { Attempt } from '../../followers/follower';
import type { Tx } from '../../database/transaction';
import type { LockedRequest } from './rows';
import { settle } from './settle';

/** Keeps what became of a request's mail. An address that takes no mail can never confirm, so nobody waits for it. */
export async function requestMailed(
  tx: Tx,
  setting: EscalationSetting,
  request: LockedRequest,
  { message, outcome, usual, command }: Attempt,
): Promise<{ readonly subject: LockedRequest; readonly message: MessageState }> {
  if (outcome.outcome !== 'refused') return { subject: request, message: usual };
  const at = notBeforeRequest(request, command.at);
  const { order, organizationId } = message;
  if (organizationId !== null && (await distrustContact(tx, message.id, at))) {
    await escalate(tx, setting, {
      ...causeOf('delivery-failed', { kind: 'organization', organizationId }),
      at,
      openedBy: { kind: 'request', subjectId: request.id },
    });
  }
  const isQuestion = order.mail === 'request' && order.which === 'confirmation';
  if (!isQuestion || request.state !== 'awaiting-confirmation') return { subject: request, message: usual };
  const settlement = { outcome: 'refused', by: 'organization', note: null, answerId: null } as const;
  return { subject: await settle(tx, setting, request, settlement, at), message: usual };
}
