import type { OrganizationView } from '../../src/api/organization/schema';
import type { RequestView } from '../../src/api/organization/request-schema';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isEscalation, isLeadFor, isMailTo as to } from './support/mails';
import { contradictions } from './support/records';
import { sampleOrganization, type County } from './support/samples';
import { historyOf, organizationWithLead as startWithLead, requestsFrom } from './support/requests';

let site: Installation;
beforeAll(async () => {
  site = await install();
});
afterAll(async () => {
  await site.stop();
});

const history = (id: string) => historyOf(site, id);
const requestsOf = (id: string) => requestsFrom(site, id);
const organizationWithLead = (county: County) => startWithLead(site, county);

async function waitForState(id: string, state: RequestView['state']): Promise<RequestView> {
  return eventually(
    `request ${id} to be ${state}`,
    async () => (await site.crm.call<RequestView>('GET', `/requests/${id}`)).body,
    (request) => request.state === state,
  );
}

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
