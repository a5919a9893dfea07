import { sameAddress } from '../../domain/inbound-mail/delivery-status';
import { readNotice } from '../../domain/inbound-mail/notice';
import { idsQuoted, tracesIn } from '../../domain/inbound-mail/traces';
import { passesNoticeOn } from '../../domain/inbound-mail/verdict';
import { writerOf } from '../../domain/inbound-mail/writer';
import { findMessage } from './find-message';
import { NOTHING, question, type Arriving, type Decided, type InboundMailDeps } from './decided';
import type { OurMessage } from './ports';

/**
 * What follows from a mail that is about no delivery. What a person at an organization wrote is asked; what a machine
 * wrote is kept; in doubt it is asked, and marked. A notice that somebody passes on is shown, whoever that is.
 */
export async function decideWriting(deps: InboundMailDeps, arriving: Arriving): Promise<Decided> {
  const { mail, found } = arriving;
  const kept: Decided = { record: { kind: 'other' }, consequence: NOTHING };
  const writer = writerOf(mail);
  if (writer === 'machine') return kept;

  const organizationId = await askedBy(deps, arriving);
  const passesOn = passesNoticeOn(mail);
  const mark = passesOn ? 'forwarded-notice' : writer === 'doubtful' ? 'perhaps-automatic' : null;
  const asked = (by: string | null) => question(arriving, { organizationId: by, kind: 'reply', mark });
  if (organizationId !== undefined) return asked(organizationId);

  const isExchange = mail.from !== null && sameAddress(mail.from, deps.spocEmail);
  if (!passesOn && (isExchange || found.message !== null)) return kept;
  const quoted = await messageQuoted(deps, arriving);
  if (quoted === null) return passesOn ? asked(null) : kept;
  const { record, consequence } = asked(quoted.organizationId);
  return { record: { ...record, referralId: quoted.referralId }, consequence };
}

/**
 * The organization that the mail comes from: it answers a mail to one, or its sender is one's contact point. Null when
 * several have that contact point; undefined when nobody of an organization wrote it.
 */
async function askedBy(
  { inboundMails }: InboundMailDeps,
  { mail, found }: Arriving,
): Promise<string | null | undefined> {
  const about = found.message?.organizationId ?? null;
  if (about !== null) return about;
  const senders = new Set([...(mail.from === null ? [] : [mail.from]), ...mail.alsoFrom]);
  for (const sender of senders) {
    const [organizationId, another] = await inboundMails.organizationsAt([sender]);
    if (organizationId !== undefined) return another === undefined ? organizationId : null;
  }
  return undefined;
}

/** A mail of ours that a mail of somebody unknown quotes, or has attached. */
async function messageQuoted(
  { inboundMails }: InboundMailDeps,
  { mail }: Arriving,
): Promise<OurMessage | null> {
  for (const attached of mail.attachedMails) {
    const { message, hint } = await findMessage(inboundMails, tracesIn(attached, readNotice(attached)));
    if (message !== null || hint !== null) return message ?? hint;
  }
  const ids = idsQuoted(mail);
  if (ids.length === 0) return null;
  return (await inboundMails.firstMessage(ids)) ?? (await inboundMails.messagesAbout(ids))[0] ?? null;
}
