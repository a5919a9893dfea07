import type { ParsedMail } from 'mailparser';

export interface ReceivedMail {
  /** As it came over the wire. */
  readonly raw: string;
  readonly parsed: ParsedMail;
  /** The envelope's sender: where it goes back to. */
  readonly returnTo: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
}

export interface Mailbox {
  /** What was received whole and not refused, in order; every copy of it. */
  readonly mails: readonly ReceivedMail[];
  /**
   * The first mail that fits, there already or still to come.
   *
   * @throws After `timeoutMs`, with the subjects of the mails that did come.
   */
  waitForMail(fits: (mail: ReceivedMail) => boolean, timeoutMs?: number): Promise<ReceivedMail>;
}

export function createMailbox(): Mailbox & { deliver(mail: ReceivedMail): void } {
  const mails: ReceivedMail[] = [];
  const waiting = new Set<(mail: ReceivedMail) => void>();
  return {
    mails,
    deliver: (mail) => {
      mails.push(mail);
      waiting.forEach((look) => look(mail));
    },
    waitForMail: (fits, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const found = mails.find(fits);
        if (found) return resolve(found);
        const look = (mail: ReceivedMail) => {
          if (!fits(mail)) return;
          stopWaiting();
          resolve(mail);
        };
        const timer = setTimeout(() => {
          stopWaiting();
          const subjects = mails.map(({ parsed }) => parsed.subject ?? '(none)').join('; ');
          reject(new Error(`No such mail within ${timeoutMs} ms. There are ${mails.length}: ${subjects}`));
        }, timeoutMs);
        const stopWaiting = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        waiting.add(look);
      }),
  };
}
