import { createHash } from 'node:crypto';
import { v5 as nameBasedId } from 'uuid';
import {
  isAutomatic,
  isPermanentFailure,
  messagesNamed,
  readDeliveryStatuses,
  saidIn,
  type ReadMail,
} from '../../domain/inbound-mail/inbound-mail';
import type { Instant } from '../../domain/time';
import { HttpError } from '../http/problems';
import type {
  Consequence,
  InboundMailParser,
  InboundMailRecord,
  InboundMailStore,
  OurMessage,
} from './ports';

export interface InboundMailDeps {
  readonly mailParser: InboundMailParser;
  readonly inboundMails: InboundMailStore;
}

const MAIL_NAMESPACE = '9b0d7f0e-57c2-5c35-9e8e-5c1f0a6d2e43';

const NOTHING: Consequence = { follows: 'nothing' };

/**
 * Takes a mail that came in: a report that a mail of ours came back, what somebody at an organization wrote, or
 * something that is only kept. The mail is kept with everything that follows from it. Handed in twice, or again after a
 * failure, it has its effects once. Throws HttpError when it is no mail, and DomainError `unavailable`.
 */
export async function receiveMail(
  deps: InboundMailDeps,
  raw: Buffer,
  now: Instant,
): Promise<InboundMailRecord> {
  const digest = createHash('sha256').update(raw).digest('hex');
  const known = await deps.inboundMails.find(digest);
  if (known !== null) return known;

  const mail = await deps.mailParser.read(raw);
  if (mail === null)
    throw new HttpError('malformed-request', 'The body is no mail: it has no header fields.');
  const id = nameBasedId(digest, MAIL_NAMESPACE);
  const about = await deps.inboundMails.firstMessage(messagesNamed(mail));
  const record = {
    id,
    messageId: about?.id ?? null,
    referralId: about?.referralId ?? null,
    organizationId: about?.organizationId ?? null,
    requestId: null,
    receivedAt: now,
  };
  if (mail.statusParts.length > 0) {
    const report = { ...record, kind: 'delivery-report' } as const;
    return deps.inboundMails.keep(digest, report, consequenceOf(mail, about));
  }
  const organizationId = await askedBy(deps, mail, about);
  if (organizationId === undefined || isAutomatic(mail)) {
    return deps.inboundMails.keep(digest, { ...record, kind: 'other' }, NOTHING);
  }
  const reply = { ...record, kind: 'reply', organizationId, requestId: id } as const;
  return deps.inboundMails.keep(digest, reply, { follows: 'question', text: textOf(mail) });
}

/** Each message of ours has one recipient. A report is about that one, whatever the address became on the way. */
function consequenceOf(mail: ReadMail, about: OurMessage | null): Consequence {
  const failure = mail.statusParts.flatMap(readDeliveryStatuses).find(isPermanentFailure);
  if (failure === undefined || about === null || about.organizationId === null) return NOTHING;
  return { follows: 'bounce', smtpCode: failure.smtpCode };
}

/**
 * The organization that the mail comes from. The mail answers one of ours to it, or the sender is its contact point.
 * Null when several have that contact point. Undefined when nobody at an organization wrote the mail.
 */
async function askedBy(
  { inboundMails }: InboundMailDeps,
  { from }: ReadMail,
  about: OurMessage | null,
): Promise<string | null | undefined> {
  if (about !== null && about.organizationId !== null) return about.organizationId;
  const [organizationId, another] = from === null ? [] : await inboundMails.organizationsAt(from);
  return another === undefined ? organizationId : null;
}

/** Includes the subject when the mail is not a reply. */
function textOf({ headers, text }: ReadMail): string {
  const subject = headers.get('subject') ?? '';
  const said = saidIn(text).replaceAll(UNSTORABLE, '');
  const isReply = headers.has('in-reply-to') || /^re:/i.test(subject);
  const parts = [...(isReply ? [] : [subject.replaceAll(UNSTORABLE, '').slice(0, 200)]), said];
  return parts.filter((part) => part !== '').join('\n\n') || '(The mail has no text.)';
}

/**
 * NUL and halves of surrogate pairs, which PostgreSQL cannot hold. Also other control characters, which mean nothing.
 */
const UNSTORABLE = /(?![\n\t])\p{Cc}|\p{Surrogate}/gu;
