import type { ReceivedMail, Mailbox } from '../../support/smtp-mailbox';
import { SPOC } from './service';

export function header({ parsed }: ReceivedMail, name: string): string | undefined {
  const value = parsed.headers.get(name.toLowerCase());
  return typeof value === 'string' ? value : undefined;
}

/** Every mail that names this referral, whoever gets it. */
export const aboutReferral = (referralId: string) => (mail: ReceivedMail) =>
  header(mail, 'X-Referral-Id') === referralId;

export const isLeadFor = (referralId: string) => (mail: ReceivedMail) =>
  header(mail, 'X-Message-Kind') === 'lead' && aboutReferral(referralId)(mail);

export const isEscalation = (mail: ReceivedMail): boolean =>
  header(mail, 'X-Message-Kind') === 'escalation' && mail.to.includes(SPOC);

/** What the receiving server got for one referral's lead: how often, under which ids, with which words. */
export function leadCopies({ mails }: Mailbox, referralId: string) {
  const copies = mails.filter(isLeadFor(referralId));
  const distinct = (values: readonly unknown[]) => [...new Set(values)];
  return {
    count: copies.length,
    messageIds: distinct(copies.map(({ parsed }) => parsed.messageId)),
    bodies: distinct(copies.map(({ parsed }) => JSON.stringify([parsed.subject, parsed.text, parsed.html]))),
  };
}

/** A mail of this kind about this referral. */
export const isOf = (kind: string, referralId: string) => (mail: ReceivedMail) =>
  header(mail, 'X-Message-Kind') === kind && header(mail, 'X-Referral-Id') === referralId;

/** A mail of this kind to this address. */
export const isMailTo = (address: string, kind: string) => (mail: ReceivedMail) =>
  mail.to.includes(address) && header(mail, 'X-Message-Kind') === kind;

/** A mail's text without its line breaks. */
export function wordsOf({ parsed }: ReceivedMail): string {
  return (parsed.text ?? '').replace(/\s+/g, ' ');
}
