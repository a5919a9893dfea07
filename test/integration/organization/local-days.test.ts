import { v7 as newId } from 'uuid';
import { causeOf } from '../../../src/domain/escalation/stored';
import { instant, localDate, type Zone } from '../../../src/domain/time';
import { inTransaction } from '../../../src/infra/prisma/database/transaction';
import { escalate } from '../../../src/infra/prisma/escalation/escalate';
import { createOrganizationStore } from '../../../src/infra/prisma/organization/store';
import { createReroutes } from '../../../src/infra/prisma/reroute/begin';
import { loadProgram } from '../../../src/infra/program-file';
import { fakeWaker } from '../../unit/support/fake-waker';
import { openDatabase, sampleOrganization, type Database } from '../support/database';

const policy = loadProgram('config/mnsure.json');

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

const CHICAGO = 'America/Chicago' as Zone;
const TOKYO = 'Asia/Tokyo' as Zone;
const HONOLULU = 'Pacific/Honolulu' as Zone;

type Change = 'its capacity is changed' | 'its referrals are given to others';
const CHANGES: readonly Change[] = ['its capacity is changed', 'its referrals are given to others'];

/** The last day of a suspension, and a moment: whether the suspension still counts then. */
const MOMENTS: readonly (readonly [
  zone: Zone,
  until: string,
  at: string,
  suspended: boolean,
  when: string,
])[] = [
  [CHICAGO, '2026-11-23', '2026-11-23T23:59:59.999Z', true, 'the last moment of that day in UTC'],
  [CHICAGO, '2026-11-23', '2026-11-24T00:00:00.000Z', true, '18:00, the next day in UTC'],
  [CHICAGO, '2026-11-23', '2026-11-24T05:59:59.999Z', true, 'the last moment of that day'],
  [CHICAGO, '2026-11-23', '2026-11-24T06:00:00.000Z', false, 'midnight'],
  [CHICAGO, '2027-03-14', '2027-03-15T04:59:59.999Z', true, 'the last moment of a day of 23 hours'],
  [CHICAGO, '2027-03-14', '2027-03-15T05:00:00.000Z', false, 'midnight after a day of 23 hours'],
  [CHICAGO, '2026-11-01', '2026-11-02T05:59:59.999Z', true, 'the last moment of a day of 25 hours'],
  [CHICAGO, '2026-11-01', '2026-11-02T06:00:00.000Z', false, 'midnight after a day of 25 hours'],
  [HONOLULU, '2026-11-23', '2026-11-24T09:59:59.999Z', true, 'the last moment of that day'],
  [HONOLULU, '2026-11-23', '2026-11-24T10:00:00.000Z', false, 'midnight'],
  [TOKYO, '2026-11-23', '2026-11-23T14:59:59.999Z', true, 'the last moment of that day'],
  [TOKYO, '2026-11-23', '2026-11-23T15:00:00.000Z', false, 'midnight, the same day in UTC'],
  [TOKYO, '2026-11-23', '2026-11-23T23:59:59.999Z', false, 'the next morning, the same day in UTC'],
];

test.each(MOMENTS.flatMap((row) => CHANGES.map((change) => [...row, change] as const)))(
  'a suspension in %s until %s, at %s: counts is %s (%s), when %s',
  async (zone, until, at, suspended, _when, change) => {
    const { prisma } = database;
    const store = createOrganizationStore(prisma, zone);
    const before = instant('2026-10-20T15:00:00Z');
    const { id } = await store.create(newId(), sampleOrganization, before);
    const suspension = { from: localDate('2026-10-20'), until: localDate(until) };
    const effect = { does: 'add-absence', as: 'suspension', ...suspension } as const;
    await store.suspendOrResume(id, effect, null, before);
    const cause = causeOf('organization-unresponsive', { kind: 'organization', organizationId: id });
    const opened = await inTransaction(prisma, (tx) =>
      escalate(
        tx,
        { policy, owner: 'spoc@example.org' },
        { ...cause, at: before, openedBy: { kind: 'season', subjectId: newId() } },
      ),
    );

    await perform(change, id, at, zone);

    const escalation = await prisma.escalation.findUniqueOrThrow({ where: { id: opened.escalationId } });
    expect(escalation.state).toBe(suspended ? 'resolved' : 'open');
  },
);

async function perform(change: Change, organizationId: string, at: string, zone: Zone): Promise<void> {
  const { prisma } = database;
  if (change === 'its capacity is changed') {
    await createOrganizationStore(prisma, zone).change(organizationId, { capacity: 7 }, null, instant(at));
    return;
  }
  const reroute = { rerouteId: newId(), organizationId, reason: 'It closes', at: instant(at) };
  await createReroutes(prisma, fakeWaker().waker, zone).begin(reroute);
}

test.each<[Zone, string, string | null]>([
  [CHICAGO, '2026-11-24T05:59:59.999Z', '2026-11-22'],
  [CHICAGO, '2026-11-24T06:00:00.000Z', '2026-11-23'],
  [TOKYO, '2026-11-23T14:59:59.999Z', '2026-11-22'],
  [TOKYO, '2026-11-23T15:00:00.000Z', '2026-11-23'],
])('a suspension in %s that is lifted at %s counts until %s', async (zone, at, lastDay) => {
  const store = createOrganizationStore(database.prisma, zone);
  const before = instant('2026-10-20T15:00:00Z');
  const { id } = await store.create(newId(), sampleOrganization, before);
  const days = { from: localDate('2026-10-20'), until: null };
  await store.suspendOrResume(id, { does: 'add-absence', as: 'suspension', ...days }, null, before);
  const resumed = await store.suspendOrResume(id, { does: 'resume' }, null, instant(at));
  expect(resumed?.suspensions).toMatchObject([{ from: '2026-10-20', until: lastDay }]);
});
