import { createServer, type Server, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { Random } from './random';
import type { Tally } from './tally';

/** Where in the conversation the server misbehaves. */
const PLACES = ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'dot'] as const;
type Place = (typeof PLACES)[number];
const CODES = [421, 450, 451, 550, 552] as const;

type Misbehavior =
  | { readonly at: Place; readonly code: (typeof CODES)[number] }
  | { readonly at: 'before the dot' | 'after the dot'; readonly code: null };

/** One copy of a mail that the server has taken. */
export interface Copy {
  readonly messageId: string;
  /** Which worker brought it. */
  readonly worker: number;
  readonly at: number;
  /** False when the server hung up instead of answering. */
  readonly answered: boolean;
  readonly parsed: ParsedMail;
  readonly to: readonly string[];
}

/** An SMTP server that misbehaves when it is told to; every worker has a port of its own, so that it is known who came. */
export class MailServer {
  readonly copies: Copy[] = [];
  /** Part of the conversations in which something goes wrong. */
  malice = 0;
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly random: Random,
    private readonly tally: Tally,
    private readonly onMail: (copy: Copy) => void,
  ) {}

  async listen(ports: readonly number[]): Promise<void> {
    for (const [worker, port] of ports.entries()) {
      const server = createServer((socket) => this.converse(socket, worker));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
      });
      this.servers.push(server);
    }
  }

  /** All connections end in the middle. */
  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    const closed = this.servers.map((server) => new Promise((resolve) => server.close(resolve)));
    this.reset();
    await Promise.all(closed);
  }

  private plan(): Misbehavior | null {
    if (!this.random.chance(this.malice)) return null;
    if (this.random.chance(0.3)) {
      return { at: this.random.pick(['before the dot', 'after the dot']), code: null };
    }
    return { at: this.random.pick(PLACES), code: this.random.pick(CODES) };
  }

  private converse(socket: Socket, worker: number): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    socket.setEncoding('latin1');
    let plan = this.plan();
    let [to, body, buffered]: [string[], string | null, string] = [[], null, ''];
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    /** True when it misbehaved. */
    const misbehave = (at: Misbehavior['at']): boolean => {
      if (plan?.at !== at) return false;
      const { code } = plan;
      this.tally.add(`smtp ${code ?? 'hung up'} at ${at}`);
      plan = null;
      if (code === null) {
        socket.resetAndDestroy();
        return true;
      }
      say(`${code} ${code < 500 ? '4.3.0 not now' : '5.1.1 no such recipient here'}`);
      if (code === 421 || at === 'connect') socket.end();
      return true;
    };
    const take = (raw: string): void => {
      if (misbehave('before the dot') || misbehave('dot')) return;
      const hangUp = plan?.at === 'after the dot';
      void this.keep(raw, { worker, to, answered: !hangUp });
      if (!misbehave('after the dot')) say('250 2.0.0 taken');
    };
    const obey = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') {
        if (!misbehave('EHLO')) say('250 mail.example.org');
      } else if (verb === 'MAIL') {
        to = [];
        // A kept connection has another conversation for each mail.
        plan ??= this.plan();
        if (!misbehave('MAIL')) say('250 2.1.0 go on');
      } else if (verb === 'RCPT') {
        to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        if (!misbehave('RCPT')) say('250 2.1.5 go on');
      } else if (verb === 'DATA') {
        if (misbehave('DATA')) return;
        body = '';
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 2.0.0 bye');
        socket.end();
      } else say('250 2.0.0 fine');
    };
    socket.on('data', (chunk: string) => {
      buffered += chunk;
      for (;;) {
        const end = buffered.indexOf('\r\n');
        if (end < 0 || socket.destroyed) return;
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        if (body === null) obey(line);
        else if (line === '.') {
          const raw = body;
          body = null;
          take(raw);
        } else body += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
      }
    });
    if (!misbehave('connect')) say('220 mail.example.org ESMTP');
  }

  private async keep(
    raw: string,
    { worker, to, answered }: Pick<Copy, 'worker' | 'to' | 'answered'>,
  ): Promise<void> {
    const messageId = /^Message-ID:\s*<([^@>]+)@/im.exec(raw)?.[1] ?? 'none';
    const at = Date.now();
    const parsed = await simpleParser(Buffer.from(raw, 'latin1'));
    const copy = { messageId, worker, at, answered, parsed, to: [...to] };
    this.copies.push(copy);
    this.tally.add('mails taken');
    this.onMail(copy);
  }
}
