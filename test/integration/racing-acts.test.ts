import type { EventView } from '../../src/api/schemas/event-view';
import type { ReferralView } from '../../src/api/schemas/referral-view';
import type { Answer, Problem } from './support/api-client';
import { linkIn, type Assister, type Page } from './support/assister';
import { eventually } from './support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, today } from './support/samples';

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
  await eventually(
    'the sending',
    () => crm.referral(id),
    ({ status }) => status === 'sent',
  );
  const assister = site.assister();
  return { id, assister, page: await assister.open(linkIn(mail)) };
}

type ByLink = (referral: OpenReferral) => Promise<Page>;
type ByCoordinator = (referral: OpenReferral) => Promise<Answer<ReferralView & Problem>>;

const resolveByLink: ByLink = ({ assister, page }) =>
  assister.submit(page, 'resolution', { resolution: 'no-longer-needs-assistance' });
const contactByLink: ByLink = ({ assister, page }) =>
  assister.submit(page, 'contact', { outcome: 'reached', ...dateFields() });
const contactByCoordinator: ByCoordinator = ({ id }) =>
  site.crm.post(`/referrals/${id}/contact`, { madeOn: today(), made: true });
const declineByCoordinator: ByCoordinator = ({ id }) =>
  site.crm.post(`/referrals/${id}/decline`, { reason: 'conflict', comments: 'They asked us to' });

/**
 * Both acts wait at the Temporal server, in the order of their sending, until a worker comes: it gets both at once,
 * and so judges the second before anything of the first is written.
 */
async function race(
  referrals: readonly OpenReferral[],
  byLink: ByLink,
  byCoordinator: ByCoordinator,
): Promise<{ link: number; coordinator: number; types: string[] }[]> {
  await site.service.worker.end('SIGTERM');
  const running = referrals.map(async (referral, n) => {
    const linkFirst = n % 2 === 0;
    const first = linkFirst ? byLink(referral) : byCoordinator(referral);
    await eventually(
      'the first act to be stored',
      () => actsStored(referral.id),
      (count) => count === 1,
    );
    const second = linkFirst ? byCoordinator(referral) : byLink(referral);
    const [{ status: early }, { status: late }] = await Promise.all([first, second]);
    return linkFirst ? { link: early, coordinator: late } : { link: late, coordinator: early };
  });
  await Promise.all(
    referrals.map(({ id }) =>
      eventually(
        'both acts to be stored',
        () => actsStored(id),
        (n) => n === 2,
      ),
    ),
  );
  await site.service.worker.start();
  const answers = await Promise.all(running);
  return Promise.all(
    answers.map(async (answer, n) => ({
      ...answer,
      types: typesOf(await site.crm.events(referrals[n]?.id ?? '')),
    })),
  );
}

async function actsStored(referralId: string): Promise<number> {
  const { rows } = await site.db.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM acts WHERE referral_id = $1',
    [referralId],
  );
  return rows[0]?.count ?? 0;
}

/** What people did, in the order of the log. */
function typesOf(events: readonly EventView[]): string[] {
  return events
    .filter(
      ({ actor, type }) => actor !== 'system' && type !== 'milestone-met' && type !== 'milestone-cancelled',
    )
    .map(({ type }) => type);
}

const openReferrals = () => Promise.all(Array.from({ length: RACES }, openReferral));

test('a resolution by link and a decline by a coordinator at once: one wins, the other gets 409', async () => {
  const results = await race(await openReferrals(), resolveByLink, declineByCoordinator);
  const linkWon = { link: 200, coordinator: 409, types: ['received', 'opened', 'resolution-recorded'] };
  const coordinatorWon = { link: 409, coordinator: 200, types: ['received', 'opened', 'declined'] };
  expect(results).toEqual([linkWon, coordinatorWon, linkWon, coordinatorWon]);
});

test('the same contact by link and by a coordinator at once: one wins, the other gets 409', async () => {
  const results = await race(await openReferrals(), contactByLink, contactByCoordinator);
  const types = ['received', 'opened', 'contact-made'];
  const linkWon = { link: 200, coordinator: 409, types };
  const coordinatorWon = { link: 409, coordinator: 200, types };
  expect(results).toEqual([linkWon, coordinatorWon, linkWon, coordinatorWon]);
});

test('a contact by link and a decline by a coordinator at once: after the decline no contact, before it both', async () => {
  const results = await race(await openReferrals(), contactByLink, declineByCoordinator);
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
