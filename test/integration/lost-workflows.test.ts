import { linkIn, type Page, type Assister } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header, isEscalation, isLeadFor } from './support/mails';
import { contradictions, followed } from './support/records';
import { sampleOrganization, today, type County } from './support/samples';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

const MAIL_WITHIN_MS = 30_000;

async function sent(county: County): Promise<string> {
  const { id } = await site.crm.startReferral(site.lead(county));
  await eventually(
    'the sending on record',
    () => site.crm.referral(id),
    ({ status }) => status === 'sent',
  );
  await eventually('its workflow to rest', () => followed(site.db, id));
  return id;
}

/** While no worker runs, the workflows of these referrals are ended, and `meanwhile` happens; a new worker compares. */
async function lose(ids: readonly string[], meanwhile: () => Promise<void>): Promise<void> {
  await site.service.worker.end('SIGTERM');
  for (const id of ids) await site.temporalClient.workflow.getHandle(`referral-${id}`).terminate('a test');
  await meanwhile();
  await site.service.worker.start();
}

const escalations = async (id: string) =>
  (await site.crm.openEscalations()).filter(({ referralIds }) => referralIds.includes(id));

test('a terminated workflow comes back with its state and its clocks, is escalated once for all, and takes acts', async () => {
  const { crm, db, smtp, temporalClient } = site;
  await crm.createOrganization(sampleOrganization('St. Louis'));
  const first = await sent('St. Louis');
  const second = await sent('St. Louis');
  expect((await crm.post(`/referrals/${first}/contact`, { madeOn: today() })).status).toBe(200);
  await eventually('its workflow to have followed', () => followed(db, first));
  const before = await crm.referral(first);

  await lose([first, second], async () => undefined);
  await eventually('both escalated', async () =>
    (await crm.openEscalations()).some(
      ({ reason, referralCount }) => reason === 'workflow-restarted' && referralCount === 2,
    ),
  );
  const { status } = await temporalClient.workflow.getHandle(`referral-${first}`).describe();
  expect(status.name).toBe('RUNNING');
  const after = await crm.referral(first);
  expect(after).toMatchObject({
    status: 'contacted',
    contact: before.contact,
    assignment: before.assignment,
  });
  const [escalation, ...others] = (await crm.openEscalations()).filter(
    ({ reason }) => reason === 'workflow-restarted',
  );
  expect(others).toEqual([]);
  expect(escalation).toMatchObject({ subject: 'service', occurrences: 2 });
  await smtp.waitForMail((mail) => mail.parsed.subject?.includes('restarted') === true, MAIL_WITHIN_MS);

  const at = new Date(Date.now() + 3 * 86_400_000).toISOString();
  expect((await crm.post(`/referrals/${first}/appointment`, { at })).status).toBe(200);
  expect(await crm.referral(first)).toMatchObject({ status: 'appointment-scheduled' });
  expect(smtp.mails.filter(isLeadFor(first))).toHaveLength(1);
  expect(await contradictions(db)).toEqual([]);
});

/** Days have passed: the deadlines of these referrals, as they were recorded, lie behind. */
async function letDaysPass(ids: readonly string[]): Promise<void> {
  const { rowCount } = await site.db.query(
    `UPDATE referral_events SET data = jsonb_set(jsonb_set(jsonb_set(data,
        '{clocks,contact,dueAt}', '"2026-01-06T23:00:00.000Z"'), '{clocks,contact,remindAt}',
        '"2026-01-06T14:00:00.000Z"'), '{unopenedAlertAt}', '"2026-01-05T18:00:00.000Z"')
      WHERE referral_id = ANY ($1) AND type = 'sent'`,
    [ids],
  );
  expect(rowCount).toBe(ids.length);
}

async function fromMail(reason: string, id: string): Promise<{ page: Page; person: Assister }> {
  const mail = await site.smtp.waitForMail(
    (one) =>
      isEscalation(one) &&
      one.parsed.subject?.startsWith(`Needs you: ${reason}`) === true &&
      one.raw.includes(id),
    MAIL_WITHIN_MS,
  );
  const person = site.assister();
  return { page: await person.open(linkIn(mail)), person };
}

