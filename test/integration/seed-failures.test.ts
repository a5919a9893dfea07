import type { ReferralView } from '../../src/api/referral/referral-view';
import { refuse } from '../support/smtp';
import type { ReceivedMail } from '../support/smtp-mailbox';
import type { Problem } from './support/api-client';
import { linkIn } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isEscalation, isLeadFor, isOf, wordsOf } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, ZIPS, type County } from './support/samples';
import { SPOC } from './support/service';
import { arrivedAt, sendReferral } from './support/sent-referral';

/*
 * The failures that the program's own background names, each by a test: it cannot happen, or it is seen the moment it
 * does. Through what its users have: HTTP, mail and links.
 */

jest.setTimeout(150_000);

let site: Installation;

beforeAll(async () => {
  // So that what waits half an hour in earnest is seen here.
  site = await install(undefined, (policy) => ({
    ...policy,
    version: 'test-impatient',
    routing: { ...policy.routing, unsentAlertMinutes: 1 },
  }));
});
afterAll(async () => {
  await site.stop();
});

const organization = (...about: Parameters<typeof sampleOrganization>) =>
  site.crm.createOrganization(sampleOrganization(...about));

/** The open escalation for this reason that concerns the referral, and its mail to the single point of contact. */
async function escalationOf(id: string, reason: string) {
  const open = await eventually(
    `an escalation ${reason}`,
    async () =>
      (await site.crm.openEscalations()).find(
        (escalation) => escalation.reason === reason && escalation.referralIds.includes(id),
      ),
    (found) => found !== undefined,
    90_000,
  );
  const mail = await site.smtp.waitForMail(
    (candidate) => isEscalation(candidate) && candidate.raw.includes(id),
    30_000,
  );
  return { open, mail };
}

const standing = (id: string, is: (referral: ReferralView) => boolean) =>
  eventually('the referral', () => site.crm.referral(id), is);

test('sent late', async () => {
  // Sent the moment it exists, without a person in between.
  const prompt = await organization('Hennepin');
  const lead = site.lead('Hennepin');
  const { id, createdAt } = await site.crm.startReferral(lead);
  const mail = await site.smtp.waitForMail(isLeadFor(id), 10_000);
  expect(mail.to).toEqual([prompt.contactEmail]);
  const { assignment } = await standing(id, ({ status }) => status === 'sent');
  expect(Date.parse(assignment?.sentAt ?? '') - Date.parse(createdAt)).toBeLessThan(10_000);

  // It cannot be sent: the single point of contact hears of it while the attempts go on.
  const slow = await organization('Itasca');
  site.smtp.behaveFor(slow.contactEmail, ...Array.from({ length: 4 }, () => refuse(451)));
  const late = await site.crm.startReferral(site.lead('Itasca'));
  const { open } = await escalationOf(late.id, 'delivery-failed');
  expect(open).toMatchObject({ owner: SPOC });
  expect(await site.crm.referral(late.id)).toMatchObject({
    status: 'received',
    assignment: { sentAt: null },
  });
});

describe('the consumer already contacted the assister, or no longer needs help', () => {
  beforeAll(() => organization('St. Louis', { capacity: 50 }));

  test('contacted before the lead came: asked once, then taken with its date, and marked', async () => {
    const { id, assister, page } = await sendReferral(site, 'St. Louis');
    const said = { outcome: 'reached', ...dateFields(-1) };
    const asked = await assister.submit(page, 'contact', said);
    expect(asked.status).toBe(422);
    const answer = await assister.submit(asked, 'contact', said);
    expect(answer.status).toBe(200);
    const contact = (await site.crm.events(id)).find(({ type }) => type === 'contact-made');
    expect(contact?.data).toMatchObject({ beforeReferral: true });
    const [milestone] = (await site.crm.referral(id)).assignment?.milestones ?? [];
    expect(milestone).toMatchObject({ name: 'contact', state: 'met' });
  });

  test('no longer needs help, the assister learns: one answer closes it, without a contact', async () => {
    const { id, assister, page } = await sendReferral(site, 'St. Louis');
    await assister.submit(page, 'resolution', { resolution: 'no-longer-needs-assistance', comments: '' });
    expect(await site.crm.referral(id)).toMatchObject({ status: 'resolved', contact: null });
  });

  test('has an assister already, the exchange learns: whoever has the lead is told at once', async () => {
    const { id, mail, link } = await sendReferral(site, 'St. Louis');
    const since = Date.now();
    await site.crm.act(id, 'withdraw', { reason: 'already-has-assister' });
    const told = await site.smtp.waitForMail(isOf('withdrawn', id), 10_000);
    expect(Date.now() - since).toBeLessThan(10_000);
    expect(told.to).toEqual(mail.to);
    const over = await site.assister().follow(link);
    expect([over.status, over.text]).toEqual([
      410,
      expect.stringContaining('The consumer has found an assister already'),
    ]);
  });
});

