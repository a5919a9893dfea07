import type { OutboxMessage } from '../../../src/activities/follow/ports';
import type { ReportMailFacts } from '../../../src/activities/reports/ports';
import { reportMailMakers } from '../../../src/activities/reports/report-mails';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { programContact } from '../../../src/domain/program-contact';
import type { ChaseStep } from '../../../src/domain/reports/chase';
import { NOTHING_SAID } from '../../../src/domain/reports/statement';
import { instant, localDate } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createWorkbookReader } from '../../../src/infra/workbook/reader/workbook-reader';
import { createWorkbookWriter } from '../../../src/infra/workbook/write-report';
import type { RenderedMail } from '../../../src/mail/types';

const policy = loadProgram('config/mnsure.json');
const REPORT = '01890000-0000-7000-8000-000000000001';
const ROW = '3f2c1a9e-6a0b-4f0e-9c0e-4b1f3f0a7c55';
const NAME = 'Sample Consumer';

// Wednesday, November 22, 2028, 9 a.m. in Minnesota.
const AT = instant('2028-11-22T15:00:00Z');
const BEFORE_DUE: ChaseStep = { kind: 'before-due', at: instant('2028-11-27T14:00:00Z') };
const DUE_TODAY: ChaseStep = { kind: 'due-today', at: instant('2028-11-29T14:00:00Z') };

const sent: ReportMailFacts = {
  ...{ state: 'sent', revision: 0, rowCount: 1, missing: 1, returnedAt: null },
  ...{ label: { organizationId: 'sample', period: 'OE5/1' }, organizationName: 'Sample Navigators' },
  ...{ contactEmail: 'leads@example.org', seasonName: 'OE5', dueOn: localDate('2028-11-29') },
  ...{ from: localDate('2028-11-01'), to: localDate('2028-11-15'), chase: [BEFORE_DUE, DUE_TODAY] },
};
const message: OutboxMessage = {
  ...{ id: '01890000-0000-7000-8000-000000000002', kind: 'report', order: { mail: 'report' } },
  ...{ state: 'pending', reportId: REPORT, organizationId: 'sample' },
  ...{ referralId: null, assignmentId: null, escalationId: null, requestId: null },
};

function makers(leadContent: ProgramPolicy['mail']['leadContent'], facts: ReportMailFacts) {
  return reportMailMakers({
    policy: { ...policy, mail: { leadContent, subjectTag: '[secure]' } },
    program: programContact(policy, 'spoc@example.org'),
    links: {
      linkFor: async ({ purpose, expiresAt }) => ({
        url: `https://leads.example.org/l/${purpose}`,
        expiresAt,
      }),
    },
    workbooks: createWorkbookWriter(),
    reportMails: {
      mailFacts: async () => facts,
      rows: async () => [
        {
          ...{ id: ROW, consumerName: NAME, referralId: REPORT, referredOn: localDate('2028-11-03') },
          ...{ statement: NOTHING_SAID, over: null },
        },
      ],
      returnFacts: async () => {
        throw new Error('a report’s mail does not ask for this');
      },
    },
  });
}

/** The report's mail as it would be sent now. */
async function written(leadContent: ProgramPolicy['mail']['leadContent']): Promise<RenderedMail> {
  const prepared = await makers(leadContent, sent).report(message, { mail: 'report' }, AT);
  if ('outcome' in prepared) throw new Error(`it was ${prepared.outcome}`);
  expect(prepared.recipient).toBe('leads@example.org');
  return prepared.compose();
}

test('a link and no names, where the policy does not say that mail is encrypted', async () => {
  const mail = await written('link');
  expect(mail.attachments ?? []).toEqual([]);
  expect(mail.text).toContain('https://leads.example.org/l/report');
  expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toContain(NAME);
});

test('the workbook travels with the mail, under the tag that encrypts it, where the policy says so', async () => {
  const mail = await written('full');
  expect(mail.subject).toMatch(/^\[secure\] /);
  expect(mail.attachments).toHaveLength(1);
  const [attached] = mail.attachments ?? [];
  const reading = await createWorkbookReader().read(attached?.content ?? Buffer.alloc(0));
  expect(reading).toMatchObject({
    outcome: 'read',
    workbook: { reportId: REPORT, revision: 0, rows: [{ key: ROW, consumerName: NAME }] },
  });
});

describe('a reminder', () => {
  const chase = (step: ChaseStep, at: string, changes: Partial<ReportMailFacts> = {}) =>
    makers('link', { ...sent, ...changes })['report-chase'](
      { ...message, kind: 'report-reminder', order: { mail: 'report-chase', step } },
      { mail: 'report-chase', step },
      instant(at),
    );

  test('is sent while something is missing and business is open', async () => {
    const prepared = await chase(BEFORE_DUE, '2028-11-27T14:00:00Z');
    expect(prepared).toMatchObject({ recipient: 'leads@example.org' });
  });

  test('waits for the opening of business', async () => {
    // Monday evening; Tuesday at 8 in the morning.
    expect(await chase(BEFORE_DUE, '2028-11-28T01:00:00Z')).toEqual({
      ...{ outcome: 'outside-hours', until: '2028-11-28T14:00:00.000Z' },
    });
  });

  test.each<[string, string, Partial<ReportMailFacts>]>([
    ['the report is complete', '2028-11-27T14:00:00Z', { state: 'complete', missing: 0 }],
    ['the next one is due', '2028-11-29T14:00:00Z', {}],
  ])('is overtaken when %s', async (_why, at, changes) => {
    expect(await chase(BEFORE_DUE, at, changes)).toEqual({ outcome: 'overtaken' });
  });
});
