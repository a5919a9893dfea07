import type { OrganizationView } from '../../src/api/organization/schema';
import { referralWorkflowId } from '../../src/workflows/ids';
import { linkIn, type Assister, type Page } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor } from './support/mails';
import {
  dateFields,
  personalValues,
  sampleOrganization,
  today,
  type County,
  type LeadBody,
} from './support/samples';
import { deletionDueAt } from './support/temporal-timers';
import { TemporalUi } from './support/temporal-ui';

/** What a coordinator asks: where does it stand, with whom, why, what is due and when, what happens next? */
type Answers = readonly [stands: string, withWhom: string, why: string, due: string, next: string];

const DAY_MS = 86_400_000;

const INSTANT = String.raw`\w{3}, \w{3} \d{1,2}, \d{4}, \d{1,2}:\d{2} [AP]M C[SD]T`;

let site: Installation;
let ui: TemporalUi;
let organization: OrganizationView;
/** Contacted by its assister. */
let contacted: { readonly id: string; readonly lead: LeadBody; readonly assister: Assister; page: Page };
/** Nobody serves its county. */
let waiting: { readonly id: string; readonly lead: LeadBody };
const comments = { decline: 'declined-with-this-comment', end: 'ended-with-this-comment' };

async function post(county: County): Promise<{ id: string; lead: LeadBody }> {
  const lead = site.lead(county);
  return { id: (await site.crm.startReferral(lead)).id, lead };
}

beforeAll(async () => {
  site = await install();
  ui = new TemporalUi(site.temporal.uiUrl);
  const { crm, smtp } = site;
  // The first one declines, so that something that was typed is on the way to this referral's history.
  const first = await crm.createOrganization(sampleOrganization('St. Louis', { languages: ['so'] }));
  organization = await crm.createOrganization(sampleOrganization('St. Louis', { languages: ['en'] }));
  waiting = await post('Itasca');
  const { id, lead } = await post('St. Louis');
  const assister = site.assister();
  const declining = await smtp.waitForMail(
    (mail) => isLeadFor(id)(mail) && mail.to.includes(first.contactEmail),
  );
  await assister.submit(await assister.open(linkIn(declining)), 'decline', {
    reason: 'other',
    comments: comments.decline,
  });
  const mail = await smtp.waitForMail(
    (candidate) => isLeadFor(id)(candidate) && candidate.to.includes(organization.contactEmail),
  );
  const page = await assister.open(linkIn(mail));
  const values = { outcome: 'reached', ...dateFields() };
  contacted = { id, lead, assister, page: await assister.submit(page, 'contact', values) };
  const escalated = (open: readonly { referralIds: readonly string[] }[]) =>
    open.some(({ referralIds }) => referralIds.includes(waiting.id));
  await eventually('the escalation', () => crm.openEscalations(), escalated);
});
afterAll(async () => {
  await site.stop();
});

/** Read by whoever opens the workflow's page. */
async function readCurrentDetails(referralId: string): Promise<Answers> {
  const text = await ui.currentDetails(referralWorkflowId(referralId));
  const line = (label: string) => new RegExp(`^- \\*\\*${label}:\\*\\* (.*)$`, 'm').exec(text)?.[1] ?? '';
  const stands = /^\*\*(.*)\*\*$/m.exec(text)?.[1] ?? '';
  return [stands, line('With'), line('Why'), line('Due'), line('Next')];
}

/** Read in the list, or in the workflow's memo: the server's own knowledge. */
async function readMemo(referralId: string): Promise<Answers> {
  const { memo } = await ui.describe(referralWorkflowId(referralId));
  return ['stands', 'with', 'why', 'due', 'next'].map((key) => String(memo[key])) as unknown as Answers;
}

const whenContacted = (): readonly (string | RegExp)[] => [
  `Consumer contacted on ${today()}`,
  organization.name,
  /^no eligible one speaks the language, 0% of its capacity was in use; organization number 2 for this referral$/,
  new RegExp(`^contact met; appointment by ${INSTANT} \\(pending\\)$`),
  new RegExp(`^reminder of the appointment deadline at ${INSTANT}$`),
];

const whenWaiting: readonly (string | RegExp)[] = [
  new RegExp(`^Unassigned since ${INSTANT}$`),
  'No organization',
  'no organization is eligible now',
  'nothing yet',
  'routed by itself as soon as an organization becomes eligible',
];

const whenClosed = (): readonly (string | RegExp)[] => [
  'Closed: eligible-ma',
  organization.name,
  whenContacted()[2] ?? '',
  'contact met; appointment met',
  'nothing',
];

/** The workflow follows what is recorded in its own time. */
async function expectAnswers(
  read: () => Promise<Answers>,
  expected: readonly (string | RegExp)[],
): Promise<void> {
  const isExpected = (answer: string, index: number): boolean => {
    const wanted = expected[index] ?? '';
    return typeof wanted === 'string' ? answer === wanted : wanted.test(answer);
  };
  await eventually(expected.join(' | '), read, (answers) => answers.every(isExpected));
}

