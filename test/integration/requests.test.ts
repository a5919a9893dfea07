import type { OrganizationEventView } from '../../src/api/organization/event-schema';
import type { OrganizationView } from '../../src/api/organization/schema';
import type { RequestView } from '../../src/api/organization/request-schema';
import type { ReceivedMail } from '../support/smtp-mailbox';
import { linkIn, organizationLinkIn, type Assister } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header, isEscalation, isLeadFor } from './support/mails';
import { contradictions } from './support/records';
import { sampleOrganization, type County } from './support/samples';
import { SPOC } from './support/service';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

const to = (address: string, kind: string) => (mail: ReceivedMail) =>
  mail.to.includes(address) && header(mail, 'X-Message-Kind') === kind;

interface List<Item> {
  readonly items: readonly Item[];
}

const history = async (id: string) =>
  (await site.crm.call<List<OrganizationEventView>>('GET', `/organizations/${id}/events`)).body.items;

const requestsOf = async (id: string) =>
  (await site.crm.call<List<RequestView>>('GET', `/requests?organizationId=${id}`)).body.items;

/** An organization with one referral, somebody there, and the page behind the link in the mail's footer. */
async function organizationWithLead(county: County) {
  const organization = await site.crm.createOrganization(sampleOrganization(county));
  const referral = await site.crm.startReferral(site.lead(county));
  const mail = await site.smtp.waitForMail(isLeadFor(referral.id));
  const assister = site.assister();
  const page = await assister.open(organizationLinkIn(mail));
  return { organization, referral, mail, assister, page };
}

async function waitForState(id: string, state: RequestView['state']): Promise<RequestView> {
  return eventually(
    `request ${id} to be ${state}`,
    async () => (await site.crm.call<RequestView>('GET', `/requests/${id}`)).body,
    (request) => request.state === state,
  );
}

describe('a new address for leads', () => {
  let organization: OrganizationView;
  let oldMail: ReceivedMail;
  let assister: Assister;
  let confirmation: ReceivedMail;
  let agreement: ReceivedMail;
  let secondLead: string;
  const newAddress = 'new-mailbox@organization.example.org';

  beforeAll(async () => {
    const scene = await organizationWithLead('St. Louis');
    ({ organization, assister, mail: oldMail } = scene);
    const answer = await assister.submit(scene.page, 'contact-change', { email: newAddress });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Please look into the new mailbox');
    confirmation = await site.smtp.waitForMail(to(newAddress, 'contact-confirmation'));
    agreement = await site.smtp.waitForMail(to(organization.contactEmail, 'contact-agreement'));
    secondLead = (await site.crm.startReferral(site.lead('St. Louis'))).id;
  });

  test('until it is confirmed, leads go to the old address, and following the link changes nothing', async () => {
    const lead = await site.smtp.waitForMail(isLeadFor(secondLead));
    expect(lead.to).toEqual([organization.contactEmail]);
    const scanner = site.assister();
    const summary = await scanner.follow(linkIn(confirmation));
    expect(summary.status).toBe(200);
    const question = await scanner.open(linkIn(confirmation));
    expect(question.text).toContain('Should referrals come to this address?');
    const unanswered = await scanner.submit(question, 'confirmation', {});
    expect(unanswered.status).toBe(422);
    expect((await site.crm.organization(organization.id)).contactEmail).toBe(organization.contactEmail);
    expect(await requestsOf(organization.id)).toMatchObject([{ state: 'awaiting-confirmation' }]);
  });

  test('the old address is told at once, with a link on which it agrees or stops it', async () => {
    expect(agreement.parsed.text).toContain(newAddress);
    const scanner = site.assister();
    expect((await scanner.follow(linkIn(agreement))).status).toBe(200);
    const question = await scanner.open(linkIn(agreement));
    expect(question.text).toContain('Should referrals go to another address?');
    expect(await requestsOf(organization.id)).toMatchObject([{ agreedAt: null, confirmedAt: null }]);
  });

  test('the new address alone changes nothing: the single point of contact is asked, and leads stay', async () => {
    const newReader = site.assister();
    const question = await newReader.open(linkIn(confirmation));
    const kept = await newReader.submit(question, 'confirmation', { outcome: 'yes' });
    expect(kept.text).toContain('We have your answer');
    expect(await requestsOf(organization.id)).toMatchObject([
      { state: 'open', confirmedAt: expect.any(String), agreedAt: null },
    ]);
    expect((await site.crm.organization(organization.id)).contactEmail).toBe(organization.contactEmail);
    const asked = (mail: ReceivedMail) =>
      isEscalation(mail) && (mail.parsed.text ?? '').includes(organization.name);
    expect((await site.smtp.waitForMail(asked)).to).toEqual([SPOC]);
    expect((await site.assister().follow(linkIn(oldMail))).status).toBe(200);
    expect(site.smtp.mails.filter(to(newAddress, 'contact-changed'))).toEqual([]);
  });

  test('once the old one agrees, leads go there; all are told; links of every kind to the old address have ended', async () => {
    const oldMailbox = site.assister();
    const question = await oldMailbox.open(linkIn(agreement));
    const settled = await oldMailbox.submit(question, 'confirmation', { outcome: 'yes' });
    expect(settled.status).toBe(200);
    expect(settled.text).toContain('Referrals go to the new address now');
    expect((await site.crm.openEscalations()).filter(({ reason }) => reason === 'request')).toEqual([]);

    expect(await site.crm.organization(organization.id)).toMatchObject({
      contactEmail: newAddress,
      contactVerified: true,
    });
    expect((await history(organization.id))[0]).toMatchObject({
      actor: 'organization',
      type: 'changed',
      data: { before: { contactEmail: organization.contactEmail }, after: { contactEmail: newAddress } },
    });
    const [toNew] = await Promise.all([
      site.smtp.waitForMail(to(newAddress, 'contact-changed')),
      site.smtp.waitForMail(to(organization.contactEmail, 'contact-changed')),
      site.smtp.waitForMail(to(SPOC, 'contact-changed')),
    ]);

    const { id } = await site.crm.startReferral(site.lead('St. Louis'));
    expect((await site.smtp.waitForMail(isLeadFor(id))).to).toEqual([newAddress]);

    expect((await assister.reload()).status).toBe(410);
    const oldReader = site.assister();
    expect((await oldReader.follow(linkIn(oldMail))).status).toBe(410);
    expect((await oldReader.follow(organizationLinkIn(oldMail))).status).toBe(410);
    expect((await oldReader.follow(linkIn(agreement))).status).toBe(410);
    expect((await oldMailbox.reload()).status).toBe(410);
    const renewed = await site.assister().open(linkIn(toNew));
    expect(renewed.text).toContain('Tell us what happened');
    const again = await site.assister().follow(linkIn(confirmation));
    expect(again.status).toBe(410);
    expect(again.text).toContain('The new address is confirmed');
  });
});

