import { v5 as nameBasedId } from 'uuid';
import { readNotice } from '../../domain/inbound-mail/notice';
import { tracesIn } from '../../domain/inbound-mail/traces';
import { isAboutDelivery } from '../../domain/inbound-mail/verdict';
import type { Instant } from '../../domain/time';
import { HttpError } from '../http/problems';
import { decideFailure } from './failure';
import type { InboundMailDeps } from './decided';
import { findMessage } from './find-message';
import type { InboundMailRecord } from './ports';
import { decideWriting } from './writing';

const MAIL_NAMESPACE = '9b0d7f0e-57c2-5c35-9e8e-5c1f0a6d2e43';

/**
 * What came by mail: a report that a mail of ours came back, what somebody at an organization wrote, or something that
 * is only kept. The mail is kept whole with what follows from it: handed in twice, by another way, or again after a
 * failure, it has its effects once. Throws HttpError for what is no mail, and DomainError `unavailable`.
 */
export async function receiveMail(
  deps: InboundMailDeps,
  raw: Buffer,
  now: Instant,
): Promise<InboundMailRecord> {
  const mail = await deps.mailParser.read(raw);
  if (mail === null)
    throw new HttpError('malformed-request', 'The body is no mail: it has no header fields.');
  const digest = mail.fingerprint;
  const known = await deps.inboundMails.find(digest);
  if (known !== null) return known;

  const notice = readNotice(mail);
  const found = await findMessage(deps.inboundMails, tracesIn(mail, notice));
  const id = nameBasedId(digest, MAIL_NAMESPACE);
  const arriving = { id, mail, notice, found, now };
  const decide = isAboutDelivery(mail, notice) ? decideFailure : decideWriting;
  const { record, consequence } = await decide(deps, arriving);
  const { message } = found;
  const whole = {
    id,
    messageId: message?.id ?? null,
    referralId: message?.referralId ?? found.hint?.referralId ?? null,
    organizationId: message?.organizationId ?? null,
    requestId: null,
    receivedAt: now,
    ...record,
  };
  return deps.inboundMails.keep({ digest, raw }, whole, consequence);
}
