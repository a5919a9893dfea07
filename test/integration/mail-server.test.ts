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
