import { SMTPServer } from 'smtp-server';

const WAIT_MS = 120_000;
const REFERENCE = /^X-(?:Referral|Report)-Id: *(\S+)/im;

/** An SMTP server that takes every mail and notes when it did, by the mail's X-Referral-Id or X-Report-Id. */
export class Mailbox {
  readonly #acceptedAt = new Map<string, number>();
  readonly #waiting = new Map<string, (at: number) => void>();

  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  static async open(): Promise<Mailbox> {
    const open: { mailbox?: Mailbox } = {};
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, _session, accept) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          accept();
          open.mailbox?.note(Buffer.concat(chunks).toString('latin1'));
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('the SMTP server has no port');
    open.mailbox = new Mailbox(server, address.port);
    return open.mailbox;
  }

  /** When the mail was accepted, on the clock of `performance.now()`. Throws when it does not come. */
  async acceptedAt(reference: string): Promise<number> {
    const known = this.#acceptedAt.get(reference);
    if (known !== undefined) return known;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no mail for ${reference}`)), WAIT_MS);
      this.#waiting.set(reference, (at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
  }

  /** How many references have had a mail so far. */
  get count(): number {
    return this.#acceptedAt.size;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private note(mail: string): void {
    const at = performance.now();
    const reference = REFERENCE.exec(mail)?.[1];
    if (reference === undefined || this.#acceptedAt.has(reference)) return;
    this.#acceptedAt.set(reference, at);
    this.#waiting.get(reference)?.(at);
    this.#waiting.delete(reference);
  }
}
