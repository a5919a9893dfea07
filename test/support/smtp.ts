import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Hold, refusal, type SmtpBehavior } from './smtp-behavior';
import { createMailbox, type Mailbox } from './smtp-mailbox';

export { close, holdAt, refuse } from './smtp-behavior';
export type { Hold, SmtpBehavior } from './smtp-behavior';

export interface TestSmtp extends Mailbox {
  /** For SMTP_URL. */
  readonly url: string;
  /** What happens to the next messages, in order; the ones after them are accepted. */
  behave(...next: readonly SmtpBehavior[]): void;
  /** As `behave`, for the messages to this recipient alone; comes before what is planned for all. */
  behaveFor(recipient: string, ...next: readonly SmtpBehavior[]): void;
  /** The next connection is left without a greeting until it is released. */
  holdNextGreeting(): Hold;
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
  const plannedFor = new Map<string, SmtpBehavior[]>();
  const greetings: Hold[] = [];
  const current = new Map<string, SmtpBehavior>();
  const sockets = new Map<number, Socket>();
  const cut = (session: SMTPServerSession) => sockets.get(session.remotePort)?.destroy();
  const behaviorOf = (session: SMTPServerSession): SmtpBehavior =>
    current.get(session.id) ?? { kind: 'accept' };

  const meet = async (recipient: string, session: SMTPServerSession): Promise<void> => {
    const own = plannedFor.get(recipient)?.shift();
    if (own !== undefined) current.set(session.id, own);
    const behavior = behaviorOf(session);
    if (behavior.kind === 'close' && behavior.when === 'before-data') cut(session);
    if (behavior.kind === 'refuse' && behavior.at === 'recipient') throw refusal(behavior.code);
    if (behavior.kind === 'hold' && behavior.at === 'recipient') await behavior.hold.wait();
  };

  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const behavior = behaviorOf(session);
    if (behavior.kind === 'close' && behavior.when === 'during-data') {
      stream.once('data', () => cut(session));
      await buffer(stream);
      return;
    }
    const raw = await buffer(stream);
    if (behavior.kind === 'refuse') throw refusal(behavior.code);
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const { mailFrom } = session.envelope;
    const returnTo = mailFrom === false ? '' : mailFrom.address;
    mailbox.deliver({ raw: raw.toString('utf8'), parsed: await simpleParser(raw), returnTo, to });
    if (behavior.kind === 'close') cut(session);
    if (behavior.kind === 'hold') await behavior.hold.wait();
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect: (_session, callback) => {
      const hold = greetings.shift();
      if (hold === undefined) callback();
      else hold.wait().then(() => callback(), callback);
    },
    onMailFrom: (_address, session, callback) => {
      current.set(session.id, planned.shift() ?? { kind: 'accept' });
      callback();
    },
    onRcptTo: ({ address }, session, callback) => {
      meet(address, session).then(() => callback(), callback);
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
    behaveFor: (recipient, ...next) => {
      plannedFor.set(recipient, [...(plannedFor.get(recipient) ?? []), ...next]);
    },
    holdNextGreeting: () => {
      const hold = new Hold();
      greetings.push(hold);
      return hold;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
