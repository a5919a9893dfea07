import { reportMails } from '../../../src/activities/reports/report-mails';
import type { ReportMailFacts } from '../../../src/activities/reports/ports';
import type { OutgoingMail } from '../../../src/activities/ports';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { programContact } from '../../../src/domain/program-contact';
import { NOTHING_SAID } from '../../../src/domain/reports/statement';
import { instant, localDate } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createWorkbookReader } from '../../../src/infra/workbook/reader/workbook-reader';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';

const policy = loadProgram('config/mnsure.json');
const REPORT = '01890000-0000-7000-8000-000000000001';
const ROW = '3f2c1a9e-6a0b-4f0e-9c0e-4b1f3f0a7c55';
const NAME = 'Sample Consumer';

/** The report's mail as the mail server gets it. */
async function mailed(leadContent: ProgramPolicy['mail']['leadContent']): Promise<OutgoingMail> {
  const sent: OutgoingMail[] = [];
  const facts: ReportMailFacts = {
    ...{ state: 'prepared', revision: 0, rowCount: 1, missing: 1, returnedAt: null },
    ...{ label: { organizationId: 'sample', period: 'OE5/1' }, organizationName: 'Sample Navigators' },
    ...{ contactEmail: 'leads@example.org', seasonName: 'OE5', dueOn: localDate('2028-11-29') },
    ...{ from: localDate('2028-11-01'), to: localDate('2028-11-15') },
  };
  const { sendReportMail } = reportMails({
    policy: { ...policy, mail: { leadContent, subjectTag: '[secure]' } },
    program: programContact(policy, 'spoc@example.org'),
    messageIdHost: 'leads.example.org',
    outbox: { claim: async () => ({ id: REPORT, state: 'pending' }), record: async () => undefined },
    mailServer: {
      send: async (mail) => {
        sent.push(mail);
        return { outcome: 'sent', response: '250 OK' };
      },
    },
    links: {
      linkFor: async ({ purpose, expiresAt }) => ({
        url: `https://leads.example.org/l/${purpose}`,
        expiresAt,
      }),
    },
    workbooks: createWorkbookWriter(),
    reportDesk: {
      mailFacts: async () => facts,
      rows: async () => [
        {
          ...{ id: ROW, consumerName: NAME, referralId: REPORT, referredOn: localDate('2028-11-03') },
          ...{ statement: NOTHING_SAID, over: null },
        },
      ],
      begin: unasked,
      standing: unasked,
      note: unasked,
      returnFacts: unasked,
    },
  });
  const at = instant('2028-11-22T15:00:00Z');
  expect(await sendReportMail({ reportId: REPORT, at, mail: { kind: 'report' } })).toEqual({
    outcome: 'sent',
  });
  const [mail] = sent;
  if (mail === undefined) throw new Error('nothing was sent');
  return mail;
}

async function unasked(): Promise<never> {
  throw new Error('a report’s mail does not ask for this');
}

test('a link and no names, where the policy does not say that mail is encrypted', async () => {
  const mail = await mailed('link');
  expect(mail).toMatchObject({ kind: 'report', to: 'leads@example.org', attachments: [] });
  expect(mail.headers).toEqual({ 'X-Report-Id': REPORT });
  expect(mail.text).toContain('https://leads.example.org/l/report');
  expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toContain(NAME);
});

test('the workbook travels with the mail, under the tag that encrypts it, where the policy says so', async () => {
  const mail = await mailed('full');
  expect(mail.subject).toMatch(/^\[secure\] /);
  expect(mail.attachments).toHaveLength(1);
  const [attached] = mail.attachments;
  const reading = await createWorkbookReader().read(attached?.content ?? Buffer.alloc(0));
  expect(reading).toMatchObject({
    outcome: 'read',
    workbook: { reportId: REPORT, revision: 0, rows: [{ key: ROW, consumerName: NAME }] },
  });
});
