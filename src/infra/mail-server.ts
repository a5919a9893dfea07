import { createTransport } from 'nodemailer';
import type { MailServer, MailServerReply } from '../activities/ports';

/** For silences. A server that answers each command just in time passes all of them. */
const TIMEOUTS_MS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/**
 * For one mail as a whole, from asking for a connection to the answer after the final dot. With the time to make a
 * workbook before and to record the outcome after, it is below the start-to-close time-out of the mail activities
 * (src/workflows/follow/proxies.ts). So an attempt always ends with an answer.
 */
const CONVERSATION_MS = 30_000;

/** A permanent refusal of these commands is about this recipient or this mail, not about us or the server. */
const REFUSING_COMMANDS = ['RCPT TO', 'DATA'];

export interface MailServerHandle extends MailServer {
  close(): void;
}

/**
 * SMTP by nodemailer over a few connections that are kept. `smtpUrl`: `smtp://` or `smtps://`, with user and password.
 * `withinMs`: the time that one mail may take as a whole.
 */
export function createMailServer(options: {
  readonly smtpUrl: string;
  readonly from: string;
  readonly replyTo: string;
  /**
   * Where undeliverable mail goes back to. Each mail has one of its own, `bounces+<message>@…` for `bounces@…`, so that
   * whatever comes back names the mail, even without any of its text. Null: to the sender's own address.
   */
  readonly bounceAddress?: string | null;
  readonly withinMs?: number;
}): MailServerHandle {
  const { withinMs = CONVERSATION_MS, bounceAddress = null } = options;
  /** Attempts of which the server has been given everything but the final dot, by the signal that ends them. */
  const handedOver = new WeakSet<AbortSignal>();
  const transport = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: 5,
    maxMessages: Infinity,
    ...TIMEOUTS_MS,
    // We send only our own text. Nothing in it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use('stream', ({ data: { signal }, message }, done) => {
    message.processFunc((content) => {
      // nodemailer reads the content only after the server has asked for it, and writes the final dot after its end.
      if (signal !== undefined) content.once('end', () => handedOver.add(signal));
      return content;
    });
    done();
  });
  return {
    async send({ messageId, kind, to, subject, html, text, date, headers, attachments }) {
      const signal = AbortSignal.timeout(withinMs);
      try {
        const info = await transport.sendMail({
          signal,
          messageId,
          to,
          ...(bounceAddress === null ? {} : { envelope: { from: ownReturn(bounceAddress, messageId), to } }),
          subject,
          html,
          text,
          from: options.from,
          replyTo: options.replyTo,
          date: new Date(date),
          attachments: attachments.map((attachment) => ({ ...attachment })),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Message-Kind': kind, ...headers },
        });
        return { outcome: 'sent', response: info.response };
      } catch (error) {
        return replyOf(error, handedOver.has(signal));
      }
    },
    close: () => transport.close(),
  };
}

/** `bounces+0199…@leads.example.org` */
function ownReturn(bounceAddress: string, messageId: string): string {
  const [, message = ''] = /^<?([^@>]+)@/.exec(messageId) ?? [];
  const at = bounceAddress.lastIndexOf('@');
  return `${bounceAddress.slice(0, at)}+${message}${bounceAddress.slice(at)}`;
}

/** Nobody knows what a server that gave no answer did with a mail that it was given as a whole. */
function replyOf(error: unknown, wasHandedOver: boolean): MailServerReply {
  const { responseCode, command, response, code } = error as SmtpError;
  const smtpCode = responseCode ?? null;
  const permanent = smtpCode !== null && smtpCode >= 500 && REFUSING_COMMANDS.includes(command ?? '');
  const said = { smtpCode, response: response ?? code ?? 'no answer' };
  if (permanent) return { outcome: 'refused', ...said };
  return { outcome: 'deferred', ...said, mayHaveIt: smtpCode === null && wasHandedOver };
}

/** What nodemailer adds to its errors. */
interface SmtpError {
  readonly responseCode?: number;
  readonly command?: string;
  readonly response?: string;
  readonly code?: string;
}
