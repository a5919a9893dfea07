import { eventually } from './support/eventually';
import type { PostedReferral } from './support/posted-referral';
import { Service } from './support/service';
import { SPOC } from './support/world';

/** Nobody is eligible: the referral waits in the open, and gets its turn by itself, the oldest first. */

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  await service.goTo('2034-02-01T16:00:00.000Z');
});
afterAll(() => service.stop());

async function waitingOnes(county: string, count: number): Promise<PostedReferral[]> {
  const posted: PostedReferral[] = [];
  for (let i = 0; i < count; i += 1) {
    const referral = await service.post(county);
    await referral.recorded('escalated');
    posted.push(referral);
  }
  return posted;
}

/** In the order in which they got an organization. */
function placed(referrals: readonly PostedReferral[]): string[] {
  const ids = new Set(referrals.map(({ id }) => id));
  return [...service.world.db.assignments.values()]
    .map(({ referralId }) => referralId)
    .filter((id) => ids.has(id));
}

test('unassigned: one escalation and one mail for the gap, whoever falls into it', async () => {
  const county = service.world.newCounty();
  const [first, second] = await waitingOnes(county, 2);
  const gap = { kind: 'gap', countyFips: county, assisterType: 'navigator' };
  expect(first?.escalations).toMatchObject([
    { reason: 'no-eligible-organization', subject: gap, referralIds: [first?.id, second?.id] },
  ]);
  const mails = await eventually(
    'the mail',
    () => first?.delivered('escalation') ?? [],
    (sent) => sent.length > 0,
  );
  expect(mails.map(({ to }) => to)).toEqual([SPOC]);
  expect(second?.delivered('escalation')).toEqual([]);
  const memo = await second?.shows({
    ReferralStatus: 'unassigned',
    EscalationReason: 'no-eligible-organization',
  });
  expect(memo).toMatchObject({
    stands: 'Unassigned since Wed, Feb 1, 2034, 10:00 AM CST',
    why: 'no organization is eligible now',
    next: 'routed by itself as soon as an organization becomes eligible',
  });
});

test('an organization comes: as many as it has places for are sent, the oldest first', async () => {
  const county = service.world.newCounty();
  const waiting = await waitingOnes(county, 4);
  const organization = service.world.addOrganization({ name: 'New here', counties: [county], capacity: 3 });
  await service.waitlist.nudge();
  for (const referral of waiting.slice(0, 3)) await referral.recorded('sent');
  expect(placed(waiting)).toEqual(waiting.slice(0, 3).map(({ id }) => id));
  expect(organization.held).toBe(3);
  expect(waiting[3]?.row.status).toBe('unassigned');
  expect(waiting[0]?.story()).toEqual([
    ...['received', 'unassigned', 'escalated no-eligible-organization', 'assigned', 'sent'],
  ]);

  // A place that is given back wakes the waiting list by itself.
  await waiting[1]?.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  await waiting[3]?.recorded('sent');
  expect(organization.held).toBe(3);
});

test('a new lead does not overtake an older one that waits for the same place', async () => {
  const county = service.world.newCounty();
  const [older] = await waitingOnes(county, 1);
  service.world.addOrganization({ name: 'One place', counties: [county], capacity: 1 });
  const newer = await service.post(county);
  await newer.recorded('unassigned');
  expect(newer.row.decisions[0]?.explanation.excluded).toMatchObject([{ reasons: ['older-referrals-wait'] }]);
  await service.waitlist.nudge();
  await older?.recorded('sent');
  expect(newer.row.status).toBe('unassigned');
});

test('a turn that finds nobody leaves no trace, and one that comes too late changes nothing', async () => {
  const county = service.world.newCounty();
  const [referral] = await waitingOnes(county, 1);
  if (referral === undefined) throw new Error('nobody waits');
  expect(await service.routeNow(referral)).toBe(false);
  expect(referral.row.decisions).toHaveLength(1);
  for (const name of ['At last', 'Another one']) service.world.addOrganization({ name, counties: [county] });
  expect(await Promise.all([service.routeNow(referral), service.routeNow(referral)])).toEqual([true, true]);
  await referral.recorded('sent');
  expect(await service.routeNow(referral)).toBe(true);
  expect(referral.events('assigned')).toHaveLength(1);
  expect(referral.row.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
});

test('a nudge that comes while the list is at work makes it look once more', async () => {
  const passedOver = service.world.newCounty();
  const [older] = await waitingOnes(passedOver, 1);
  const county = service.world.newCounty();
  const [newer] = await waitingOnes(county, 1);
  service.world.addOrganization({ name: 'For the newer one', counties: [county] });
  const release = service.world.db.hold('routing');
  await service.waitlist.nudge();
  await eventually('the newer one’s turn', () => service.world.db.isHolding('routing'));
  service.world.addOrganization({ name: 'For the older one', counties: [passedOver] });
  await service.waitlist.nudge();
  release();
  await newer?.recorded('sent');
  await older?.recorded('sent');
});

test('a place that becomes free while the list is at work goes to the oldest who can take it', async () => {
  const county = service.world.newCounty();
  const [oldest] = await waitingOnes(county, 1);
  const elsewhere = service.world.newCounty();
  const [between] = await waitingOnes(elsewhere, 1);
  const [youngest] = await waitingOnes(county, 1);
  service.world.addOrganization({ name: 'For the one between', counties: [elsewhere] });
  const release = service.world.db.hold('routing');
  await service.waitlist.nudge();
  await eventually('the turn of the one between', () => service.world.db.isHolding('routing'));
  service.world.addOrganization({ name: 'For the others', counties: [county] });
  release();
  for (const referral of [oldest, between, youngest]) await referral?.recorded('sent');
  const inOrder = [between, oldest, youngest].map((referral) => referral?.id);
  expect(placed([oldest, between, youngest].flatMap((referral) => referral ?? []))).toEqual(inOrder);
});
