import { phoneWords } from '../../src/domain/phone-words';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { startSmtp, type TestSmtp } from '../support/smtp';
import type { ReceivedMail } from '../support/smtp-mailbox';
import { startTimeSkipping } from '../support/temporal';
import { visibleText } from '../unit/support/markup';
import { ApiClient } from './support/api-client';
import { linkIn } from './support/assister';
import { eventually } from '../support/eventually';
import { aboutReferral, header } from './support/mails';
import { personalValues, sampleLead, sampleOrganization, type LeadBody } from './support/samples';
import { SPOC, startService, type Service } from './support/service';

/**
 * The policy `leadContent: "full"`, for an exchange whose mail gateway encrypts by subject tag, from the lead to both
 * missed deadlines: API and worker as built, a process each, on a server whose clock is moved forward.
 */
const CONFIG = path.resolve(__dirname, '../../config');
const TAG = '[encrypt-this]';

const lead: LeadBody = {
  ...sampleLead('St. Louis', { broker: true }),
  account: { active: true },
  application: { active: true, submittedOn: '2025-11-20' },
  determinations: ['qhp-aptc', 'pending'],
  reason: 'Lost <coverage> at work & asks for "help"',
  guidance: 'Told that open enrollment ends on January 15',
  consent: { given: true, on: '2025-11-21' },
};

/** The program's questions, in its words and its order. */
const SIX_ANSWERS = [
  'Does the consumer have an active account? Yes',
  'Does the consumer have an active application? Yes, submitted on Thursday, November 20, 2025',
  'What is the household’s current determination(s)? Qualified health plan (QHP) with advance premium tax credits; Pending: no decision yet',
  'Why is the consumer seeking help from an assister? Lost <coverage> at work & asks for "help"',
  'What guidance was the consumer provided? Told that open enrollment ends on January 15',
  'Did the consumer consent to have their information sent to an assister? Yes, on Friday, November 21, 2025',
];

const DAY_MS = 86_400_000;

let folder: string;
let database: TestDatabase;
let env: TestWorkflowEnvironment;
let smtp: TestSmtp;
let service: Service;
let referralId: string;
let mails: readonly ReceivedMail[];
const organization = sampleOrganization('St. Louis', { type: 'broker' });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'assister-leads-program-'));
  [database, env, smtp] = await Promise.all([freshDatabase(), startTimeSkipping(), startSmtp()]);
  service = await startService({
    databaseUrl: database.url,
    smtpUrl: smtp.url,
    temporalAddress: env.address,
    environment: { PROGRAM_FILE: await programWithFullLeads() },
  });
  const crm = new ApiClient(service.url, service.apiKey);
  await crm.createOrganization(organization);
  referralId = (await crm.startReferral(lead)).id;
  const sent = await eventually(
    'the sending',
    () => crm.referral(referralId),
    ({ status }) => status === 'sent',
  );
  const lastDeadline = Date.parse(sent.assignment?.milestones[1]?.dueAt ?? '');
  await env.sleep(lastDeadline + DAY_MS - (await env.currentTimeMs()));
  mails = await eventually(
    'all mails',
    () => smtp.mails.filter(aboutReferral(referralId)),
    ({ length }) => length >= 6,
  );
});
afterAll(async () => {
  await service.stop();
  await Promise.all([smtp.stop(), env.teardown(), rm(folder, { recursive: true })]);
  await database.drop();
});

/** A copy of the demonstration's policy, with its areas beside it, as somebody would make one. */
async function programWithFullLeads(): Promise<string> {
  const policy = JSON.parse(await readFile(path.join(CONFIG, 'mnsure.json'), 'utf8')) as object;
  const changed = { ...policy, mail: { leadContent: 'full', subjectTag: TAG } };
  const programFile = path.join(folder, 'program.json');
  await writeFile(programFile, JSON.stringify(changed));
  await cp(path.join(CONFIG, 'areas'), path.join(folder, 'areas'), { recursive: true });
  return programFile;
}