test('missed contacts and an organization that does not answer: each is acted on from its mail, and closes', async () => {
  const { crm } = site;
  const organization = await crm.createOrganization(sampleOrganization('Hennepin'));
  const ids = [await sent('Hennepin'), await sent('Hennepin'), await sent('Hennepin')];
  const [called = '', given = '', noted = ''] = ids;
  await lose(ids, () => letDaysPass(ids));
  for (const id of ids) {
    await eventually(
      'all that is wrong with it',
      () => escalations(id),
      (open) =>
        ['contact-missed', 'lead-not-opened'].every((reason) => open.some((one) => one.reason === reason)),
    );
  }
  const unresponsive = await eventually('the organization to be escalated', async () =>
    (await crm.openEscalations()).find(({ reason }) => reason === 'organization-unresponsive'),
  );
  expect(unresponsive).toMatchObject({ organization: { id: organization.id, name: organization.name } });

  const contact = await fromMail('Contact deadline missed', called);
  expect(contact.page.text).toContain(organization.name);
  expect(contact.page.text).toContain('Overdue');
  const [year = '', month = '', day = ''] = today().split('-');
  const recorded = await contact.person.submit(contact.page, 'contact', { month, day, year });
  expect(recorded.text).toContain('Recorded: contact on ');
  expect(await crm.referral(called)).toMatchObject({ status: 'contacted' });
  await eventually('both of its escalations to close', async () =>
    (await escalations(called)).every(isOther),
  );
  // It has answered: nobody has to ask any more whether it takes part.
  await eventually('the organization’s escalation to close', async () =>
    (await crm.openEscalations()).every(({ reason }) => reason !== 'organization-unresponsive'),
  );

  const other = await crm.createOrganization(sampleOrganization('Hennepin'));
  const unopened = await fromMail('Nobody has opened the referral', given);
  const done = await unopened.person.submit(unopened.page, 'give', { organization: other.id });
  expect(done.text).toContain(`Recorded: given to ${other.name}`);
  await eventually('its escalations to close', async () => (await escalations(given)).every(isOther));

  const missed = await fromMail('Contact deadline missed', noted);
  const closed = await missed.person.submit(missed.page, 'close', { comments: 'They call back today.' });
  expect(closed.text).toContain('This escalation is over');
  expect(header(site.smtp.mails.at(-1) ?? never(), 'Auto-Submitted')).toBe('auto-generated');
});

const isOther = ({ reason }: { reason: string }): boolean => reason === 'workflow-restarted';

function never(): never {
  throw new Error('no mail at all');
}

test('an organization that does not answer is suspended from the mail, and its escalation closes', async () => {
  const { crm } = site;
  const organization = await crm.createOrganization(sampleOrganization('Ramsey'));
  const ids = [await sent('Ramsey'), await sent('Ramsey'), await sent('Ramsey')];
  await lose(ids, () => letDaysPass(ids));
  const mail = await site.smtp.waitForMail(
    (one) => isEscalation(one) && one.parsed.subject?.endsWith(`not answer (${organization.name})`) === true,
    MAIL_WITHIN_MS,
  );
  const person = site.assister();
  const page = await person.open(linkIn(mail));
  expect(ids.filter((id) => !page.text.includes(`referral-${id}`))).toEqual([]);
  const wrong = await person.submit(page, 'suspend', { outcome: 'suspend' });
  expect(wrong.status).toBe(422);
  const done = await person.submit(wrong, 'suspend', { outcome: 'suspend', comments: 'They have closed.' });
  expect(done.text).toContain(`Recorded: suspended ${organization.name}`);
  expect(done.text).toContain('This escalation is over');
  expect(await crm.organization(organization.id)).toMatchObject({ status: 'suspended' });
});

test('nothing of a consumer, and no secret of a link, is in any log', () => {
  expect(site.leakedIntoLogs()).toEqual([]);
});
