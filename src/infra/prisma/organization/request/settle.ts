import type { Instant } from '../../../../domain/time';
import type { MessageKind, RequestState } from '../../../../domain/vocabulary';
import type { RequestMail } from '../../../../domain/mail-order';
import { closeEscalationsOf } from '../../escalation/clear-escalations';
import type { EscalationSetting } from '../../escalation/escalate';
import { addMessages, type NewMessage } from '../../outbox/messages';
import type { Tx } from '../../database/transaction';
import { moveRequest, type LockedRequest } from './rows';

export interface Settlement {
  readonly outcome: Exclude<RequestState, 'open' | 'awaiting-confirmation'>;
  /** Who answered at the exchange. `organization`: itself, or its new mailbox. `system`: the time ran out. */
  readonly by: string;
  readonly note: string | null;
  /** Null when nobody was asked or nobody answered. */
  readonly answerId: string | null;
}

/** Decides a request: its escalation closes, and the organization is told (of a new address once leads go there). */
export async function settle(
  tx: Tx,
  { policy }: EscalationSetting,
  request: LockedRequest,
  { outcome, by, note, answerId }: Settlement,
  at: Instant,
): Promise<LockedRequest> {
  const data = { state: outcome, decidedAt: at, decidedBy: by, note, answerId };
  const settled = await moveRequest(tx, request, data, policy.calendar.zone);
  const { id: requestId, organizationId, kind } = request;
  await closeEscalationsOf(tx, { kind: 'request', requestId, organizationId }, at);
  const toldLater = kind === 'contact-change' && outcome === 'approved' && !staysSame(request);
  // A question from somebody unknown is answered by hand, because we have no address to mail to.
  if (organizationId !== null && !toldLater) await addMessages(tx, [mailOf(request, 'answered')], at);
  return settled;
}

/**
 * `toContactPoint`: it goes to the organization's contact point. If such a mail is refused, the contact point is
 * distrusted.
 */
const MAILS: Record<RequestMail, { readonly kind: MessageKind; readonly toContactPoint: boolean }> = {
  confirmation: { kind: 'contact-confirmation', toContactPoint: false },
  agreement: { kind: 'contact-agreement', toContactPoint: true },
  'changed-new': { kind: 'contact-changed', toContactPoint: true },
  'changed-old': { kind: 'contact-changed', toContactPoint: false },
  'changed-spoc': { kind: 'contact-changed', toContactPoint: false },
  answered: { kind: 'request-answered', toContactPoint: true },
  late: { kind: 'escalation', toContactPoint: false },
  unreached: { kind: 'mailbox-unreached', toContactPoint: true },
};

/** Whether the address that is asked for is the one that leads go to already, such as one whose mailbox was full. */
export function staysSame({ ask, replaces }: Pick<LockedRequest, 'ask' | 'replaces'>): boolean {
  return ask.kind === 'contact-change' && ask.contactEmail === replaces;
}

/** The request's mail of this kind. There is only one. */
export function mailOf(
  { id, organizationId }: Pick<LockedRequest, 'id' | 'organizationId'>,
  which: RequestMail,
): NewMessage {
  const { kind, toContactPoint } = MAILS[which];
  return {
    key: `request-${id}/${which}`,
    kind,
    order: { mail: 'request', which },
    sender: { kind: 'request', subjectId: id },
    requestId: id,
    organizationId: toContactPoint ? organizationId : null,
  };
}
