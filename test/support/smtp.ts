import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { connectionCutter } from './smtp-connections';
import { behaviorQueue, rejection, type SmtpBehavior } from './smtp-behavior';

export interface ReceivedMail {
  /** As it came over the wire. */
  readonly raw: string;
  readonly parsed: ParsedMail;
  /** Envelope recipients. */
  readonly to: readonly string[];
}

export interface TestSmtp {
  readonly port: number;
  /** For SMTP_URL. */
  readonly url: string;
  /** Every message whose data were received whole and kept, in order; one that was answered with an error is not. */
  readonly mails: readonly ReceivedMail[];
  /** Sets what happens to the next messages, in order; those after them are accepted. */
  behave(...behaviors: SmtpBehavior[]): void;
  /**
   * The first mail that fits, there already or still to come.
   *
   * @throws After `timeoutMs`, with the subjects of what did come.
   */
  waitForMail(predicate: (mail: ReceivedMail) => boolean, timeoutMs?: number): Promise<ReceivedMail>;
  stop(): Promise<void>;
}

/** A real SMTP server on a free port of the loopback interface. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  const watchers = new Set<() => void>();
  const behaviors = behaviorQueue();
  const connections = connectionCutter();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, session, callback) => {
      const behavior = behaviors.next(session.id);
      if (behavior.kind === 'close-before-data') connections.cut(session);
      else callback(behavior.kind === 'reject-sender' ? rejection(behavior) : null);
    },
    onData: (stream, session, callback) => {
      receive(stream, session).then(callback, callback);
    },
  });

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const raw = (await buffer(stream)).toString('utf8');
    const behavior = behaviors.current(session.id);
    behaviors.done(session.id);
    if (behavior.kind === 'reject') return rejection(behavior);
    mails.push({
      raw,
      parsed: await simpleParser(raw),
      to: session.envelope.rcptTo.map(({ address }) => address),
    });
    watchers.forEach((look) => { look(); });
    if (behavior.kind === 'close-after-data') {
      connections.cut(session);
      return new Promise(() => undefined);
    }
    return null;
  }
  return undefined as never;
}
