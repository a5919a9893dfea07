import type { Instant } from '../domain/time';
import type { RenderedMail } from '../mail/types';
import type { DeliveryOutcome } from '../workflows/shared/delivery';
import type { Letter, MailServer, Outbox } from './ports';

export interface DeliveryDeps {
  readonly outbox: Outbox;
  readonly mailServer: MailServer;
  /** The host part of every Message-ID. */
  readonly messageIdHost: string;
}

/**
 * Delivery semantics of every mail. The message's row exists before SMTP is touched. A message that the server took,
 * or refused for good, is never sent again: the recorded outcome is the answer. The one window: each time that the
 * process or the database goes away between the server's acceptance and our record, the same mail goes out once more,
 * with the same Message-ID and the same text, and a mail program shows it once.
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
  });
  await outbox.record(message.id, answer, letter.at);
  return answer.outcome === 'sent'
    ? { outcome: 'sent' }
    : { outcome: answer.outcome, smtpCode: answer.smtpCode };
}

function headersOf({ referralId }: { referralId: string | null; at: Instant }): Record<string, string> {
  return referralId === null ? {} : { 'X-Referral-Id': referralId };
}
