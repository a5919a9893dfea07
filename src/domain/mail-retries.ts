import type { MailOrder } from './mail-order';
import { DAY_MS, millis, plusMillis, type Instant } from './time';

/** What became of one attempt to send a mail. */
export type MailOutcome =
  | { readonly outcome: 'sent'; readonly response: string }
  /** The server will never take it (5xx): do not try again. */
  | { readonly outcome: 'refused'; readonly smtpCode: number | null; readonly response: string }
  /** Not now (4xx, no connection, no answer): try again, with a newly made text. */
  | {
      readonly outcome: 'deferred';
      readonly smtpCode: number | null;
      readonly response: string;
      /** No answer came, to this attempt or an earlier one. The server may have the mail all the same. */
      readonly mayHaveIt: boolean;
    }
  /** Not tried: nobody needs it any more. */
  | { readonly outcome: 'overtaken' }
  /** Not tried: it reaches an organization only inside business hours. */
  | { readonly outcome: 'outside-hours'; readonly until: Instant };

/** A message after an attempt. Every message comes to an end. */
export type MessageState =
  | { readonly state: 'sent' | 'refused' | 'overtaken' | 'abandoned' }
  | { readonly state: 'pending'; readonly nextAttemptAt: Instant };

export interface Attempted {
  readonly order: MailOrder;
  /** The attempts so far, this one included. */
  readonly attempts: number;
  readonly createdAt: Instant;
}

const LEAD = { firstMs: 10_000, lastMs: 300_000 };
const OTHER = { firstMs: 30_000, lastMs: 900_000 };

/**
 * A lead is tried until another organization gets it; a person was told long before that. Any other mail is too old
 * after this time.
 */
const ABANDONED_AFTER_MS = 5 * DAY_MS;

/**
 * The message after an attempt. The waits between attempts double. A reminder is not sent once its deadline has come.
 */
export function afterAttempt(message: Attempted, outcome: MailOutcome, at: Instant): MessageState {
  switch (outcome.outcome) {
    case 'sent':
    case 'refused':
    case 'overtaken':
      return { state: outcome.outcome };
    case 'outside-hours':
      return inTime(message, outcome.until);
    case 'deferred':
      return inTime(message, plusMillis(at, waitMs(message)));
    default:
      return outcome satisfies never;
  }
}

function inTime({ order, createdAt }: Attempted, nextAttemptAt: Instant): MessageState {
  if (order.mail === 'reminder' && nextAttemptAt >= order.dueAt) return { state: 'overtaken' };
  const tooOld = millis(nextAttemptAt) - millis(createdAt) > ABANDONED_AFTER_MS;
  return tooOld && order.mail !== 'lead' ? { state: 'abandoned' } : { state: 'pending', nextAttemptAt };
}

function waitMs({ order, attempts }: Attempted): number {
  const { firstMs, lastMs } = order.mail === 'lead' ? LEAD : OTHER;
  return Math.min(firstMs * 2 ** (attempts - 1), lastMs);
}
