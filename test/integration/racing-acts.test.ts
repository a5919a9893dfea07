import { linkIn, type Assister, type Page } from './support/assister';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor } from './support/mails';
import { race, type Act } from './support/race';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, today } from './support/samples';
import { untilSent } from './support/sent-referral';

const RACES = 4;

let site: Installation;

/** A referral that was sent, with its page open before an assister. */
interface OpenReferral {
  readonly id: string;
  readonly assister: Assister;
  readonly page: Page;
}

beforeAll(async () => {
  site = await install();
  for (let n = 0; n < 3; n += 1) {
    await site.crm.createOrganization(sampleOrganization('St. Louis', { capacity: 100 }));
  }
});
afterAll(async () => {
  await site.stop();
});

async function openReferral(): Promise<OpenReferral> {
  const { crm, smtp } = site;
  const { id } = await crm.startReferral(site.lead('St. Louis'));
  const mail = await smtp.waitForMail(isLeadFor(id), 20_000);
  await untilSent(site, id);
  const assister = site.assister();
  return { id, assister, page: await assister.open(linkIn(mail)) };
}

const resolveByLink: Act<OpenReferral> = ({ assister, page }) =>
  assister.submit(page, 'resolution', { resolution: 'no-longer-needs-assistance' });
const contactByLink: Act<OpenReferral> = ({ assister, page }) =>
  assister.submit(page, 'contact', { outcome: 'reached', ...dateFields() });
const contactByCoordinator: Act<OpenReferral> = ({ id }) =>
  site.crm.post(`/referrals/${id}/contact`, { madeOn: today(), made: true }, { 'idempotency-key': id });
const declineByCoordinator: Act<OpenReferral> = ({ id }) =>
  site.crm.post(`/referrals/${id}/decline`, { reason: 'conflict' }, { 'idempotency-key': id });

const openReferrals = () => Promise.all(Array.from({ length: RACES }, openReferral));

test('a resolution by link and a decline by a coordinator at once: one wins, the other gets 409', async () => {
  const results = await race(site, await openReferrals(), resolveByLink, declineByCoordinator);
  const linkWon = { link: 200, coordinator: 409, types: ['received', 'opened', 'resolution-recorded'] };
  const coordinatorWon = { link: 409, coordinator: 200, types: ['received', 'opened', 'declined'] };
  expect(results).toEqual([linkWon, coordinatorWon, linkWon, coordinatorWon]);
});

test('the same contact by link and by a coordinator at once: one wins, the other gets 409', async () => {
  const results = await race(site, await openReferrals(), contactByLink, contactByCoordinator);
  const types = ['received', 'opened', 'contact-made'];
  const linkWon = { link: 200, coordinator: 409, types };
  const coordinatorWon = { link: 409, coordinator: 200, types };
  expect(results).toEqual([linkWon, coordinatorWon, linkWon, coordinatorWon]);
});

test('a contact by link and a decline by a coordinator at once: after the decline no contact, before it both', async () => {
  const results = await race(site, await openReferrals(), contactByLink, declineByCoordinator);
  const both = { link: 200, coordinator: 200, types: ['received', 'opened', 'contact-made', 'declined'] };
  const declined = { link: 409, coordinator: 200, types: ['received', 'opened', 'declined'] };
  expect(results).toEqual([both, declined, both, declined]);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  const busy = "SELECT count(*)::int AS count FROM referrals WHERE status = 'received'";
  await eventually(
    'the declined referrals to be sent again',
    async () => (await site.db.query<{ count: number }>(busy)).rows[0]?.count,
    (count) => count === 0,
  );
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
