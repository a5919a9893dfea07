import { EventEmitter, once } from 'node:events';
import type { MailServer, MailServerReply, OutgoingMail } from '../../../src/activities/ports';

export const SENT: MailServerReply = { outcome: 'sent', response: '250 OK' };
export const REFUSED: MailServerReply = { outcome: 'refused', smtpCode: 550, response: '550 no such user' };
export const DEFERRED: MailServerReply = {
  ...{ outcome: 'deferred', smtpCode: 451, response: '451 try later', mayHaveIt: false },
};

/** The connection broke after the mail was on it. */
export const LOST: MailServerReply = {
  ...{ outcome: 'deferred', smtpCode: null, response: 'no answer', mayHaveIt: true },
};

type Answering = (mail: OutgoingMail) => MailServerReply | Promise<MailServerReply>;

export interface Held {
  /** Waits until so many have reached the server. */
  underWay(count: number): Promise<void>;
  readonly letGo: () => void;
}

/** A mail server that says what a test tells it to, and remembers each attempt with its answer. */
export class PostOffice implements MailServer {
  readonly attempts: (OutgoingMail & { readonly answer: MailServerReply['outcome'] })[] = [];
  private readonly answering = new Map<string, Answering>();

  /** How this address answers from now on; accepting, unless told. */
  answer(address: string, answering: Answering): void {
    this.answering.set(address, answering);
  }

  /** Mails to this address are under way until they are let go, and are answered then. */
  hold(address: string, answering: Answering = () => SENT): Held {
    let letGo = (): void => undefined;
    const answered = new Promise<void>((resolve) => (letGo = resolve));
    const arrivals = new EventEmitter();
    let arrived = 0;
    this.answer(address, async (mail) => {
      arrived += 1;
      arrivals.emit('mail');
      await answered;
      return answering(mail);
    });
    const underWay = async (count: number): Promise<void> => {
      while (arrived < count) await once(arrivals, 'mail');
    };
    return { underWay, letGo };
  }

  async send(mail: OutgoingMail): Promise<MailServerReply> {
    const answering = this.answering.get(mail.to) ?? (() => SENT);
    const answer = await answering(mail);
    this.attempts.push({ ...mail, answer: answer.outcome });
    return answer;
  }

  /** The mails of one referral that the server took. */
  delivered(referralId: string, kind: OutgoingMail['kind']): OutgoingMail[] {
    return this.attemptsFor(referralId, kind).filter(({ answer }) => answer === 'sent');
  }

  attemptsFor(referralId: string, kind: OutgoingMail['kind']) {
    return this.attempts.filter((mail) => mail.kind === kind && mail.headers['X-Referral-Id'] === referralId);
  }
}
