import { v7 as newId } from 'uuid';
import type { PassOver } from '../../src/activities/ports';
import { instant, localDate, plusMillis } from '../../src/domain/time';
import { createDigestDesk } from '../../src/infra/prisma/digest/digest-desk';
import { createFollowerRows } from '../../src/infra/prisma/followers/rows';
import { createLeadStore } from '../../src/infra/prisma/referral/lead-store';
import { createOrganizationStore } from '../../src/infra/prisma/organization/store';
import { createReferralActs } from '../../src/infra/prisma/referral/acts';
import { createReportMaker } from '../../src/infra/prisma/report/maker';
import { createReroutes } from '../../src/infra/prisma/reroute/begin';
import { createRerouteWork } from '../../src/infra/prisma/reroute/work';
import { SituationReader } from '../../src/infra/prisma/routing/situation';
import { createWaitingReferrals } from '../../src/infra/prisma/waitlist/place-next';
import type { Waker } from '../../src/workflows/follow/waker';
import { fakeWaker } from '../unit/support/fake-waker';
import { advance, policy, sendAnother, sendReferral } from './referral/stored-referral';
import { DUE_AT, makeReport } from './report/stored-report';
import { NOW, openDatabase, received, sampleOrganization, ZONE, type Database } from './support/database';
import { rules } from '../support/minnesota-terms';

/** Each loop of the service meets one row that it cannot work on: those behind it have their turn all the same. */

let database: Database;
beforeEach(async () => {
  database = await openDatabase();
});
afterEach(() => database.drop());

function watch() {
  const passed: (readonly [where: string, id: string])[] = [];
  const passOver: PassOver = (where, id) => void passed.push([where, id]);
  return { passed, passOver };
}

/** From now on its log cannot be folded. */
async function poison(referralId: string): Promise<void> {
  await database.prisma.$executeRaw`
    INSERT INTO referral_events (referral_id, seq, at, type, actor, status, data)
    SELECT referral_id, max(seq) + 1, max(at), 'poison', 'system', 'sent', '{}'::jsonb FROM referral_events
    WHERE referral_id = ${referralId}::uuid GROUP BY referral_id`;
}

const deciding = (waker: Waker) => ({
  ...{ policy, waker, owner: 'spoc@example.org' },
  situations: new SituationReader(policy.routing),
});

test('the waiting list: the oldest cannot be placed; the next one is, and the bad one is not tried at every sweep', async () => {
  const { prisma } = database;
  const ids: string[] = [];
  for (const n of [1, 2]) {
    const lead = received(`CRM-${n}`, plusMillis(NOW, n * 1_000));
    await createLeadStore(prisma).receive(lead, null);
    await advance(database, lead.id, plusMillis(NOW, n * 1_000));
    ids.push(lead.id);
  }
  const [bad = '', good = ''] = ids;
  await poison(bad);
  // One place: nobody may wait for it behind the bad one.
  await createOrganizationStore(prisma, ZONE).create(newId(), { ...sampleOrganization, capacity: 1 }, NOW);
  const { passed, passOver } = watch();
  const waiting = createWaitingReferrals(prisma, { ...deciding(fakeWaker().waker), passOver });
  const now = plusMillis(NOW, 60_000);

  expect(await waiting.placeNext([], now)).toEqual({ referralId: bad, placed: false });
  expect(await waiting.placeNext([], now)).toEqual({ referralId: good, placed: true });
  expect(await waiting.placeNext([], now)).toBeNull();
  expect(await waiting.isAnyPlaceable(now)).toBe(false);
  await prisma.organization.updateMany({ data: { capacity: 2 } });
  expect(await waiting.isAnyPlaceable(now)).toBe(false);
  // Another process knows it, too; ten minutes later it is tried again.
  const other = createWaitingReferrals(prisma, { ...deciding(fakeWaker().waker), passOver });
  expect(await other.isAnyPlaceable(plusMillis(now, 599_999))).toBe(false);
  expect(await other.isAnyPlaceable(plusMillis(now, 600_000))).toBe(true);
  expect(passed).toEqual([['waitlist', bad]]);
});

test('a re-route: one referral cannot be given to others; the batch goes on, and ends', async () => {
  const { prisma } = database;
  const first = await sendReferral(database, 'CRM-1');
  const second = await sendAnother(database, 'CRM-2');
  expect(second.organizationId).toBe(first.organizationId);
  await createOrganizationStore(prisma, ZONE).create(newId(), sampleOrganization, NOW);
  const [bad, good] = [first, second].sort((a, b) => (a.referralId < b.referralId ? -1 : 1));
  await poison(bad?.referralId ?? '');
  const { passed, passOver } = watch();
  const { waker } = fakeWaker();
  const now = plusMillis(NOW, 60_000);
  const reroute = { rerouteId: newId(), organizationId: first.organizationId, reason: 'It closes', at: now };
  expect(await createReroutes(prisma, waker, ZONE).begin(reroute)).toEqual({ count: 2 });

  const actsWith = (held: Waker) => createReferralActs(prisma, deciding(held));
  const work = createRerouteWork(prisma, { actsWith, waker, now: () => now, passOver });
  const command = { kind: 'reroute', subjectId: reroute.rerouteId, jobId: 'any', at: now, seen: 0 } as const;
  await work(command, () => undefined);

  expect(passed).toEqual([['reroute', bad?.referralId]]);
  expect(await prisma.reroute.findUniqueOrThrow({ where: { id: reroute.rerouteId } })).toMatchObject({
    ...{ rerouted: 1, passed: 1, finishedAt: new Date(now) },
  });
  const moved = await prisma.assignment.findFirstOrThrow({
    where: { referralId: good?.referralId ?? '', endedAt: null },
  });
  expect(moved.organizationId).not.toBe(first.organizationId);
});

