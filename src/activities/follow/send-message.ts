import { setTimeout as delay } from 'node:timers/promises';
import type { MailOrder } from '../../domain/mail-order';
import type { MailOutcome } from '../../domain/mail-retries';
import type { Instant } from '../../domain/time';
import type { JobCommand } from '../../workflows/follow/activities';
import type { Plan } from '../../workflows/follow/plan';
import type { MailServer, PassOver } from '../ports';
import type { Follower, MailMakers, Outbox, OutboxMessage, Prepared } from './ports';

export interface SendDeps {
  readonly outbox: Outbox;
  readonly makers: MailMakers;
  readonly mailServer: MailServer;
  /** The host part of every Message-ID. */
  readonly messageIdHost: string;
  readonly passOver: PassOver;
}

/**
 * Waits between the tries to record. Together with the SMTP time-outs they fit into the activity's own time-out.
 */
const RECORD_AGAIN_MS = [250, 500, 1_000, 2_000, 4_000];

/**
 * A mail whose text cannot be made is an attempt that failed. So it is tried again ever less often, and it comes to an
 * end, of which a person is told, as when no server takes it.
 */
const NOT_MADE = { outcome: 'deferred', smtpCode: null, response: 'the mail could not be made' } as const;

/**
 * Delivery semantics of every mail. The message's row is written by the transaction that causes it, before SMTP is
 * used. An attempt is noted before it begins. A message that the server took, or refused for good, is never sent
 * again.
 *
 * There is one gap. Nobody knows whether the server has the mail in three cases: the process dies between the
 * server's acceptance and our record; the database stays away for longer than we try to record; or the connection is
 * lost after the final dot. The mail then goes out once more, with the same Message-ID, and a mail program shows it
 * once.
 */
export async function sendMessage(deps: SendDeps, follower: Follower, command: JobCommand): Promise<Plan> {
  const { outbox, mailServer, messageIdHost } = deps;
  const { jobId, at } = command;
  const message = await outbox.find(jobId);
  if (message?.state !== 'pending') return follower.advance(command);

  const notMade = (error: unknown) => {
    deps.passOver('mail', jobId, error);
    return { notMade: error };
  };
  const prepared = await prepare(deps.makers, message, message.order, at).catch(notMade);
  if ('outcome' in prepared) return follower.record(command, jobId, prepared);
  const recipient = 'notMade' in prepared ? null : prepared.recipient;
  // Both at the same time, because neither needs the other.
  const [claimed, mail] = await Promise.all([
    outbox.claim(jobId, { recipient }),
    'notMade' in prepared ? prepared : prepared.compose().catch(notMade),
  ]);
  if (claimed === null) return follower.advance(command);
  if ('notMade' in mail || recipient === null)
    return record(follower, command, { ...NOT_MADE, mayHaveIt: claimed.mayHaveIt });

  const reply = await mailServer.send({
    ...mail,
    messageId: `<${message.id}@${messageIdHost}>`,
    kind: message.kind,
    to: recipient,
    date: at,
    headers: headersOf(message),
    attachments: mail.attachments ?? [],
  });
  const mayHaveIt = reply.outcome === 'deferred' && (reply.mayHaveIt || claimed.mayHaveIt);
  return record(follower, command, reply.outcome === 'deferred' ? { ...reply, mayHaveIt } : reply);
}

function prepare(
  makers: MailMakers,
  message: OutboxMessage,
  order: MailOrder,
  at: Instant,
): Promise<Prepared> {
  // TypeScript cannot see that the maker for the order's name takes exactly that order.
  const make = makers[order.mail] as (m: OutboxMessage, o: MailOrder, a: Instant) => Promise<Prepared>;
  return make(message, order, at);
}

/**
 * A failure to record what the server took or refused for good costs a second copy; no other failure does. So
 * recording is tried for about eight seconds, which covers a restart of the database, before the whole activity is
 * repeated. A deferred mail is sent again anyway.
 */
async function record(follower: Follower, command: JobCommand, reply: MailOutcome): Promise<Plan> {
  for (const wait of reply.outcome === 'deferred' ? [] : RECORD_AGAIN_MS) {
    try {
      return await follower.record(command, command.jobId, reply);
    } catch {
      await delay(wait);
    }
  }
  return follower.record(command, command.jobId, reply);
}

function headersOf({ referralId, reportId }: OutboxMessage): Record<string, string> {
  return {
    ...(referralId === null ? {} : { 'X-Referral-Id': referralId }),
    ...(reportId === null ? {} : { 'X-Report-Id': reportId }),
  };
}
