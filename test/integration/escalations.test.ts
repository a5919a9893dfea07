import type { OrganizationView } from '../../src/api/organization/schema';
import { refuse } from '../support/smtp';
import { linkIn, type Assister, type Page } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header, isEscalation, isLeadFor, isMailTo } from './support/mails';
import { personalValues, sampleOrganization, today, type County, type LeadBody } from './support/samples';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

const MAIL_WITHIN_MS = 30_000;

const organizations = (county: County, count: number): Promise<OrganizationView[]> =>
  Promise.all(Array.from({ length: count }, () => site.crm.createOrganization(sampleOrganization(county))));

async function sent(county: County): Promise<{ id: string; lead: LeadBody }> {
  const lead = site.lead(county);
  const { id } = await site.crm.startReferral(lead);
  await isSent(id);
  return { id, lead };
}

const isSent = (id: string) =>
  eventually(
    'the sending on record',
    () => site.crm.referral(id),
    ({ status }) => status === 'sent',
  );

async function decline(id: string, reason: string): Promise<void> {
  const { status } = await site.crm.post(`/referrals/${id}/decline`, { reason });
  expect(status).toBe(200);
}

/** Opens the page from the mail, as whoever reads it does. */
async function fromMail(subject: string): Promise<{ page: Page; person: Assister; text: string }> {
  const mail = await site.smtp.waitForMail(
    (one) => isEscalation(one) && one.parsed.subject === subject,
    MAIL_WITHIN_MS,
  );
  const person = site.assister();
  const page = await person.open(linkIn(mail));
  expect(page.status).toBe(200);
  return { page, person, text: (mail.parsed.text ?? '').replace(/\s+/g, ' ') };
}

const escalationAbout = async (referralId: string, reason: string) =>
  (await site.crm.openEscalations()).find(
    (one) => one.reason === reason && one.referralIds.includes(referralId),
  );

const closed = (referralId: string, reason: string) =>
  eventually(
    `${reason} to close by itself`,
    async () => (await escalationAbout(referralId, reason)) === undefined,
  );

