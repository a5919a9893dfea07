import { createTransport } from 'nodemailer';
import type { MailServer, MailServerReply } from '../activities/ports';

/** Together below the start-to-close time-out of the mail activities. So an attempt always ends with an answer. */
const TIMEOUTS_MS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/** A permanent refusal of these commands is about this recipient or this mail, not about us or the server. */
const REFUSING_COMMANDS = ['RCPT TO', 'DATA'];

export interface MailServerHandle extends MailServer {
  close(): void;
}

/** SMTP by nodemailer over a few lasting connections. `smtpUrl`: `smtp://` or `smtps://`, with user and password. */
export function createMailServer(options: {
  readonly smtpUrl: string;
  readonly from: string;
  readonly replyTo: string;
}): MailServerHandle {
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
  return {
    async send({ messageId, kind, to, subject, html, text, date, headers, attachments }) {
      try {
        const info = await transport.sendMail({
          messageId,
          to,
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
        return replyOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function replyOf(error: unknown): MailServerReply {
  const { responseCode, command, response, code } = error as SmtpError;
  const smtpCode = responseCode ?? null;
  const permanent = smtpCode !== null && smtpCode >= 500 && REFUSING_COMMANDS.includes(command ?? '');
  const said = { smtpCode, response: response ?? code ?? 'no answer' };
  if (permanent) return { outcome: 'refused', ...said };
  return {
    outcome: 'deferred',
    ...said,
    mayHaveIt: smtpCode === null && !isUnreached(error as SmtpError),
  };
}

/** The server was never reached. When a connection breaks later, nobody knows what the server still took. */
function isUnreached({ code, originalCode, syscall }: SmtpError): boolean {
  return (
    code === 'EDNS' ||
    syscall === 'connect' ||
    originalCode === 'CONNECT_TIMEOUT' ||
    originalCode === 'GREETING_TIMEOUT'
  );
}

/** What nodemailer adds to its errors. */
interface SmtpError {
  readonly responseCode?: number;
  readonly command?: string;
  readonly response?: string;
  readonly code?: string;
  /** What the system or a timer said, where `code` is one of nodemailer's own. */
  readonly originalCode?: string;
  readonly syscall?: string;
}
