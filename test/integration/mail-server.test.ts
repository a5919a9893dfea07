import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { OutgoingMail } from '../../src/activities/ports';
import { instant } from '../../src/domain/time';
import { createMailServer, type MailServerHandle } from '../../src/infra/mail-server';
import { close, refuse, startSmtp, type SmtpBehavior, type TestSmtp } from '../support/smtp';

/** What is known of a mail when the server says no, says nothing, or is not there. */

const MAIL: OutgoingMail = {
  ...{ messageId: '<1@leads.example.org>', kind: 'lead', to: 'leads@example.org', subject: 'A lead' },
  ...{ html: '<p>A lead</p>', text: 'A lead', date: instant('2034-02-01T16:00:00.000Z') },
  ...{ headers: {}, attachments: [] },
};

let smtp: TestSmtp;
let mailServer: MailServerHandle;
beforeAll(async () => {
  smtp = await startSmtp();
  mailServer = createMailServer({
    smtpUrl: smtp.url,
    from: 'leads@example.org',
    replyTo: 'spoc@example.org',
  });
});
afterAll(async () => {
  mailServer.close();
  await smtp.stop();
});

const NOBODY_KNOWS = { outcome: 'deferred', smtpCode: null, mayHaveIt: true };

test.each<{ when: string; behavior: SmtpBehavior[]; answer: object }>([
  { when: 'takes it', behavior: [], answer: { outcome: 'sent' } },
  {
    when: 'does not know the recipient',
    behavior: [refuse(550)],
    answer: { outcome: 'refused', smtpCode: 550 },
  },
  {
    when: 'puts the recipient off',
    behavior: [refuse(451)],
    answer: { outcome: 'deferred', smtpCode: 451, mayHaveIt: false },
  },
  {
    when: 'has read it and puts it off',
    behavior: [refuse(452, 'data')],
    answer: { outcome: 'deferred', smtpCode: 452, mayHaveIt: false },
  },
  { when: 'has read it and hangs up', behavior: [close('after-data')], answer: NOBODY_KNOWS },
  {
    // A kept connection may just have been old, so the mail is tried on a new one at once.
    when: 'hangs up twice before it has asked for the mail',
    behavior: [close('before-data'), close('before-data')],
    answer: { outcome: 'deferred', smtpCode: null, mayHaveIt: false },
  },
])('a server that $when', async ({ behavior, answer }) => {
  smtp.behave(...behavior);
  expect(await mailServer.send(MAIL)).toMatchObject(answer);
});

test('a server that is not there', async () => {
  const gone = await startSmtp();
  await gone.stop();
  const nowhere = createMailServer({
    smtpUrl: gone.url,
    from: 'leads@example.org',
    replyTo: 'spoc@example.org',
  });
  expect(await nowhere.send(MAIL)).toMatchObject({ outcome: 'deferred', smtpCode: null, mayHaveIt: false });
  nowhere.close();
});

/** Each pause is shorter than the time-outs for silences, and all of them together are longer than one mail may take. */
const PAUSE_MS = 400;
const WITHIN_MS = 1_000;

/** Answers everything, each time after a pause, from the moment that it is told. */
async function startSlowSmtp(pausesFrom: 'the greeting' | 'the final dot') {
  const inSlowSteps = pausesFrom === 'the greeting';
  const slowly = (callback: () => void) => void delay(inSlowSteps ? PAUSE_MS : 0).then(callback);
  let read = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    hidePIPELINING: true,
    onConnect: (_session, callback) => slowly(callback),
    onMailFrom: (_address, _session, callback) => slowly(callback),
    onRcptTo: (_address, _session, callback) => slowly(callback),
    onData: (stream, _session, callback) => {
      stream.on('end', () => {
        read += 1;
        void delay(inSlowSteps ? PAUSE_MS : 3 * WITHIN_MS).then(() => callback());
      });
      stream.resume();
    },
  });
  // A client that goes away is what this is about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const slow = createMailServer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    ...{ from: 'leads@example.org', replyTo: 'spoc@example.org', withinMs: WITHIN_MS },
  });
  const stop = async () => {
    slow.close();
    await new Promise<void>((resolve) => server.close(resolve));
  };
  return { send: () => slow.send(MAIL), read: () => read, stop };
}

describe('a server that answers each command so slowly that one mail takes too long as a whole', () => {
  test('is left before it was given the mail: it cannot have it', async () => {
    const server = await startSlowSmtp('the greeting');
    expect(await server.send()).toMatchObject({ outcome: 'deferred', smtpCode: null, mayHaveIt: false });
    expect(server.read()).toBe(0);
    await server.stop();
  });

  test('is left after it was given the mail: nobody knows', async () => {
    const server = await startSlowSmtp('the final dot');
    expect(await server.send()).toMatchObject(NOBODY_KNOWS);
    expect(server.read()).toBe(1);
    await server.stop();
  });

  test('does not keep the mails that wait for a connection: each ends with an answer', async () => {
    const server = await startSlowSmtp('the greeting');
    const answers = await Promise.all(Array.from({ length: 12 }, () => server.send()));
    expect(answers).toHaveLength(12);
    for (const answer of answers) {
      expect(answer).toMatchObject({ outcome: 'deferred', smtpCode: null, mayHaveIt: false });
    }
    await server.stop();
  });
});

test.each([
  [
    'with an address for what comes back: one of its own',
    'bounces@leads.example.org',
    'bounces+1@leads.example.org',
  ],
  ['without: the sender’s', null, 'leads@example.org'],
])('a mail goes back to an address, %s', async (_which, bounceAddress, returnTo) => {
  const own = createMailServer({
    ...{ smtpUrl: smtp.url, from: 'Leads <leads@example.org>', replyTo: 'spoc@example.org', bounceAddress },
  });
  const before = smtp.mails.length;
  expect(await own.send(MAIL)).toMatchObject({ outcome: 'sent' });
  const [mail] = smtp.mails.slice(before);
  expect([mail?.returnTo, mail?.to, mail?.parsed.from?.text]).toEqual([
    ...[returnTo, ['leads@example.org'], '"Leads" <leads@example.org>'],
  ]);
  own.close();
});
