import { reportMailMakers } from '../../../src/activities/report/mails';
import type { ReportMailData } from '../../../src/activities/report/ports';
import type { OutboxMessage } from '../../../src/activities/follow/ports';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { programOf } from '../../../src/domain/program';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import { instant, localDate } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import { createWorkbookReader } from '../support/workbook-reader';

const policy = loadProgram('config/mnsure.json');
const REPORT = '01890000-0000-7000-8000-000000000001';
const ROW = '3f2c1a9e-6a0b-4f0e-9c0e-4b1f3f0a7c55';
const NAME = 'Sample Consumer';

const FACTS: ReportMailData = {
  ...{ state: 'sent', revision: 0, rowCount: 1, missing: 1, returnedAt: null },
  ...{ label: { organizationId: 'sample', period: 'OE5/1' }, organizationName: 'Sample Navigators' },
  ...{ contactEmail: 'leads@example.org', seasonName: 'OE5', dueOn: localDate('2028-11-29') },
  ...{ from: localDate('2028-11-01'), to: localDate('2028-11-15') },
  chase: [
    { kind: 'before-due', at: instant('2028-11-27T14:00:00Z') },
    { kind: 'due-today', at: instant('2028-11-29T14:00:00Z') },
    { kind: 'escalate', at: instant('2028-12-06T14:00:00Z') },
  ],
};

function makers(leadContent: ProgramPolicy['mail']['leadContent'], facts: Partial<ReportMailData> = {}) {
  return reportMailMakers({
    policy: { ...policy, mail: { leadContent, subjectTag: '[secure]' } },
    program: programOf(policy, 'spoc@example.org'),
    links: {
      linkFor: async ({ purpose, expiresAt }) => ({
        url: `https://leads.example.org/l/${purpose}`,
        expiresAt,
      }),
    },
    workbooks: createWorkbookWriter(),
    reportMails: {
      mailData: async () => ({ ...FACTS, ...facts }),
      rows: async () => [
        {
          ...{ id: ROW, consumerName: NAME, referralId: REPORT, referredOn: localDate('2028-11-03') },
          ...{ statement: NOTHING_SAID, over: null },
        },
      ],
      returnFacts: unasked,
    },
  });
}

const MESSAGE: OutboxMessage = {
  ...{ id: 'sample', kind: 'report', order: { mail: 'report' }, state: 'pending', reportId: REPORT },
  ...{ referralId: null, assignmentId: null, escalationId: null, requestId: null, organizationId: 'sample' },
};

/** The report's mail as it is made. */
async function mailed(leadContent: ProgramPolicy['mail']['leadContent']) {
  const at = instant('2028-11-22T15:00:00Z');
  const prepared = await makers(leadContent).report(MESSAGE, { mail: 'report' }, at);
  if (!('compose' in prepared)) throw new Error('it is not sent');
  return { ...(await prepared.compose()), to: prepared.recipient };
}

/** What becomes of a reminder that is to be sent then. */
async function reminded(kind: 'before-due' | 'due-today', at: string, facts: Partial<ReportMailData> = {}) {
  const step = FACTS.chase.find((each) => each.kind === kind);
  if (step === undefined) throw new Error('no such step');
  const prepared = await makers('link', facts)['report-chase'](
    MESSAGE,
    { mail: 'report-chase', step },
    instant(at),
  );
  return 'outcome' in prepared ? prepared : { recipient: prepared.recipient };
}

async function unasked(): Promise<never> {
  throw new Error('a report’s mail does not ask for this');
}

test('a link and no names, where the policy does not say that mail is encrypted', async () => {
  const mail = await mailed('link');
  expect(mail.to).toBe('leads@example.org');
  expect(mail.attachments ?? []).toEqual([]);
  expect(mail.text).toContain('https://leads.example.org/l/report');
  expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toContain(NAME);
});

test('the workbook travels with the mail, under the tag that encrypts it, where the policy says so', async () => {
  const mail = await mailed('full');
  expect(mail.subject).toMatch(/^\[secure\] /);
  expect(mail.attachments).toHaveLength(1);
  const [attached] = mail.attachments ?? [];
  const reading = await createWorkbookReader().read(attached?.content ?? Buffer.alloc(0));
  expect(reading).toMatchObject({
    outcome: 'read',
    workbook: { reportId: REPORT, revision: 0, rows: [{ key: ROW, consumerName: NAME }] },
  });
});

test('a reminder goes out in business hours, and not when a later one or the report itself has made it needless', async () => {
  const to = { recipient: 'leads@example.org' };
  expect(await reminded('before-due', '2028-11-27T14:00:00Z')).toEqual(to);
  expect(await reminded('before-due', '2028-11-28T02:00:00Z')).toEqual({
    ...{ outcome: 'outside-hours', until: '2028-11-28T14:00:00.000Z' },
  });
  expect(await reminded('before-due', '2028-11-29T14:00:00Z')).toEqual({ outcome: 'overtaken' });
  expect(await reminded('due-today', '2028-12-07T15:00:00Z')).toEqual(to);
  expect(await reminded('due-today', '2028-11-29T14:00:00Z', { state: 'complete' })).toEqual({
    outcome: 'overtaken',
  });
});
