import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../domain/time';
import type { RenderedMail } from '../mail/types';
import type { DeliveryOutcome } from '../workflows/shared/delivery';
import type { Letter, MailServer, MailServerAnswer, Outbox } from './ports';

export interface DeliveryDeps {
  readonly outbox: Outbox;
  readonly mailServer: MailServer;
  /** The host part of every Message-ID. */
  readonly messageIdHost: string;
}

/** Waits between the tries; together with SMTP's time-outs within the activity's own. */
const RECORD_AGAIN_MS = [250, 500, 1_000, 2_000, 4_000];

/**
 * Delivery semantics of every mail. The message's row exists before SMTP is touched. A message that the server took,
 * or refused for good, is never sent again: the recorded outcome is the answer. The one window: when the process dies
 * between the server's acceptance and our record, or the database stays away for longer than the record is tried, the
 * same mail goes out once more, with the same Message-ID and the same text, and a mail program shows it once.
 */
export async function deliver(
  { outbox, mailServer, messageIdHost }: DeliveryDeps,
  letter: Letter,
  compose: () => Promise<RenderedMail>,
): Promise<DeliveryOutcome> {
  // Side by side: the row is there before SMTP is touched, and nobody waits for one after the other.
  const [message, mail] = await Promise.all([outbox.claim(letter), compose()]);
  if (message.state === 'sent') return { outcome: 'sent' };
  if (message.state === 'refused') return { outcome: 'refused', smtpCode: null };

  const answer = await mailServer.send({
    ...mail,
    messageId: `<${message.id}@${messageIdHost}>`,
    kind: letter.kind,
    to: letter.recipient,
    date: letter.at,
    headers: headersOf(letter),
    attachments: mail.attachments ?? [],
  });
  await record(outbox, message.id, answer, letter.at);
  return answer.outcome === 'sent'
    ? { outcome: 'sent' }
    : { outcome: answer.outcome, smtpCode: answer.smtpCode };
}

/**
 * Unlike any other failure, one to record what the server took or refused for good costs a second copy. So it is tried
 * for about eight seconds, over a restart of the database, before the whole is. A deferred mail goes again anyway.
 */
async function record(
  outbox: Outbox,
  messageId: string,
  answer: MailServerAnswer,
  at: Instant,
): Promise<void> {
  for (const wait of answer.outcome === 'deferred' ? [] : RECORD_AGAIN_MS) {
    try {
      await outbox.record(messageId, answer, at);
      return;
    } catch {
      await delay(wait);
    }
  }
  await outbox.record(messageId, answer, at);
}

function headersOf({ referralId, reportId }: Letter): Record<string, string> {
  return {
    ...(referralId === null ? {} : { 'X-Referral-Id': referralId }),
    ...(reportId === undefined ? {} : { 'X-Report-Id': reportId }),
  };
}