test('an inaccurate or outdated contact', async () => {
  const outdated = await organization('Olmsted', { languages: ['so'] });
  const next = await organization('Olmsted', { languages: ['en'] });
  site.smtp.behaveFor(outdated.contactEmail, refuse(550));
  const { id } = await site.crm.startReferral(site.lead('Olmsted'));

  // The lead is elsewhere at once, the address is not used any more, and a person is asked to put it right.
  await arrivedAt(site, id, next.contactEmail);
  expect(await site.crm.organization(outdated.id)).toMatchObject({ contactVerified: false, held: 0 });
  await escalationOf(id, 'delivery-failed');
  const again = await sendReferral(site, 'Olmsted');
  expect(again.mail.to).toEqual([next.contactEmail]);
  const { explanation } = await site.crm.decision(again.id);
  expect(explanation.excluded).toMatchObject([
    { organizationId: outdated.id, reasons: ['contact-unverified'] },
  ]);
});

test('the wrong type of assister', async () => {
  const navigators = await organization('Ramsey', { capacity: 100 });
  const brokers = await organization('Ramsey', { type: 'broker', capacity: 1 });
  const { id, mail } = await sendReferral(site, 'Ramsey', { broker: true });
  expect(mail.to).toEqual([brokers.contactEmail]);
  expect((await site.crm.decision(id)).explanation).toMatchObject({
    assisterTypeRule: 'qhp',
    excluded: [{ organizationId: navigators.id, reasons: ['wrong-type'] }],
  });

  // The determination changes before anybody has spoken with the consumer: so does the organization.
  const changed = await site.crm.call('PATCH', `/referrals/${id}`, { determinations: ['minnesotacare'] });
  expect(changed.status).toBe(200);
  const moved = await arrivedAt(site, id, navigators.contactEmail);
  expect(wordsOf(moved)).toContain('The consumer needs a navigator');
});

test('the wrong area', async () => {
  const { body, status } = await site.crm.post<Problem>('/referrals', {
    ...site.lead('Dakota'),
    address: { zip: ZIPS.Dakota, county: 'Cook' },
  });
  expect([status, body.type]).toEqual([422, '/problems/zip-county-mismatch']);

  const elsewhere = await organization('Anoka', { capacity: 1000 });
  const here = await organization('Dakota', { capacity: 1 });
  const { id, mail } = await sendReferral(site, 'Dakota');
  expect(mail.to).toEqual([here.contactEmail]);
  const { candidates, excluded, elsewhere: others } = (await site.crm.decision(id)).explanation;
  const considered = [...candidates, ...excluded].map(({ organizationId }) => organizationId);
  expect(considered).toEqual([here.id]);
  expect(considered).not.toContain(elsewhere.id);
  expect(others.reason).toBe('outside-service-area');
});

test('unclear what help is needed', async () => {
  const lead = site.lead('St. Louis');
  for (const unclear of [
    { ...lead, assistance: [] },
    { ...lead, reason: ' ' },
  ]) {
    const refused = await site.crm.post<Problem>('/referrals', unclear);
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/validation']);
  }
  const { mail, page, lead: sent } = await sendReferral(site, 'St. Louis');
  expect(wordsOf(mail)).toContain('Kind of help: Help with choosing a plan');
  const needed = ['Help with choosing a plan', 'Medical Assistance (MA)', sent.reason, sent.guidance];
  expect(needed.filter((words) => !page.text.includes(words))).toEqual([]);
});