test('who has one forwarded lead mail cannot take an organization over: its own address stops it, and nothing has moved', async () => {
  const { organization, assister, page, mail } = await organizationWithLead('Winona');
  const stranger = 'stranger@elsewhere.example.org';
  await assister.submit(page, 'contact-change', { email: stranger });
  const confirmation = await site.smtp.waitForMail(to(stranger, 'contact-confirmation'));
  const thief = site.assister();
  await thief.submit(await thief.open(linkIn(confirmation)), 'confirmation', { outcome: 'yes' });

  const own = site.assister();
  const toOwn = await site.smtp.waitForMail(to(organization.contactEmail, 'contact-agreement'));
  const stopped = await own.submit(await own.open(linkIn(toOwn)), 'confirmation', { outcome: 'no' });
  expect(stopped.text).toContain('The address was not changed');
  expect(await requestsOf(organization.id)).toMatchObject([{ state: 'refused' }]);
  expect(await site.crm.organization(organization.id)).toMatchObject({
    contactEmail: organization.contactEmail,
    contactVerified: true,
  });
  expect((await thief.follow(linkIn(confirmation))).text).toContain('The address was not changed');
  expect((await own.follow(linkIn(mail))).status).toBe(200);
  expect(site.smtp.mails.filter(to(stranger, 'contact-changed'))).toEqual([]);
});

test.each([
  ['before the new address confirms', true],
  ['after it', false],
])('where nobody reads the old address, the single point of contact approves: %s', async (_when, first) => {
  const organization = await site.crm.createOrganization(sampleOrganization('Itasca'));
  const email = `moved-${String(first)}@organization.example.org`;
  const asked = await site.crm.post<RequestView>('/requests', {
    ...{ kind: 'contact-change', organizationId: organization.id, source: 'phone', contactEmail: email },
  });
  const approve = () => site.crm.post<RequestView>(`/requests/${asked.body.id}/approve`, {});
  const confirmed = async () => {
    const reader = site.assister();
    const mail = await site.smtp.waitForMail(to(email, 'contact-confirmation'));
    return reader.submit(await reader.open(linkIn(mail)), 'confirmation', { outcome: 'yes' });
  };
  if (first) {
    expect(await approve()).toMatchObject({
      status: 200,
      body: { state: 'awaiting-confirmation', agreedBy: 'crm' },
    });
    expect((await site.crm.organization(organization.id)).contactEmail).toBe(organization.contactEmail);
    expect((await confirmed()).text).toContain('The new address is confirmed');
  } else {
    expect((await confirmed()).text).toContain('We have your answer');
    expect(await approve()).toMatchObject({ status: 200, body: { state: 'approved', agreedBy: 'crm' } });
  }
  expect((await site.crm.organization(organization.id)).contactEmail).toBe(email);
  expect((await history(organization.id))[0]).toMatchObject({ actor: 'exchange', requestId: asked.body.id });
});

