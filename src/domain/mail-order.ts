import type { ChaseStep } from './report/chase';
import type { Instant, LocalDate } from './time';
import type { AmendablePart, MilestoneName } from './vocabulary';

/**
 * What a mail is to say. The transaction that causes the mail stores it in `messages.order`. The text is made later,
 * when the mail is sent, from what is true then. Holds only ids, codes and dates.
 */
export type MailOrder =
  /** The lead itself, to the organization that it was given to. */
  | { readonly mail: 'lead' }
  /** A reminder of one deadline. It is not sent once that deadline is settled, moved or over. */
  | { readonly mail: 'reminder'; readonly milestone: MilestoneName; readonly dueAt: Instant }
  | { readonly mail: 'amended'; readonly parts: readonly AmendablePart[] }
  /** The referral is not with this organization any more. */
  | { readonly mail: 'over'; readonly notice: 'withdrawn' | 'reassigned' }
  /** An escalation was opened: to the single point of contact. */
  | { readonly mail: 'escalation' }
  | { readonly mail: 'request'; readonly which: RequestMail }
  | { readonly mail: 'report' }
  | { readonly mail: 'report-chase'; readonly step: ChaseStep }
  | { readonly mail: 'report-corrections'; readonly returnId: string }
  | { readonly mail: 'season-summary'; readonly seasonId: string }
  | { readonly mail: 'digest'; readonly on: LocalDate };

export type MailName = MailOrder['mail'];
export type OrderOf<Name extends MailName> = Extract<MailOrder, { readonly mail: Name }>;

/**
 * `confirmation` goes to the new address. `agreement` goes to the old address, which agrees or stops it. The `changed-` mails tell the new address, the old address and the SPOC
 * that leads go elsewhere. `answered` tells the organization what became of its request. `late` reminds the SPOC once
 * more. `unreached` tells the organization that its mail does not reach everybody behind its address.
 */
export type RequestMail =
  | 'confirmation'
  | 'agreement'
  | 'changed-new'
  | 'changed-old'
  | 'changed-spoc'
  | 'answered'
  | 'late'
  | 'unreached';
