import { fateOf, readDeliveryStatuses, sameAddress, type Fate } from './delivery-status';
import { readNotice, type Notice } from './notice';
import type { ReadMail } from './read-mail';
import type { Traces } from './traces';

/** What the rules need to know of a mail of ours. */
export interface OurMail {
  readonly kind: string;
  /** Null before the first attempt to send it. */
  readonly recipient: string | null;
}

/**
 * The mail of ours that a notice is about, among those about the same referral or report, newest first: one that went to
 * an address that the notice names. Null when the two do not agree.
 */
export function agreeing<T extends OurMail>({ addresses, kind }: Traces, about: readonly T[]): T | null {
  const sent = about.filter(
    ({ recipient }) => recipient !== null && addresses.some((address) => sameAddress(address, recipient)),
  );
  return sent.find((mail) => mail.kind === kind) ?? sent[0] ?? null;
}

/** `unclear`: a person has to read it. */
export type Judged = Fate | { readonly fate: 'unclear' };

/**
 * Is it a mail server that writes about the delivery of a mail, in a report or in words? A person who passes such a
 * report on is none.
 */
export function isAboutDelivery(mail: ReadMail, notice: Notice | null): boolean {
  if (notice !== null) return true;
  return mail.statusParts.length > 0 && !isForwarded(mail);
}

/** Has a person passed on what a mail server wrote? */
export function passesNoticeOn(mail: ReadMail): boolean {
  return mail.statusParts.length > 0 || mail.attachedMails.some((attached) => isNotice(attached));
}

function isNotice(mail: ReadMail): boolean {
  return mail.statusParts.length > 0 || readNotice(mail) !== null;
}

function isForwarded({ headers }: ReadMail): boolean {
  return /^(fwd?|wg|tr|rv|i)\s*:/i.test(headers.get('subject') ?? '');
}

/** What became of our mail. `ours` is the address that it went to; null when it is not known which mail it was. */
export function judge(mail: ReadMail, notice: Notice | null, ours: string | null): Judged {
  const statuses = mail.statusParts.flatMap(readDeliveryStatuses);
  if (statuses.length > 0) return fateOf(statuses, ours);
  if (notice === null) return { fate: 'unclear' };
  switch (notice.says) {
    case 'delayed':
      return { fate: 'not-failed' };
    case 'unclear':
      return { fate: 'unclear' };
    case 'failed':
      // The words name those that failed, one for each: a report's groups without their form.
      return fateOf(
        (notice.recipients.length > 0 ? notice.recipients : [null]).map((final) => ({
          ...{ action: 'failed', status: null, smtpCode: null, original: null },
          final,
        })),
        ours,
      );
    default:
      return notice.says satisfies never;
  }
}
