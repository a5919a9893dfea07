import type { OrganizationView } from '../../src/api/organization/schema';
import type { ReferralView } from '../../src/api/referral/referral-view';
import { eventually } from '../support/eventually';
import { install, type Installation } from './support/installation';
import { header, isEscalation, isLeadFor } from './support/mails';
import { contradictions, statuses } from './support/records';
import { sampleOrganization, type County, type OrganizationBody } from './support/samples';

jest.setTimeout(180_000);

/** Three gaps that compete for places among themselves: the brokers' first one serves two counties. */
const organizations: readonly (readonly [name: string, OrganizationBody])[] = [
  ['a', sampleOrganization('Hennepin', { capacity: 40 })],
  ['b', sampleOrganization('Hennepin', { capacity: 20 })],
  ['c', sampleOrganization(['Ramsey', 'Dakota'], { type: 'broker', capacity: 30 })],
  ['d', sampleOrganization('Ramsey', { type: 'broker', capacity: 20 })],
  ['e', sampleOrganization('Dakota', { type: 'broker', capacity: 10 })],
  ['f', sampleOrganization('St. Louis', { capacity: 30 })],
];
const CAPACITY = 150;

const demand: readonly { county: County; broker: boolean; leads: number; subject: string }[] = [
  { county: 'Hennepin', broker: false, leads: 80, subject: 'gap:27053/navigator' },
  { county: 'Ramsey', broker: true, leads: 45, subject: 'gap:27123/broker' },
  { county: 'Dakota', broker: true, leads: 35, subject: 'gap:27037/broker' },
  { county: 'St. Louis', broker: false, leads: 40, subject: 'gap:27137/navigator' },
];
const LEADS = 200;

/** Whose referrals compete for the same places: `c` serves two of the counties. */
const competing: readonly (readonly County[])[] = [['Hennepin'], ['Ramsey', 'Dakota'], ['St. Louis']];

/** What has to be added to each organization for everybody to find a place. */
const RAISE = { a: 20, c: 20, f: 10 } as const;

let site: Installation;
const views = new Map<string, OrganizationView>();
const posted = new Map<County, ReferralView[]>();
/** Every organization ever seen with more places held than it has. */
const overfilled: unknown[] = [];
let watching: NodeJS.Timeout;

beforeAll(async () => {
  site = await install();
  for (const [name, organization] of organizations) {
    views.set(name, await site.crm.createOrganization(organization));
  }
  watching = setInterval(() => {
    site.db.query('SELECT name, held, capacity FROM organizations WHERE held > capacity').then(
      ({ rows }) => overfilled.push(...rows),
      (error: unknown) => overfilled.push(error),
    );
  }, 50);
});
afterAll(async () => {
  clearInterval(watching);
  await site.stop();
});

/** All the leads at once, mixed as a busy day mixes them. */
async function postEverything(): Promise<void> {
  const mixed = demand
    .flatMap(({ county, broker, leads }) =>
      Array.from({ length: leads }, (_, n) => ({ county, broker, turn: n / leads })),
    )
    .sort((a, b) => a.turn - b.turn);
  await Promise.all(
    mixed.map(async ({ county, broker }) => {
      const referral = await site.crm.startReferral(site.lead(county, { broker }));
      posted.set(county, [...(posted.get(county) ?? []), referral]);
    }),
  );
}

async function waiting(county: County): Promise<string[]> {
  const ids = (posted.get(county) ?? []).map(({ id }) => id);
  const { rows } = await site.db.query<{ id: string }>(
    "SELECT id FROM referrals WHERE status = 'unassigned' AND id = ANY ($1::uuid[]) ORDER BY id",
    [ids],
  );
  return rows.map(({ id }) => id);
}