test('the exchange suspends and resumes: no leads in between, and the history says who and why', async () => {
  const organization = await site.crm.createOrganization(sampleOrganization('Hennepin'));
  const path = `/organizations/${organization.id}`;
  const suspended = await site.crm.post<OrganizationView>(`${path}/suspend`, {
    reason: 'No answer since May',
  });
  expect(suspended).toMatchObject({ status: 200, body: { status: 'suspended', suspendedBy: 'exchange' } });

  const { id } = await site.crm.startReferral(site.lead('Hennepin'));
  await eventually(
    'it to wait',
    () => site.crm.referral(id),
    ({ status }) => status === 'unassigned',
  );

  const resumed = await site.crm.post<OrganizationView>(`${path}/resume`, { reason: 'They called' });
  expect(resumed).toMatchObject({ status: 200, body: { status: 'active', suspendedBy: null } });
  await site.smtp.waitForMail(isLeadFor(id));
  expect(
    (await history(organization.id)).map(({ type, actor, data }) => [type, actor, data['reason']]),
  ).toEqual([
    ['resumed', 'exchange', 'They called'],
    ['suspended', 'exchange', 'No answer since May'],
    ['created', 'exchange', undefined],
  ]);
});

test('a suspension with dates is kept as days, beside the absences, and resuming lifts it', async () => {
  const organization = await site.crm.createOrganization(
    sampleOrganization('Itasca', {
      absences: [{ from: '2027-03-01', until: '2027-03-05', reason: 'Training' }],
    }),
  );
  const path = `/organizations/${organization.id}`;
  const days = { from: '2027-05-03', until: '2027-05-07', reason: 'Audit' };
  const suspended = await site.crm.post<OrganizationView>(`${path}/suspend`, days);
  expect(suspended.body).toMatchObject({
    status: 'active',
    absences: [{ from: '2027-03-01', until: '2027-03-05', reason: 'Training' }],
    suspensions: [{ ...days, imposedBy: 'exchange' }],
  });
  const backwards = await site.crm.post<{ errors: unknown }>(`${path}/suspend`, {
    ...{ from: '2027-05-07', until: '2027-05-03', reason: 'Audit' },
  });
  expect(backwards).toMatchObject({ status: 422, body: { errors: [{ path: 'until' }] } });
  const resumed = await site.crm.post<OrganizationView>(`${path}/resume`, {});
  expect(resumed.body).toMatchObject({ suspensions: [], absences: [{ from: '2027-03-01' }] });
});

test('a question goes to the SPOC at once; the answer goes to the organization, and the escalation closes by itself', async () => {
  const { organization, assister, page } = await organizationWithLead('Ramsey');
  const asked = await assister.submit(page, 'question', { comments: 'May we bring an interpreter?' });
  expect(asked.text).toContain('We have your request');
  const [request] = await requestsOf(organization.id);
  if (request === undefined) throw new Error('no request');
  expect(request).toMatchObject({
    kind: 'question',
    state: 'open',
    comments: 'May we bring an interpreter?',
  });
  await site.smtp.waitForMail(
    (mail) => isEscalation(mail) && (mail.parsed.text ?? '').includes(organization.name),
  );
  expect(await site.crm.openEscalations()).toContainEqual(
    expect.objectContaining({ reason: 'request', subject: `request:${request.id}`, dueAt: request.dueAt }),
  );

  expect((await site.crm.post(`/requests/${request.id}/approve`, {})).status).toBe(422);
  const answer = { note: 'Yes, please do.' };
  const answered = await site.crm.post<RequestView>(`/requests/${request.id}/approve`, answer);
  expect(answered).toMatchObject({
    status: 200,
    body: { state: 'approved', note: answer.note, decidedBy: 'crm' },
  });
  const mail = await site.smtp.waitForMail(to(organization.contactEmail, 'request-answered'));
  expect(mail.parsed.text).toContain('Yes, please do.');
  expect((await site.crm.openEscalations()).map(({ subject }) => subject)).not.toContain(
    `request:${request.id}`,
  );
  expect((await site.crm.post(`/requests/${request.id}/refuse`, { note: 'No' })).status).toBe(409);
  expect((await assister.reload()).text).toContain('Yes, please do.');
});

