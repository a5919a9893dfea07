import type { ReferralView } from '../../src/api/referral/referral-view';
import { close, refuse, type SmtpBehavior } from '../support/smtp';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isEscalation, isLeadFor, leadCopies } from './support/mails';
import { contradictions } from './support/records';
import { sampleOrganization, type County } from './support/samples';
import { untilSent } from './support/sent-referral';

/** Three refusals are tried again after 10, 20 and 40 seconds. */
jest.setTimeout(150_000);

let site: Installation;
/** The referral of each county; all of them are posted at once, so that their waiting times pass together. */
const referrals = new Map<County, Promise<string>>();

/** The county's organization whose mail server behaves like that, and one lead for it. */
async function postTo(county: County, ...behavior: readonly SmtpBehavior[]): Promise<string> {
  const { contactEmail } = await site.crm.createOrganization(sampleOrganization(county));
  site.smtp.behaveFor(contactEmail, ...behavior);
  return (await site.crm.startReferral(site.lead(county))).id;
}

async function sentReferral(county: County): Promise<ReferralView> {
  const id = (await referrals.get(county)) ?? '';
  const isSent = ({ status }: ReferralView) => status === 'sent';
  return eventually(`the sending in ${county}`, () => site.crm.referral(id), isSent, 120_000);
}

beforeAll(async () => {
  site = await install();
  referrals.set('St. Louis', postTo('St. Louis', refuse(451), refuse(452, 'data'), refuse(421)));
  referrals.set('Ramsey', postTo('Ramsey', close('before-data')));
  referrals.set('Dakota', postTo('Dakota', close('during-data')));
  referrals.set('Olmsted', postTo('Olmsted', close('after-data')));
  await Promise.all(referrals.values());
});
afterAll(async () => {
  await site.stop();
});

test('an address refused with 5xx is not trusted any more: the SPOC hears of it, the next organization gets the lead at once', async () => {
  const { crm, smtp } = site;
  const gone = await crm.createOrganization(sampleOrganization('Hennepin', { languages: ['so'] }));
  const next = await crm.createOrganization(sampleOrganization('Hennepin', { languages: ['en'] }));
  smtp.behaveFor(gone.contactEmail, refuse(550));

  const { id } = await crm.startReferral(site.lead('Hennepin'));
  const mail = await smtp.waitForMail(isLeadFor(id));
  expect(mail.to).toEqual([next.contactEmail]);
  const referral = await untilSent(site, id);
  expect(referral.assignment?.organization.id).toBe(next.id);

  expect(await crm.organization(gone.id)).toMatchObject({
    contactVerified: false,
    held: 0,
    status: 'active',
  });
  expect(await crm.organization(next.id)).toMatchObject({ contactVerified: true, held: 1 });
  const escalations = await crm.openEscalations();
  expect(escalations).toMatchObject([
    { reason: 'delivery-failed', subject: `organization:${gone.id}`, referralIds: [id] },
  ]);
  await smtp.waitForMail((candidate) => isEscalation(candidate) && candidate.raw.includes(id));
  expect((await crm.events(id)).map(({ type }) => type).sort()).toEqual(
    ['received', 'assigned', 'delivery-refused', 'assigned', 'escalated', 'sent'].sort(),
  );
  expect((await crm.decision(id)).explanation.excluded).toEqual([
    { organizationId: gone.id, name: gone.name, reasons: ['contact-unverified', 'already-tried'] },
  ]);
  expect(leadCopies(smtp, id)).toMatchObject({ count: 1 });
});

test.each([
  ['before the data', 'Ramsey', 1],
  ['in the middle of the data', 'Dakota', 1],
  ['after the final dot, without an answer', 'Olmsted', 2],
] as const)(
  'a connection closed %s: the lead is sent later, under one Message-ID',
  async (_when, county, count) => {
    const { id, assignment } = await sentReferral(county);
    const copies = leadCopies(site.smtp, id);
    expect(copies).toMatchObject({ count, messageIds: [expect.stringMatching(/^<.+@.+>$/)] });
    expect(copies.bodies).toHaveLength(1);
    expect(assignment?.milestones.map(({ state }) => state)).toEqual(['pending', 'pending']);
  },
);

test('refused three times with 4xx, the lead is sent later under one Message-ID; the clocks start only then', async () => {
  const { id, createdAt, assignment } = await sentReferral('St. Louis');
  expect(leadCopies(site.smtp, id)).toMatchObject({ count: 1 });
  const { rows } = await site.db.query('SELECT state, attempts FROM messages WHERE referral_id = $1', [id]);
  expect(rows).toEqual([{ state: 'sent', attempts: 4 }]);
  const waited = Date.parse(assignment?.sentAt ?? '') - Date.parse(createdAt);
  expect(waited).toBeGreaterThanOrEqual(70_000);
  expect(assignment?.milestones.map(({ proof }) => proof.sentAt)).toEqual(Array(2).fill(assignment?.sentAt));
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
