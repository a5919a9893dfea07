import { isGrpcServiceError } from '@temporalio/client';
import type { EventView } from '../../src/api/schemas/event-view';
import { referralWorkflowId } from '../../src/workflows/ids';
import { linkIn, type Assister, type Page } from './support/assister';
import { eventually } from './support/eventually';
import { install, type Installation } from './support/installation';
import { isLeadFor } from './support/mails';
import { contradictions } from './support/records';
import { dateFields, sampleOrganization, today } from './support/samples';

const RACES = 4;

/** Of gRPC. */
const NOT_FOUND = 5;

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

type Act = (referral: OpenReferral) => Promise<{ readonly status: number }>;

const resolveByLink: Act = ({ assister, page }) =>
  assister.submit(page, 'resolution', { resolution: 'no-longer-needs-assistance' });
const contactByLink: Act = ({ assister, page }) =>
  assister.submit(page, 'contact', { outcome: 'reached', ...dateFields() });
const contactByCoordinator: Act = ({ id }) =>
  site.crm.post(`/referrals/${id}/contact`, { madeOn: today(), made: true }, { 'idempotency-key': id });
const declineByCoordinator: Act = ({ id }) =>
  site.crm.post(`/referrals/${id}/decline`, { reason: 'conflict' }, { 'idempotency-key': id });

/** A worker that takes its time to start makes the act wait too long: the very same request then asks again. */
async function untilJudged(act: Act, referral: OpenReferral): Promise<number> {
  const { status } = await act(referral);
  return status === 503 ? untilJudged(act, referral) : status;
}

/**
 * Both acts wait at the Temporal server, in the order of their sending, until a worker comes: it gets both at once,
 * and so judges the second before anything of the first is written. The link is first in every other referral.
 */
async function race(
  referrals: readonly OpenReferral[],
  byLink: Act,
  byCoordinator: Act,
): Promise<{ link: number; coordinator: number; types: string[] }[]> {
  await site.service.worker.end('SIGTERM');
  const running = await Promise.all(
    referrals.map(async (referral, n) => {
      const [first, second] = n % 2 === 0 ? [byLink, byCoordinator] : [byCoordinator, byLink];
      const early = untilJudged(first, referral);
      await untilWaiting(referral.id, 1);
      const late = untilJudged(second, referral);
      await untilWaiting(referral.id, 2);
      return n % 2 === 0 ? [early, late] : [late, early];
    }),
  );
  await site.service.worker.start();
  return Promise.all(
    referrals.map(async ({ id }, n) => {
      const [link = 0, coordinator = 0] = await Promise.all(running[n] ?? []);
      return { link, coordinator, types: typesOf(await site.crm.events(id)) };
    }),
  );
}

/** Until so many acts are stored and the Temporal server holds the update of each. */
async function untilWaiting(referralId: string, count: number): Promise<void> {
  const { workflowService } = site.temporalClient;
  const workflowExecution = { workflowId: referralWorkflowId(referralId) };
  const isHeld = (updateId: string): Promise<boolean> =>
    workflowService
      .pollWorkflowExecutionUpdate({
        namespace: 'default',
        updateRef: { workflowExecution, updateId },
      })
      .then(() => true)
      .catch((error: unknown) => {
        const code: number | null = isGrpcServiceError(error) ? error.code : null;
        if (code === NOT_FOUND) return false;
        throw error;
      });
  await eventually(`${count} waiting acts`, async () => {
    const { rows } = await site.db.query<{ id: string }>('SELECT id FROM acts WHERE referral_id = $1', [
      referralId,
    ]);
    const held = await Promise.all(rows.map(({ id }) => isHeld(id)));
    return held.filter(Boolean).length === count;
  });
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
