import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { createMailbox, type Mailbox } from './smtp-mailbox';

/** What the server does with one message. */
export type SmtpBehavior =
  | { readonly kind: 'accept' }
  /** Answers the recipient or the finished data with this code: 4xx is temporary, 5xx final. */
  | { readonly kind: 'refuse'; readonly code: number; readonly at: 'recipient' | 'data' }
  /** Cuts the connection: before the data, with nothing received; or with the message kept, before saying so. */
  | { readonly kind: 'close'; readonly when: 'before-data' | 'after-data' };

export const refuse = (code: number, at: 'recipient' | 'data' = 'recipient'): SmtpBehavior => ({
  kind: 'refuse',
  code,
  at,
});
export const close = (when: 'before-data' | 'after-data'): SmtpBehavior => ({ kind: 'close', when });

export interface TestSmtp extends Mailbox {
  /** For SMTP_URL. */
  readonly url: string;
  /** What happens to the next messages, in order; the ones after them are accepted. */
  behave(...next: readonly SmtpBehavior[]): void;
  /** Cuts all connections and stops listening. */
  stop(): Promise<void>;
}

/**
 * A real SMTP server on the loopback interface.
 *
 * @param port 0 for a free one; a given one brings a stopped server back at its old address.
 */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const mailbox = createMailbox();
  const planned: SmtpBehavior[] = [];
  const current = new Map<string, SmtpBehavior>();
  const sockets = new Map<number, Socket>();
  const cut = (session: SMTPServerSession) => sockets.get(session.remotePort)?.destroy();
  const behaviorOf = (session: SMTPServerSession): SmtpBehavior =>
    current.get(session.id) ?? { kind: 'accept' };

  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const raw = await buffer(stream);
    const behavior = behaviorOf(session);
    if (behavior.kind === 'refuse') throw refusal(behavior.code);
    const to = session.envelope.rcptTo.map(({ address }) => address);
    mailbox.deliver({ raw: raw.toString('utf8'), parsed: await simpleParser(raw), to });
    if (behavior.kind === 'close') cut(session);
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, session, callback) => {
      current.set(session.id, planned.shift() ?? { kind: 'accept' });
      callback();
    },
    onRcptTo: (_address, session, callback) => {
      const behavior = behaviorOf(session);
      if (behavior.kind === 'close' && behavior.when === 'before-data') cut(session);
      else if (behavior.kind === 'refuse' && behavior.at === 'recipient') callback(refusal(behavior.code));
      else callback();
    },
    onData: (stream, session, callback) => {
      receive(stream, session).then(() => callback(), callback);
    },
  });
  // A client that goes away, or is cut off, is what some tests are about.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    ...mailbox,
    url: `smtp://127.0.0.1:${listening}`,
    behave: (...next) => void planned.push(...next),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

function refusal(code: number): Error {
  const text = code < 500 ? 'not now, try again later' : 'no such recipient here';
  return Object.assign(new Error(text), { responseCode: code });
}