/** The list's own answers: where, with whom, what is due when; found by them. */
async function expectListed(referralId: string, status: string): Promise<void> {
  const { assignment } = await site.crm.referral(referralId);
  const due = assignment?.milestones.map(({ dueAt }) => dueAt) ?? [];
  const query = `ReferralStatus = "${status}" AND OrganizationId = "${organization.id}" AND County = "St. Louis"`;
  const [seen] = await eventually(
    'the list',
    () => ui.list(query),
    ({ length }) => length === 1,
  );
  expect(seen).toMatchObject({
    workflowId: referralWorkflowId(referralId),
    attributes: { AssisterType: 'navigator', ContactMilestone: 'met' },
  });
  const shown = ['ContactDueAt', 'AppointmentDueAt'].map((name) =>
    Date.parse(String(seen?.attributes[name])),
  );
  expect(shown).toEqual(due.map((at) => Date.parse(at)));
}

async function expectWaitingListed(): Promise<void> {
  const query = 'ReferralStatus = "unassigned" AND EscalationReason = "no-eligible-organization"';
  const found = await eventually(
    'the list',
    () => ui.list(query),
    ({ length }) => length === 1,
  );
  expect(found).toMatchObject([
    {
      workflowId: referralWorkflowId(waiting.id),
      attributes: { County: 'Itasca', AssisterType: 'navigator' },
    },
  ]);
}

test('while the worker runs, the Temporal UI answers the five questions, in the details and in the list', async () => {
  await expectAnswers(() => readCurrentDetails(contacted.id), whenContacted());
  await expectAnswers(() => readMemo(contacted.id), whenContacted());
  await expectListed(contacted.id, 'contacted');
  await expectAnswers(() => readCurrentDetails(waiting.id), whenWaiting);
  await expectAnswers(() => readMemo(waiting.id), whenWaiting);
  await expectWaitingListed();
});

test('timers and activities say what they are for', async () => {
  const everything = await ui.everythingAbout(referralWorkflowId(contacted.id));
  expect(everything).toContain(`"Mail the lead to ${organization.name}"`);
  expect(everything).toMatch(new RegExp(`"Reminder of the appointment deadline: ${INSTANT}"`));
});

test('while no worker runs, the Temporal UI answers the five questions', async () => {
  await site.service.worker.end('SIGTERM');
  await expectAnswers(() => readMemo(contacted.id), whenContacted());
  await expectListed(contacted.id, 'contacted');
  await expectAnswers(() => readMemo(waiting.id), whenWaiting);
  await expectWaitingListed();
  await site.service.worker.start();
});

test('after the referral closed, the Temporal UI answers the five questions, with and without a worker', async () => {
  const { assister, page, id } = contacted;
  const ending = { resolution: 'eligible-ma', comments: comments.end };
  expect((await assister.submit(page, 'resolution', ending)).text).toContain('Recorded: ');
  const workflowId = referralWorkflowId(id);
  await eventually('the end', async () => (await ui.describe(workflowId)).status === 'COMPLETED');
  await expectAnswers(() => readCurrentDetails(id), whenClosed());
  await site.service.worker.end('SIGTERM');
  await expectAnswers(() => readMemo(id), whenClosed());
  await expectListed(id, 'resolved');
});

test('nobody needs a worker, or the server that closed it: after a restart it answers the five questions', async () => {
  await site.temporal.stop();
  await site.temporal.start();
  // The UI is there before the server behind it, and asks it again after a while.
  const isThere = () => readMemo(contacted.id).catch(() => null);
  await eventually('the UI to reach its server', isThere);
  await expectAnswers(() => readMemo(contacted.id), whenClosed());
  await expectListed(contacted.id, 'resolved');
});

test('two days later it is still there: the server has set its deletion for the 200 days that `npm start` asks for', async () => {
  const workflowId = referralWorkflowId(contacted.id);
  const { closedAt } = await ui.describe(workflowId);
  const deletedAt = await deletionDueAt(site.temporal.address, workflowId);
  expect((deletedAt - Date.parse(closedAt ?? '')) / DAY_MS).toBeGreaterThanOrEqual(200);
});

test('nothing personal is anywhere in Temporal: not in histories, memos, search attributes, summaries or payloads', async () => {
  const { rows } = await site.db.query<{ contact_email: string }>('SELECT contact_email FROM organizations');
  const secrets = [
    ...[...personalValues(contacted.lead), ...personalValues(waiting.lead)],
    ...[...Object.values(comments), ...contacted.assister.secrets],
    ...rows.map(({ contact_email }) => contact_email),
  ];
  expect(secrets.length).toBeGreaterThan(25);
  const pages = await Promise.all(
    [contacted.id, waiting.id].map((id) => ui.everythingAbout(referralWorkflowId(id))),
  );
  // What is there is found: the search can fail.
  expect(pages[0]).toContain(organization.name);
  expect(pages[0]).toContain('advance');
  expect(secrets.filter((secret) => pages.some((page) => page.includes(secret)))).toEqual([]);
});

test('no log holds what is personal', () => {
  expect(site.leakedIntoLogs()).toEqual([]);
});