test('the assister must call to learn the case’s status', async () => {
  const { id, assister, page } = await sendReferral(site, 'St. Louis');
  expect(page.text).not.toContain('Pending: no decision yet');
  const changes = { application: { active: true }, account: { active: false }, determinations: ['pending'] };
  await site.crm.call('PATCH', `/referrals/${id}`, changes);
  const mail = await site.smtp.waitForMail(isOf('amended', id), 30_000);
  expect(wordsOf(mail)).toContain('the account’s status');
  const latest = await site.assister().open(linkIn(mail));
  for (const { text } of [latest, await assister.reload()]) {
    expect(text).toContain('Changed by the exchange on ');
    expect(text).toContain('Pending: no decision yet');
  }
});

test('the assister is not the party that can resolve it', async () => {
  const other = await organization('Stearns');
  await organization('Stearns');
  const { id, assister, page, mail } = await sendReferral(site, 'Stearns');
  const comments = 'The account is locked';
  await assister.submit(page, 'decline', { reason: 'exchange-must-resolve', comments });

  // To the single point of contact and not to the next organization that cannot solve it either.
  const { open } = await escalationOf(id, 'request');
  expect(open?.owner).toBe(SPOC);
  expect(await site.crm.referral(id)).toMatchObject({ status: 'unassigned', assignment: null });
  expect(site.smtp.mails.filter(isLeadFor(id))).toHaveLength(1);
  const declined = (await site.crm.events(id)).find(({ type }) => type === 'declined');
  expect(declined?.comments).toBe(comments);

  // Once it is solved a person gives it back.
  const choice = { organizationId: other.id, reason: 'Unlocked' };
  await site.crm.act(id, 'reassign', choice);
  const again = await site.smtp.waitForMail((found) => isLeadFor(id)(found) && found !== mail, 30_000);
  expect(again.to).toEqual([other.contactEmail]);
  await eventually(
    'the escalation to close',
    () => site.crm.openEscalations(),
    (escalations) =>
      !escalations.some(({ reason, referralIds }) => reason === 'request' && referralIds.includes(id)),
  );
});

test('nobody to turn to', async () => {
  const { link, page, assister } = await sendReferral(site, 'St. Louis');
  const summary = await site.assister().follow(link);
  const wrong = await site.assister().follow(`${link}x`);
  const declined = await assister.submit(page, 'decline', { reason: 'conflict', comments: '' });
  const over = await site.assister().follow(link);
  const pages = [summary, page, declined, over, wrong];
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 410, 403]);
  expect(pages.filter(({ html }) => !html.includes(`mailto:${SPOC}`))).toEqual([]);

  // One address answers every mail, and stands in it.
  const toOrganizations = site.smtp.mails.filter((mail) => !isEscalation(mail));
  expect(toOrganizations.length).toBeGreaterThan(5);
  const answers = ({ parsed }: ReceivedMail) => parsed.replyTo?.value.map(({ address }) => address);
  expect(toOrganizations.filter((mail) => answers(mail)?.join() !== SPOC)).toEqual([]);
  expect(toOrganizations.filter((mail) => !wordsOf(mail).includes(SPOC))).toEqual([]);

  // And whatever needs a person has one, and a time.
  for (const { owner, dueAt, openedAt } of await site.crm.openEscalations()) {
    expect(owner).toBe(SPOC);
    expect(Date.parse(dueAt)).toBeGreaterThan(Date.parse(openedAt));
  }
});

test('a geographic gap', async () => {
  const county: County = 'Anoka';
  const { id } = await site.crm.startReferral(site.lead(county, { broker: true }));
  const waiting = await standing(id, ({ status }) => status === 'unassigned');
  expect(waiting.assignment).toBeNull();
  const { open, mail } = await escalationOf(id, 'no-eligible-organization');
  expect(open?.subject).toBe('gap:27003/broker');
  expect(wordsOf(mail)).toContain('Anoka County');

  // One gap is one escalation that counts its referrals; once it is filled they are routed by themselves.
  const second = await site.crm.startReferral(site.lead(county, { broker: true }));
  await eventually(
    'the gap to count both',
    () => site.crm.openEscalations(),
    (all) => all.filter(({ subject }) => subject === 'gap:27003/broker')[0]?.referralCount === 2,
  );
  const brokers = await organization(county, { type: 'broker' });
  for (const waited of [id, second.id]) await arrivedAt(site, waited, brokers.contactEmail);
  await eventually(
    'the gap to close',
    () => site.crm.openEscalations(),
    (all) => !all.some(({ subject }) => subject === 'gap:27003/broker'),
  );
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
