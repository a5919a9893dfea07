import { untilLocksAreAwaited } from './support/lock-waits';
import type { PostedReferral } from './support/posted-referral';
import { Service, SPOC } from './support/service';

/** Nobody is eligible: the referral waits in the open, and gets its turn by itself, the oldest first. */

let service: Service;
beforeAll(async () => {
  service = await Service.start({ startsAt: '2034-02-01T16:00:00.000Z' });
});
afterAll(() => service.stop());

async function waitingOne(county: string): Promise<PostedReferral> {
  const referral = await service.post(county);
  await referral.recorded('escalated');
  return referral;
}

/** In the order in which they got an organization. */
async function placed(referrals: readonly PostedReferral[]): Promise<string[]> {
  const assignments = await service.prisma.assignment.findMany({
    where: { referralId: { in: referrals.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  });
  return assignments.map(({ referralId }) => referralId);
}

async function statuses(referrals: readonly PostedReferral[]): Promise<string[]> {
  const rows = await Promise.all(referrals.map((referral) => referral.row()));
  return rows.map(({ status }) => status);
}

test('unassigned: one escalation and one mail for the gap, whoever falls into it', async () => {
  const county = service.newCounty();
  const [first, second] = [await waitingOne(county), await waitingOne(county)];
  expect(await first.escalations()).toMatchObject([
    {
      reason: 'no-eligible-organization',
      subject: `gap:${county}/navigator`,
      countyFips: county,
      assisterType: 'navigator',
      occurrences: 2,
      referralIds: [first.id, second.id],
    },
  ]);
  expect(first.delivered('escalation').map(({ to }) => to)).toEqual([SPOC]);
  expect(second.delivered('escalation')).toEqual([]);
  expect(second.shown.attributes).toMatchObject({
    ReferralStatus: 'unassigned',
    EscalationReason: 'no-eligible-organization',
  });
  expect(second.shown.headline).toBe('Unassigned since Wed, Feb 1, 2034, 10:00 AM CST');
  expect(Object.fromEntries(second.shown.facts)).toMatchObject({
    Why: 'no organization is eligible now',
    Next: 'routed by itself as soon as an organization becomes eligible',
  });
});

test('an organization comes: as many as it has places for are sent, the oldest first', async () => {
  const county = service.newCounty();
  const first = await waitingOne(county);
  const second = await waitingOne(county);
  const third = await waitingOne(county);
  const fourth = await waitingOne(county);
  const all = [first, second, third, fourth];
  const organization = await service.addOrganization({ name: 'New here', counties: [county], capacity: 3 });
  expect(await service.placeWaiting()).toBe(3);
  expect(await placed(all)).toEqual([first.id, second.id, third.id]);
  expect(await statuses(all)).toEqual(['sent', 'sent', 'sent', 'unassigned']);
  expect(await service.held([organization])).toEqual([3]);
  expect(await first.story()).toEqual([
    ...['received', 'unassigned', 'escalated no-eligible-organization', 'assigned', 'sent'],
  ]);

  // A place that is given back wakes the waiting list by itself.
  await second.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  await fourth.recorded('sent');
  expect(await service.held([organization])).toEqual([3]);
});

test('a new lead does not overtake an older one that waits for the same place', async () => {
  const county = service.newCounty();
  const older = await waitingOne(county);
  await service.addOrganization({ name: 'One place', counties: [county], capacity: 1 });
  const newer = await service.post(county);
  await newer.recorded('unassigned');
  expect((await newer.explanations())[0]?.excluded).toMatchObject([{ reasons: ['older-referrals-wait'] }]);
  await service.placeWaiting();
  expect(await statuses([older, newer])).toEqual(['sent', 'unassigned']);
});

test('a turn that finds nobody leaves no trace, and two at once place a referral once', async () => {
  const county = service.newCounty();
  const referral = await waitingOne(county);
  expect(await service.placeWaiting()).toBe(0);
  expect(await referral.explanations()).toHaveLength(1);
  for (const name of ['At last', 'Another one']) await service.addOrganization({ name, counties: [county] });
  const turns = await Promise.all([service.placeWaiting(), service.placeWaiting()]);
  expect(turns.sort()).toEqual([0, 1]);
  await referral.recorded('sent');
  expect(await service.placeWaiting()).toBe(0);
  expect(await referral.events('assigned')).toHaveLength(1);
  expect((await referral.log()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(await referral.explanations()).toHaveLength(2);
});

test('an organization that comes while the list is at work is found in the same look', async () => {
  const passedOver = service.newCounty();
  const older = await waitingOne(passedOver);
  const county = service.newCounty();
  const newer = await waitingOne(county);
  await service.addOrganization({ name: 'For the newer one', counties: [county] });
  const release = await service.trouble.hold('referrals', newer.id);
  const looking = service.placeWaiting();
  // The newer one’s turn.
  await untilLocksAreAwaited(service.prisma, 1);
  await service.addOrganization({ name: 'For the older one', counties: [passedOver] });
  await release();
  expect(await looking).toBe(2);
  expect(await statuses([older, newer])).toEqual(['sent', 'sent']);
});

test('a place that becomes free while the list is at work goes to the oldest who can take it', async () => {
  const county = service.newCounty();
  const oldest = await waitingOne(county);
  const elsewhere = service.newCounty();
  const between = await waitingOne(elsewhere);
  const youngest = await waitingOne(county);
  await service.addOrganization({ name: 'For the one between', counties: [elsewhere] });
  const release = await service.trouble.hold('referrals', between.id);
  const looking = service.placeWaiting();
  await untilLocksAreAwaited(service.prisma, 1);
  await service.addOrganization({ name: 'For the others', counties: [county] });
  await release();
  expect(await looking).toBe(3);
  expect(await placed([oldest, between, youngest])).toEqual([between.id, oldest.id, youngest.id]);
});

test('a referral that is withdrawn while its turn has begun keeps its place in nobody’s way', async () => {
  const county = service.newCounty();
  const leaving = await waitingOne(county);
  const staying = await waitingOne(county);
  const organization = await service.addOrganization({ name: 'One place', counties: [county], capacity: 1 });
  const release = await service.trouble.hold('referrals', leaving.id);
  const withdrawing = leaving.act(
    { kind: 'withdraw', reason: 'other' },
    { actor: 'crm', assignmentId: null },
  );
  await untilLocksAreAwaited(service.prisma, 1);
  const looking = service.placeWaiting();
  await untilLocksAreAwaited(service.prisma, 2);
  await release();
  await Promise.all([withdrawing, looking]);
  expect(await statuses([leaving, staying])).toEqual(['withdrawn', 'sent']);
  expect(await service.held([organization])).toEqual([1]);
});