test('200 leads at once on organizations with capacity for 150: 150 are sent, 50 wait, nobody is overfilled', async () => {
  await postEverything();
  const settled = await eventually(
    'every lead to be sent or to wait',
    () => statuses(site.db),
    ({ sent, unassigned }) => sent === CAPACITY && unassigned === LEADS - CAPACITY,
    120_000,
  );
  expect(settled).toEqual({ sent: CAPACITY, unassigned: LEADS - CAPACITY });
  const { rows } = await site.db.query('SELECT bool_and(held = capacity) AS full FROM organizations');
  expect(rows).toEqual([{ full: true }]);
  expect(overfilled).toEqual([]);
  expect(site.smtp.mails.filter((mail) => header(mail, 'X-Message-Kind') === 'lead')).toHaveLength(CAPACITY);
});

test('the 50 that wait are linked from the escalations of their counties; the SPOC has one mail for each', async () => {
  const expected = await Promise.all(
    demand.map(async ({ county, subject }) => ({ subject, referralIds: await waiting(county) })),
  );
  const escalations = await eventually(
    'all escalations',
    () => site.crm.openEscalations(),
    (open) => open.reduce((sum, { referralCount }) => sum + referralCount, 0) === LEADS - CAPACITY,
  );
  expect(expected.flatMap(({ referralIds }) => referralIds)).toHaveLength(LEADS - CAPACITY);
  const found = escalations.map(({ subject, referralIds }) => ({
    subject,
    referralIds: [...referralIds].sort(),
  }));
  const bySubject = (a: { subject: string }, b: { subject: string }) => a.subject.localeCompare(b.subject);
  expect(found.sort(bySubject)).toEqual(
    expected.filter(({ referralIds }) => referralIds.length > 0).sort(bySubject),
  );
  expect(new Set(escalations.map(({ reason }) => reason))).toEqual(new Set(['no-eligible-organization']));

  const mails = await eventually(
    'the mails to the SPOC',
    () => site.smtp.mails.filter(isEscalation),
    ({ length }) => length >= escalations.length,
  );
  const { rows } = await site.db.query<{ subject: string }>(
    `SELECT e.subject FROM messages m JOIN escalations e ON e.id = m.escalation_id WHERE m.kind = 'escalation'`,
  );
  expect(rows.map(({ subject }) => subject).sort()).toEqual(found.map(({ subject }) => subject));
  expect(mails).toHaveLength(escalations.length);
});

/** The referrals in the order in which they came, had their place, or had their mail sent off. */
async function inOrderOf(time: 'r.created_at' | 'a.assigned_at' | 'm.created_at', ids: readonly string[]) {
  const { rows } = await site.db.query<{ id: string }>(
    `SELECT r.id FROM referrals r JOIN assignments a ON a.id = r.current_assignment_id
     JOIN messages m ON m.referral_id = r.id AND m.kind = 'lead'
     WHERE r.id = ANY ($1::uuid[]) ORDER BY ${time}, r.id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

test('capacity is raised by PATCH: all are sent, the oldest of all that compete first', async () => {
  const { crm, db, smtp } = site;
  const waited = await Promise.all(
    competing.map(async (counties) => (await Promise.all(counties.map(waiting))).flat()),
  );
  for (const [name, more] of Object.entries(RAISE)) {
    const { id = '', capacity = 0 } = views.get(name) ?? {};
    const changed = await crm.changeOrganization(id, { capacity: capacity + more });
    expect(changed.capacity).toBe(capacity + more);
  }
  await eventually(
    'all to be sent',
    () => statuses(db),
    ({ sent }) => sent === LEADS,
    120_000,
  );

  expect(waited.map(({ length }) => length)).toEqual([20, 20, 10]);
  for (const ids of waited) {
    const byAge = await inOrderOf('r.created_at', ids);
    expect(await inOrderOf('a.assigned_at', ids)).toEqual(byAge);
    // Two mails on their way may overtake each other; the second is only begun when the first one is under way.
    expect(await inOrderOf('m.created_at', ids)).toEqual(byAge);
    expect(ids.filter((id) => smtp.mails.filter(isLeadFor(id)).length !== 1)).toEqual([]);
  }
  expect(await crm.openEscalations()).toEqual([]);
  expect(overfilled).toEqual([]);
});

test('nothing contradicts itself, and no log holds what is personal', async () => {
  expect(await contradictions(site.db)).toEqual([]);
  expect(site.leakedIntoLogs()).toEqual([]);
});