test('approved counties make the organization eligible, and a referral that waits there is sent', async () => {
  const { organization, assister, page } = await organizationWithLead('Olmsted');
  const { id } = await site.crm.startReferral(site.lead('Stearns'));
  await eventually(
    'it to wait',
    () => site.crm.referral(id),
    ({ status }) => status === 'unassigned',
  );
  const wrong = await assister.submit(page, 'counties', { counties: 'Olmsted\nNowhere' });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('Olmsted\nNowhere');
  const asked = await assister.submit(wrong, 'counties', { counties: 'Olmsted\nStearns' });
  expect(asked.text).toContain('We have your request');
  expect((await site.crm.organization(organization.id)).counties).toEqual(['Olmsted']);

  const [request] = await requestsOf(organization.id);
  const approved = await site.crm.post(`/requests/${request?.id ?? ''}/approve`, {});
  expect(approved.status).toBe(200);
  const lead = await site.smtp.waitForMail(isLeadFor(id));
  expect(lead.to).toEqual([organization.contactEmail]);
  expect((await site.crm.organization(organization.id)).counties).toEqual(['Olmsted', 'Stearns']);
  expect((await history(organization.id))[0]).toMatchObject({ actor: 'exchange', requestId: request?.id });
});

test('what an organization decides for itself happens at once: capacity, days away, a break and its end', async () => {
  const { organization, assister, page } = await organizationWithLead('Anoka');
  const none = await assister.submit(page, 'capacity', { capacity: '0' });
  expect(none.text).toContain('Done: How many appointments we can hold');
  expect((await site.crm.organization(organization.id)).capacity).toBe(0);
  const away = { month: '3', day: '1', year: '2027', untilMonth: '3', untilDay: '5', untilYear: '2027' };
  const left = await assister.submit(none, 'absence', away);
  expect(left.text).toContain('Monday, March 1, 2027 to Friday, March 5, 2027');
  const stopped = await assister.submit(left, 'suspend', { outcome: 'until-further-notice' });
  expect(stopped.text).toContain('Stopped, as you asked');
  const resumed = await assister.submit(stopped, 'resume', { outcome: 'ready' });
  expect(resumed.text).toContain('Done: Take referrals again');
  expect(await site.crm.organization(organization.id)).toMatchObject({
    ...{ status: 'active', suspendedBy: null },
    absences: [{ from: '2027-03-01', until: '2027-03-05' }],
  });
});

test('only the exchange lifts what it imposed: resuming then waits for its approval', async () => {
  const { organization, assister } = await organizationWithLead('Dakota');
  const path = `/organizations/${organization.id}`;
  await site.crm.post(`${path}/suspend`, { reason: 'Under review' });
  const asked = await assister.submit(await assister.reload(), 'resume', { outcome: 'ready' });
  expect(asked.text).toContain('We have your request');
  const [request] = await requestsOf(organization.id);
  expect((await site.crm.organization(organization.id)).status).toBe('suspended');
  const refused = await site.crm.post(`/requests/${request?.id ?? ''}/refuse`, { note: 'Not before June' });
  expect(refused.status).toBe(200);
  await waitForState(request?.id ?? '', 'refused');
  expect((await site.crm.organization(organization.id)).status).toBe('suspended');
});

test('what came by phone is entered by the SPOC, once for each key', async () => {
  const organization = await site.crm.createOrganization(sampleOrganization('Itasca'));
  const body = {
    kind: 'languages',
    organizationId: organization.id,
    source: 'phone',
    languages: ['en', 'hmn'],
  };
  const headers = { 'idempotency-key': `languages-${organization.id}` };
  const entered = await site.crm.post<RequestView>('/requests', body, headers);
  expect(entered).toMatchObject({ status: 201, body: { source: 'phone', state: 'approved' } });
  const repeated = await site.crm.post<RequestView>('/requests', body, headers);
  expect(repeated.body.id).toBe(entered.body.id);
  expect(await requestsOf(organization.id)).toHaveLength(1);
  expect((await site.crm.organization(organization.id)).languages).toEqual(['en', 'hmn']);
  const mail = await site.smtp.waitForMail(to(organization.contactEmail, 'request-answered'));
  expect(mail.parsed.subject).toBe('Done: Languages we speak');
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
