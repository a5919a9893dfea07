import { DomainError } from '../../src/domain/errors';
import type { ReferralActs } from '../../src/domain/referral/ports';
import type { Waker } from '../../src/workflows/follow/waker';
import { RerouteScene } from './support/reroute-scene';

let scene: RerouteScene;
beforeAll(async () => {
  scene = await RerouteScene.open('2034-02-01T16:00:00.000Z');
});
afterAll(() => scene.service.stop());

/** Acts of a worker that dies after so many; each is noted. */
function dyingAfter(acts: number, noted: string[]) {
  return (waker: Waker): Pick<ReferralActs, 'record'> => ({
    async record(act) {
      if (noted.length === acts) throw new DomainError('unavailable', 'The worker is gone.');
      noted.push('act');
      return scene.service.actsWith(waker).record(act);
    },
  });
}

const run = () => scene.service.followers.run();
const repeated = (times: number, value: number) => Array.from({ length: times }, () => value);

test('everything open goes to others where there is room, once; the rest waits', async () => {
  const { from, others, referrals } = await scene.crowded(12, [4, 3]);
  const { rerouteId, count } = await scene.begin(from);
  expect(count).toBe(12);
  await run();
  expect(scene.resultOf(rerouteId)).toEqual({ rerouted: 12, passed: 0 });
  expect(await scene.heldBy([from, ...others])).toEqual([0, 4, 3]);
  expect(await scene.timesHandedOn(referrals)).toEqual(repeated(12, 1));
  const statuses = await Promise.all(referrals.map(async (referral) => (await referral.state()).status));
  expect(statuses.filter((status) => status === 'unassigned')).toHaveLength(5);
  expect(scene.service.followers.plans.get(`reroute-${rerouteId}`)).toMatchObject({
    shown: {
      headline: '12 of 12 re-routed; finished',
      facts: [
        ['From', 'Closing'],
        ['Over or elsewhere before their turn', '0'],
        ['Next', 'nothing'],
      ],
      attributes: { OrganizationId: from },
    },
  });
  const begun = await scene.service.prisma.organizationEvent.findMany({
    where: { organizationId: from, type: 'reroute-started' },
  });
  expect(begun.map(({ data }) => data)).toEqual([{ rerouteId, reason: 'They have closed', count: 12 }]);
});

test('the same again is the same re-route and has its first answer; what came later is not meant', async () => {
  const { from, referrals } = await scene.crowded(3, [3]);
  const first = await scene.begin(from);
  const again = await scene.begin(from, first.rerouteId);
  expect(again.count).toBe(3);
  await run();
  await scene.begin(from, first.rerouteId);
  await run();
  expect(await scene.timesHandedOn(referrals)).toEqual([1, 1, 1]);
  expect(await scene.service.prisma.reroute.count({ where: { organizationId: from } })).toBe(1);

  const { id: elsewhere } = await scene.service.addOrganization({ name: 'Another', counties: ['27999'] });
  await expect(scene.begin(elsewhere, first.rerouteId)).rejects.toThrow('another re-route');
  const nobody = await scene.reroutes.begin({
    ...{ rerouteId: '01a20000-0000-7000-8000-000000000001', reason: 'None' },
    ...{ organizationId: '01a20000-0000-7000-8000-000000000002', at: scene.service.now() },
  });
  expect(nobody).toBeNull();
});

test('what is over or elsewhere before its turn is passed', async () => {
  const { from, referrals } = await scene.crowded(4, [4]);
  const { rerouteId } = await scene.begin(from);
  const [withdrawn, declined] = referrals.map(({ id }) => id);
  await scene.record(withdrawn, { kind: 'withdraw', reason: 'no-longer-needed' });
  await scene.record(declined, { kind: 'decline', reason: 'at-capacity' });
  await run();
  expect(scene.resultOf(rerouteId)).toEqual({ rerouted: 2, passed: 2 });
  expect((await scene.row(rerouteId)).finishedAt).toEqual(new Date(scene.service.now()));
});

test('a worker that dies in the middle of a batch: the next one goes through it again, and each counts once', async () => {
  const { from, referrals } = await scene.crowded(10, [10]);
  const { rerouteId } = await scene.begin(from);
  await expect(scene.work(rerouteId, { actsWith: dyingAfter(6, []) })).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await scene.row(rerouteId)).toMatchObject({ rerouted: 0, passed: 0, after: null, finishedAt: null });
  await run();
  expect(scene.resultOf(rerouteId)).toEqual({ rerouted: 10, passed: 0 });
  expect(await scene.timesHandedOn(referrals)).toEqual(repeated(10, 1));
});

test.each([
  ['is done', 9],
  ['breaks off', 4],
])('the workflows are told when a batch %s, and not while it needs the machine', async (_, acts) => {
  const { from } = await scene.crowded(8, [3]);
  const { rerouteId } = await scene.begin(from);
  const noted: string[] = [];
  const { followers } = scene.service;
  const waker: Waker = {
    wake: (followed, why) => {
      noted.push(`told: ${why}`);
      followers.wake(followed, why);
    },
    nudgeWaitlist: () => noted.push('nudged'),
    room: () => Promise.resolve(),
  };
  await Promise.allSettled([scene.work(rerouteId, { actsWith: dyingAfter(acts, noted), waker })]);
  const done = Math.min(acts, 8);
  expect(noted).toEqual([...Array(done).fill('act'), ...Array(done).fill('told: reassign'), 'nudged']);
  await run();
});

test('two workers on the same batch: each referral goes once, and the batch counts once', async () => {
  const { from, others, referrals } = await scene.crowded(8, [8]);
  const { rerouteId } = await scene.begin(from);
  await Promise.all([scene.work(rerouteId), scene.work(rerouteId)]);
  expect(await scene.row(rerouteId)).toMatchObject({ total: 8, rerouted: 8, passed: 0 });
  await run();
  expect(await scene.timesHandedOn(referrals)).toEqual(repeated(8, 1));
  expect(await scene.heldBy([from, ...others])).toEqual([0, 8]);
});

test('begun while Temporal is away it waits on record, and nobody has to send it again', async () => {
  const { from } = await scene.crowded(1, [1]);
  const { rerouteId } = await scene.begin(from);
  const follower = await scene.service.prisma.follower.findUnique({
    where: { workflowId: `reroute-${rerouteId}` },
  });
  expect(follower).toMatchObject({ kind: 'reroute', behindSince: new Date(scene.service.now()) });
  await run();
  expect(scene.resultOf(rerouteId)).toEqual({ rerouted: 1, passed: 0 });
});

test('an organization that has nothing open is done at once', async () => {
  const { from } = await scene.crowded(0, []);
  const { rerouteId, count } = await scene.begin(from);
  await run();
  expect([count, scene.resultOf(rerouteId)]).toEqual([0, { rerouted: 0, passed: 0 }]);
});