function ofKind(kind: string): ReceivedMail {
  const mail = mails.find((candidate) => header(candidate, 'X-Message-Kind') === kind);
  if (mail === undefined) throw new Error(`no mail of the kind ${kind}`);
  return mail;
}

/** Both bodies, each as one line of what a person reads. */
function bodies({ parsed }: ReceivedMail): string[] {
  return [(parsed.text ?? '').replace(/\s+/g, ' '), visibleText(parsed.html || '')];
}

/** Those of the texts that are missing from one of the two bodies. */
function missing(texts: readonly string[], mail: ReceivedMail): string[] {
  return texts.filter((text) => !bodies(mail).every((body) => body.includes(text)));
}

test('the lead carries the tag in its subject, who the consumer is, and all six answers, in both bodies', () => {
  const mail = ofKind('lead');
  const { firstName, lastName, phone = '', email = '', bestTimeToContact = '' } = lead.consumer;
  const { line1, city } = lead.address;
  expect(mail.parsed.subject).toMatch(
    /^\[encrypt-this\] New referral in St\. Louis County: contact by \w+day, /,
  );
  expect(missing(SIX_ANSWERS, mail)).toEqual([]);
  expect(
    missing(
      [
        `${firstName} ${lastName}`,
        phoneWords(phone ?? '', { country: 'US' }),
        email ?? '',
        bestTimeToContact ?? '',
      ],
      mail,
    ),
  ).toEqual([]);
  expect(missing([`${line1}, ${city}, MN 55802`], mail)).toEqual([]);
});

test('one mail of each kind comes to whom it is for, in the order of time', () => {
  expect(mails.map((mail) => [header(mail, 'X-Message-Kind'), ...mail.to])).toEqual([
    ['lead', organization.contactEmail],
    // Nobody has opened it for four business hours.
    ['escalation', SPOC],
    ['contact-reminder', organization.contactEmail],
    ['escalation', SPOC],
    ['appointment-reminder', organization.contactEmail],
    ['escalation', SPOC],
  ]);
});

test.each([
  ['lead', 'Reference: '],
  ['contact-reminder', 'Reference: '],
  ['appointment-reminder', 'Reference: '],
  ['escalation', 'referral-'],
])('headers, and which referral in both bodies: %s', (kind, before) => {
  const mail = ofKind(kind);
  expect(header(mail, 'X-Referral-Id')).toBe(referralId);
  expect(header(mail, 'Auto-Submitted')).toBe('auto-generated');
  expect(mail.parsed.replyTo?.text).toBe(SPOC);
  expect(mail.parsed.from?.text).toBe('"Preferred Assister Leads" <leads@example.org>');
  expect(mail.parsed.messageId).toMatch(/^<[0-9a-f-]{36}@127\.0\.0\.1>$/);
  expect(mail.parsed.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
  expect(missing([`${before}${referralId}`], mail)).toEqual([]);
});

test('only the lead is tagged and holds what is personal; its link is in the reminders too', () => {
  const [sent, ...others] = mails;
  const personal = personalValues(lead);
  const heldBy = (mail: ReceivedMail) =>
    personal.filter((value) => [mail.raw, ...bodies(mail)].some((text) => text.includes(value)));
  expect(sent && heldBy(sent).length).toBeGreaterThanOrEqual(8);
  expect(others.flatMap(heldBy)).toEqual([]);
  expect(others.filter(({ parsed }) => parsed.subject?.includes(TAG))).toEqual([]);
  const link = linkIn(ofKind('lead'));
  expect(['contact-reminder', 'appointment-reminder'].map((kind) => linkIn(ofKind(kind)))).toEqual([
    link,
    link,
  ]);
});

test('no log holds what is personal, though the lead does', () => {
  expect(service.printedOf(['worker is ready'])).toEqual(['worker is ready']);
  expect(service.printedOf(personalValues(lead))).toEqual([]);
});