test('too many declines: a person chooses, also against a rule, and the decision says so', async () => {
  const [first] = await organizations('Hennepin', 3);
  const { id, lead } = await sent('Hennepin');
  for (const hop of [1, 2, 3]) {
    await eventually(
      `hop ${hop}`,
      () => site.crm.referral(id),
      ({ status, assignment }) =>
        status === 'sent' && assignment !== null && assignment.milestones.length === 2,
    );
    await decline(id, hop === 3 ? 'language' : 'at-capacity');
  }
  const { page, person, text } = await fromMail(
    `Needs you: Too many organizations have declined (${(await lastOrganization(id)) ?? ''}, Hennepin County, Navigator)`,
  );
  expect(text).toContain('3 organizations could not take it.');
  expect(text).toContain('said last: “We do not have the language the consumer needs.”');
  expect(text).not.toContain('/api/v1/');
  expect(page.text).toContain(`referral-${id}`);
  expect(page.text).toContain('had it before');
  expect(personalValues(lead).filter((value) => page.html.includes(value))).toEqual([]);

  // Nothing chosen is nothing done, and what was typed is still there.
  const refused = await person.submit(page, 'give', { comments: 'Agreed by phone.' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Choose who gets the referral.');
  expect(refused.html).toContain('Agreed by phone.');
  expect(await site.crm.referral(id)).toMatchObject({ status: 'unassigned' });

  const done = await person.submit(refused, 'give', {
    organization: first?.id ?? '',
    comments: 'Agreed by phone.',
  });
  expect(done.status).toBe(200);
  expect(done.text).toContain(`Recorded: given to ${first?.name}`);
  expect(await isSent(id)).toMatchObject({ assignment: { organization: { id: first?.id } } });
  const { explanation } = (await site.crm.decision(id)) as unknown as {
    explanation: { directed: unknown };
  };
  expect(explanation.directed).toEqual({ organizationId: first?.id, against: ['already-tried'] });
  await closed(id, 'too-many-declines');
  const { rows } = await site.db.query<{ payload: object }>(
    `SELECT payload FROM acts WHERE referral_id = $1 AND kind = 'reassign'`,
    [id],
  );
  expect(rows).toMatchObject([{ payload: { reason: 'Agreed by phone.', escalationId: expect.any(String) } }]);
  const over = await person.reload();
  expect(over.text).toContain('This escalation is over');
  expect(over.text).toContain('Closed by itself: the cause is gone');
  expect(over.html).not.toContain('<form');
});

async function lastOrganization(id: string): Promise<string | undefined> {
  const { rows } = await site.db.query<{ name: string }>(
    `SELECT o.name FROM assignments a JOIN organizations o ON o.id = a.organization_id
      WHERE a.referral_id = $1 ORDER BY a.hop DESC LIMIT 1`,
    [id],
  );
  return rows[0]?.name;
}

test('only the exchange can solve it: it is nobody’s request, and the referral is closed as withdrawn', async () => {
  const [organization] = await organizations('Ramsey', 1);
  const { id } = await sent('Ramsey');
  await decline(id, 'exchange-must-resolve');
  const { page, person, text } = await fromMail(
    `Needs you: Only the exchange can solve this (${organization?.name}, Ramsey County, Navigator)`,
  );
  expect(text).toContain('says that it is not the one that can solve it.');
  expect(text).not.toContain('approve or refuse');
  const done = await person.submit(page, 'withdraw', { reason: 'no-longer-needed' });
  expect(done.text).toContain('Recorded: referral withdrawn: ');
  expect(await site.crm.referral(id)).toMatchObject({ status: 'withdrawn' });
  await closed(id, 'request');
});

test('a gap: the page says why nobody takes it, a raised capacity sends what waits, and the gap closes', async () => {
  const about = sampleOrganization('Dakota', { capacity: 1 });
  const full = await site.crm.createOrganization(about);
  await sent('Dakota');
  const lead = site.lead('Dakota');
  const { id } = await site.crm.startReferral(lead);
  const { page, person } = await fromMail(
    'Needs you: No organization can take this referral (Dakota County, Navigator)',
  );
  expect(page.text).toContain('1 of 1 places in use');
  expect(page.text).toContain('no free place');
  const wrong = await person.submit(page, 'capacity', { organization: full.id, capacity: 'two' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Enter a whole number from 1 to 10,000.');
  const done = await person.submit(wrong, 'capacity', { organization: full.id, capacity: '2' });
  expect(done.text).toContain(`Recorded: capacity of ${full.name} set to 2`);
  expect(await isSent(id)).toMatchObject({ assignment: { organization: { id: full.id } } });
  await closed(id, 'no-eligible-organization');
});

test('a refused address: the right one is entered, the organization gets leads again, and it closes', async () => {
  const [organization] = await organizations('Olmsted', 1);
  const address = organization?.contactEmail ?? '';
  site.smtp.behaveFor(address, refuse(550));
  const { id } = await site.crm.startReferral(site.lead('Olmsted'));
  const { page, person, text } = await fromMail(
    `Needs you: Mail to an organization came back (${organization?.name})`,
  );
  expect(text).toContain(`The mail server refused ${address} for good (code 550).`);
  expect(page.text).toContain(address);
  const wrong = await person.submit(page, 'address', { email: 'not an address' });
  expect(wrong.status).toBe(422);
  const right = 'right@organization.example.org';
  const done = await person.submit(wrong, 'address', { email: right });
  expect(done.text).toContain(
    `Recorded: new address for ${organization?.name} entered; we ask it to confirm`,
  );
  expect(await site.crm.organization(organization?.id ?? '')).toMatchObject({
    contactEmail: address,
    contactVerified: false,
  });
  const confirmation = await site.smtp.waitForMail(isMailTo(right, 'contact-confirmation'));
  const reader = site.assister();
  const question = await reader.open(linkIn(confirmation));
  const confirmed = await reader.submit(question, 'confirmation', { outcome: 'yes' });
  expect(confirmed.text).toContain('The new address is confirmed');
  expect(await site.crm.organization(organization?.id ?? '')).toMatchObject({
    contactEmail: right,
    contactVerified: true,
  });
  await closed(id, 'delivery-failed');
  // It was tried with this referral, so a person decides whether it gets that one.
  const another = site.lead('Olmsted');
  const next = await site.crm.startReferral(another);
  await eventually(
    'a place for the new lead',
    () => site.smtp.mails.some((mail) => isLeadFor(next.id)(mail) && mail.to.includes(right)),
    Boolean,
    20_000,
  );
});

test('an appointment agreed too late: it is given to another organization, by the rules', async () => {
  const [one, other] = await organizations('Stearns', 2);
  const { id } = await sent('Stearns');
  expect((await site.crm.post(`/referrals/${id}/contact`, { madeOn: today() })).status).toBe(200);
  const at = new Date(Date.now() + 40 * 86_400_000).toISOString();
  expect((await site.crm.post(`/referrals/${id}/appointment`, { at })).status).toBe(200);
  const has = (await site.crm.referral(id)).assignment?.organization;
  const { page, person, text } = await fromMail(
    `Needs you: Appointment deadline missed (${has?.name}, Stearns County, Navigator)`,
  );
  expect(text).toMatch(/The appointment was agreed for .*, after the deadline\./);
  expect(page.text).toContain('has it now');
  const done = await person.submit(page, 'give', { organization: 'by-the-rules' });
  expect(done.text).toContain('Recorded: given to another organization by the rules');
  const next = has?.id === one?.id ? other : one;
  expect(await isSent(id)).toMatchObject({ assignment: { organization: { id: next?.id } } });
  await closed(id, 'appointment-missed');
});

test('a change after the contact that does not fit the organization: a person gives it to one that does', async () => {
  const { crm } = site;
  const [navigators] = await organizations('St. Louis', 1);
  const brokers = await crm.createOrganization(sampleOrganization('St. Louis', { type: 'broker' }));
  const { id, lead } = await sent('St. Louis');
  expect((await crm.post(`/referrals/${id}/contact`, { madeOn: today() })).status).toBe(200);
  expect((await crm.call('PATCH', `/referrals/${id}`, { determinations: ['qhp'] })).status).toBe(200);
  const { page, person, text } = await fromMail(
    `Needs you: A change does not fit the organization (${navigators?.name}, St. Louis County, Broker)`,
  );
  expect(text).toContain('Changed: the household’s determinations.');
  expect(personalValues(lead).filter((value) => page.html.includes(value))).toEqual([]);
  const done = await person.submit(page, 'give', { organization: brokers.id, comments: 'They agreed.' });
  expect(done.text).toContain(`Recorded: given to ${brokers.name}`);
  expect(await isSent(id)).toMatchObject({ assignment: { organization: { id: brokers.id } } });
  await closed(id, 'amended-after-contact');
});

test('a link shows nothing and does nothing by itself, and an owner and a note can be given', async () => {
  const { id } = await site.crm.startReferral(site.lead('Itasca'));
  const mail = await site.smtp.waitForMail(
    (one) => isEscalation(one) && header(one, 'X-Referral-Id') === id,
    MAIL_WITHIN_MS,
  );
  const person = site.assister();
  const summary = await person.follow(linkIn(mail));
  expect(summary.status).toBe(200);
  expect(summary.text).toContain('No organization can take this referral');
  const escalation = await escalationAbout(id, 'no-eligible-organization');
  const assigned = await site.crm.post<{ owner: string }>(`/escalations/${escalation?.id}/assign`, {
    owner: 'sample.coordinator@example.org',
  });
  expect(assigned).toMatchObject({ status: 200, body: { owner: 'sample.coordinator@example.org' } });
  const page = await person.open(linkIn(mail));
  expect(page.text).toContain('Owner is now sample.coordinator@example.org');
  const done = await person.submit(page, 'close', { comments: 'A new organization joins next week.' });
  expect(done.text).toContain('This escalation is over');
  expect(done.text).toContain('A new organization joins next week.');
  expect(await escalationAbout(id, 'no-eligible-organization')).toBeUndefined();
});

test('coverage names the gap and what a week changes', async () => {
  const on = today();
  const until = new Date(Date.parse(`${on}T12:00:00Z`) + 3 * 86_400_000).toISOString().slice(0, 10);
  await site.crm.createOrganization(
    sampleOrganization('Anoka', { absences: [{ from: on, until }], languages: ['en'] }),
  );
  const { body } = await site.crm.call<{ items: object[]; languages: string[] }>('GET', '/coverage');
  expect(body.languages).toEqual(['en', 'so']);
  const anoka = body.items.filter((item) => 'county' in item && item.county === 'Anoka');
  const row = { county: 'Anoka', countyFips: '27003' };
  expect(anoka).toEqual([
    { ...row, assisterType: 'navigator', language: null, today: 'none', nextWeek: 'covered', change: 'ends' },
    { ...row, assisterType: 'navigator', language: 'en', today: 'none', nextWeek: 'covered', change: 'ends' },
    { ...row, assisterType: 'navigator', language: 'so', today: 'none', nextWeek: 'none', change: null },
    { ...row, assisterType: 'broker', language: null, today: 'none', nextWeek: 'none', change: null },
  ]);
  const later = await site.crm.call<{ on: string }>('GET', '/coverage?on=2027-01-04');
  expect(later.body).toMatchObject({ on: '2027-01-04', nextWeekOn: '2027-01-11' });
  expect((await site.crm.call('GET', '/coverage?on=tomorrow')).status).toBe(422);
});

test('nothing of a consumer, and no secret of a link, is in any log', () => {
  expect(site.leakedIntoLogs()).toEqual([]);
});
