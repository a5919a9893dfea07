import type { OrganizationView } from '../../src/api/organization/schema';
import type { RequestView } from '../../src/api/organization/request-schema';
import type { ReceivedMail } from '../support/smtp-mailbox';
import { linkIn, organizationLinkIn, type Assister } from './support/assister';
import { install, type Installation } from './support/installation';
import { isEscalation, isLeadFor, isMailTo as to } from './support/mails';
import { contradictions } from './support/records';
import { sampleOrganization, type County } from './support/samples';
import { SPOC } from './support/service';
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

test('a form that said yes can still say no, even when it is sent again from a page that was kept', async () => {
  const { organization, assister, page } = await organizationWithLead('Dakota');
  await assister.submit(page, 'contact-change', { email: 'regretted@organization.example.org' });
  const mail = await site.smtp.waitForMail(to(organization.contactEmail, 'contact-agreement'));
  const own = site.assister();
  const question = await own.open(linkIn(mail));
  await own.submit(question, 'confirmation', { outcome: 'yes' });
  await own.submit(question, 'confirmation', { outcome: 'yes' });
  expect(await requestsOf(organization.id)).toMatchObject([{ state: 'awaiting-confirmation' }]);
  const stopped = await own.submit(question, 'confirmation', { outcome: 'no' });
  expect(stopped.text).toContain('The address was not changed');
  expect(await requestsOf(organization.id)).toMatchObject([{ state: 'refused' }]);
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

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