test('a period’s reports: one organization’s cannot be made; the others of its batch are', async () => {
  const { prisma } = database;
  const scenes = [
    await makeReport(database, 1),
    await makeReport(database, 1),
    await makeReport(database, 1),
  ];
  const [bad, ...others] = [...scenes].sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1));
  await prisma.reportRow.deleteMany();
  await prisma.report.deleteMany();
  // The referral went on to somebody else, and what the history says of the first contact is no date.
  const assignmentId = bad?.assignmentIds[0] ?? '';
  const { referralId } = await prisma.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
  await prisma.referral.update({ where: { id: referralId }, data: { currentAssignmentId: null } });
  await prisma.$executeRaw`
    INSERT INTO referral_events (referral_id, seq, at, type, actor, status, assignment_id, data)
    VALUES (${referralId}::uuid, 1, ${NOW}::timestamptz, 'contact-made', 'assister', 'sent', ${assignmentId}::uuid,
      '{"on": "poison"}'::jsonb)`;
  const { passed, passOver } = watch();
  const made = await createReportMaker(prisma, { zone: ZONE, rules }, passOver).make({
    periodId: bad?.periodId ?? '',
    organizationIds: [bad, ...others].map((scene) => scene?.organizationId ?? ''),
    ...{ from: instant('2026-11-01T05:00:00Z'), until: instant('2026-12-01T06:00:00Z') },
    ...{ dueOn: localDate('2026-12-09'), dueAt: DUE_AT, chase: [], at: NOW },
  });
  expect(made).toHaveLength(2);
  expect(passed).toEqual([['reports', bad?.organizationId]]);
  const reports = await prisma.report.findMany({ orderBy: { organizationId: 'asc' } });
  expect(reports.map(({ organizationId }) => organizationId)).toEqual(
    others.map(({ organizationId }) => organizationId),
  );
});

test('the digest: an escalation of an unknown kind is left out; the others are listed, all are counted', async () => {
  const { prisma } = database;
  const { organizationId } = await makeReport(database, 1);
  const open = (reason: string, n: number) => ({
    ...{ id: newId(), reason, subject: `organization:${organizationId}`, organizationId, state: 'open' },
    ...{
      occurrences: 1,
      openedAt: plusMillis(NOW, n),
      openedBy: newId(),
      dueAt: NOW,
      owner: 'spoc@example.org',
    },
  });
  const rows = [open('poison', 1), open('delivery-failed', 2), open('organization-unresponsive', 3)];
  await prisma.escalation.createMany({ data: rows });
  const { passed, passOver } = watch();
  const read = await createDigestDesk(prisma, passOver).read(10);
  expect(read.openCount).toBe(3);
  expect(read.escalations.map(({ id }) => id)).toEqual([rows[1]?.id, rows[2]?.id]);
  expect(passed).toEqual([['digest', rows[0]?.id]]);
});

test('the sweep: rows that no signal helps are named as such, and do not take the turns of the others', async () => {
  const { prisma } = database;
  const setting = { policy, owner: 'spoc@example.org' };
  const rows = createFollowerRows(prisma, setting);
  const behind = (n: number) => ({
    ...{ workflowId: `report-${n}`, kind: 'report', subjectId: String(n), behindSince: plusMillis(NOW, n) },
  });
  await prisma.follower.createMany({ data: [1, 2, 3].map(behind) });
  const at = (seconds: number) => {
    const now = plusMillis(NOW, seconds * 1_000);
    return { behindBefore: now, wakeBefore: instant(0), now };
  };
  const found = async (seconds: number, limit: number) =>
    (await rows.overdue(at(seconds), limit)).map(({ subjectId, again }) => [subjectId, again]);

  expect(await found(60, 2)).toEqual(
    expect.arrayContaining([
      ['1', false],
      ['2', false],
    ]),
  );
  expect(await found(65, 2)).toEqual([['3', false]]);
  expect(await found(70, 2)).toEqual([]);
  await prisma.follower.create({ data: behind(4) });
  expect(await found(120, 1)).toEqual([['4', false]]);
  expect(await found(121, 3)).toEqual(
    expect.arrayContaining([
      ['1', true],
      ['2', true],
      ['3', true],
    ]),
  );

  await rows.giveBack([{ kind: 'report', subjectId: '4' }]);
  expect(await found(122, 3)).toEqual([['4', false]]);
});
