import type { Heard } from '../../../../domain/organization/request/consent';
import { requestDueAt } from '../../../../domain/organization/request/requests';
import type { Instant } from '../../../../domain/time';
import type { Tx } from '../../database/transaction';
import type { EscalationSetting } from '../../escalation/escalate';
import { moveRequest, type LockedRequest } from './rows';
import { settle } from './settle';
import { askExchange } from './take-steps';

/** A word about a new address for leads, and what it comes to. */
export interface Word {
  readonly heard: Heard;
  /** Who said it. `organization`: one of the two mailboxes. */
  readonly by: string;
  readonly note: string | null;
  readonly answerId: string;
}

/**
 * Keeps the word with the request. The last one that is needed decides it. When the new address has confirmed and nobody
 * has agreed, the exchange is asked, and has as long for it as for any other request.
 */
export async function keepWord(
  tx: Tx,
  setting: EscalationSetting,
  request: LockedRequest,
  { heard: { adds, outcome, asksExchange }, by, note, answerId }: Word,
  at: Instant,
): Promise<LockedRequest> {
  const { policy } = setting;
  const { zone } = policy.calendar;
  let kept = request;
  if (adds === 'agreement') {
    kept = await moveRequest(tx, kept, { agreedAt: at, agreedBy: by, agreementId: answerId }, zone);
  }
  if (adds === 'confirmation') kept = await moveRequest(tx, kept, { confirmedAt: at }, zone);
  if (asksExchange) {
    kept = await moveRequest(tx, kept, { state: 'open', dueAt: requestDueAt(policy, at) }, zone);
    await askExchange(tx, setting, kept, at);
  }
  return outcome === null ? kept : settle(tx, setting, kept, { outcome, by, note, answerId }, at);
}
