import { v7 as uuidv7 } from 'uuid';
import type {
  ClaimedMessage,
  LinkIssuer,
  MailServer,
  MailServerAnswer,
  OutgoingMail,
  Outbox,
} from '../../../src/activities/ports';
import type { Instant } from '../../../src/domain/time';
import type { Database } from './database';

export const SENT: MailServerAnswer = { outcome: 'sent', response: '250 OK' };
export const REFUSED: MailServerAnswer = { outcome: 'refused', smtpCode: 550, response: '550 no such user' };
export const DEFERRED: MailServerAnswer = { outcome: 'deferred', smtpCode: 451, response: '451 try later' };

type Answering = (mail: OutgoingMail) => MailServerAnswer | Promise<MailServerAnswer>;

/** A mail server that says what a test tells it to, and remembers each attempt with its answer. */
export class PostOffice implements MailServer {
  readonly attempts: (OutgoingMail & { readonly answer: MailServerAnswer['outcome'] })[] = [];
  private readonly answering = new Map<string, Answering>();
  /** Ends every answer that a failed test left open, or the worker would wait for it. */
  close: () => void = () => undefined;
  private readonly closed = new Promise<MailServerAnswer>((resolve) => {
    this.close = () => resolve(DEFERRED);
  });

  /** How this address answers from now on; accepting, unless told. */
  answer(address: string, answering: Answering): void {
    this.answering.set(address, answering);
  }

  async send(mail: OutgoingMail): Promise<MailServerAnswer> {
    const answering = this.answering.get(mail.to) ?? (() => SENT);
    const answer = await Promise.race([answering(mail), this.closed]);
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

/** A row a key; its id stays, and so does the Message-ID. */
export function createOutbox(db: Database): Outbox {
  const messages = new Map<string, { id: string; state: ClaimedMessage['state'] }>();
  return {
    async claim({ key, recipient }) {
      await db.reach('claim');
      const message = messages.get(`${key}/${recipient}`) ?? { id: uuidv7(), state: 'pending' as const };
      messages.set(`${key}/${recipient}`, message);
      return { ...message };
    },
    async record(messageId, { outcome }) {
      await db.reach('record');
      const message = [...messages.values()].find(({ id }) => id === messageId);
      if (message === undefined) throw new Error(`no message ${messageId}`);
      message.state = outcome === 'deferred' ? 'pending' : outcome;
    },
  };
}

export function createLinkIssuer(): LinkIssuer {
  const expiries = new Map<string, Instant>();
  return {
    async linkFor({ purpose, subjectId, expiresAt }) {
      const key = `${purpose}/${subjectId}`;
      const first = expiries.get(key) ?? expiresAt;
      expiries.set(key, first);
      return { url: `https://leads.example.org/l/${subjectId}`, expiresAt: first };
    },
  };
}
