import { v7 as newId } from 'uuid';
import type { EscalationStore } from '../../../src/api/ports';
import { instant } from '../../../src/domain/time';
import { createEscalationDesk } from '../../../src/infra/prisma/activities/escalation-desk';
import { createEscalationStore } from '../../../src/infra/prisma/api/escalation-store';
import { createLeadStore } from '../../../src/infra/prisma/api/lead-store';
import { atOnce, NOW, openDatabase, received, type Database } from './database';

const DUE = instant('2026-11-25T23:00:00Z');

let database: Database;
let store: EscalationStore;
beforeAll(async () => {
  database = await openDatabase();
  store = createEscalationStore(database.prisma);
});
afterAll(() => database.drop());

/** A coverage gap with so many referrals in it. */
async function openGap(countyFips: string, size: number): Promise<{ id: string; referralIds: string[] }> {
  const referralIds: string[] = [];
  let id = '';
  for (let n = 0; n < size; n += 1) {
    const lead = received(`CRM-${countyFips}-${n}`);
    await createLeadStore(database.prisma).receive(lead, null);
    referralIds.push(lead.id);
    const opened = await createEscalationDesk(database.prisma, 'spoc@example.org').open(
      {
        referralId: lead.id,
        reason: 'no-eligible-organization',
        subject: { kind: 'gap', countyFips, assisterType: 'broker' },
        at: NOW,
      },
      DUE,
    );
    id = opened.escalationId;
  }
  return { id, referralIds };
}

test('one escalation with the referrals that it concerns', async () => {
  const { id, referralIds } = await openGap('27031', 3);
  expect(await store.find(id)).toEqual({
    id,
    reason: 'no-eligible-organization',
    subject: 'gap:27031/broker',
    state: 'open',
    openedAt: NOW,
    dueAt: DUE,
    owner: 'spoc@example.org',
    referralCount: 3,
    referralIds: [...referralIds].sort(),
    resolvedAt: null,
    note: null,
  });
});

test('referrals whose cause is gone are not counted while it is open', async () => {
  const { id, referralIds } = await openGap('27075', 2);
  await database.prisma.escalationReferral.updateMany({
    where: { escalationId: id, referralId: referralIds[0] ?? '' },
    data: { clearedAt: new Date(NOW) },
  });
  expect(await store.find(id)).toMatchObject({ referralCount: 1, referralIds: [referralIds[1]] });
});

test('closed once, with the note of who was first', async () => {
  const { id } = await openGap('27077', 1);
  const outcomes = await atOnce(5, (n) => store.resolve(id, { note: `Note ${n}`, by: 'spoc', at: NOW }));
  const won = outcomes.filter((outcome) => !(outcome instanceof Error));
  expect(won).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome instanceof Error)).toEqual(
    Array.from({ length: 4 }, (): unknown => expect.objectContaining({ code: 'escalation-closed' })),
  );
  expect(await store.find(id)).toEqual(won[0]);
  expect(won[0]).toMatchObject({ state: 'resolved', resolvedAt: NOW, referralCount: 1 });
});

test('an unknown one is null; the list filters by state and reason', async () => {
  expect(await store.resolve(newId(), { note: 'x', by: 'spoc', at: NOW })).toBeNull();
  const subjects = async (filter: Parameters<EscalationStore['list']>[0]) =>
    (await store.list(filter, { after: null, limit: 10 })).map(({ subject }) => subject);
  expect(await subjects({ state: 'resolved' })).toEqual(['gap:27077/broker']);
  expect(await subjects({ state: 'open' })).toEqual(['gap:27075/broker', 'gap:27031/broker']);
  expect(await subjects({ reason: 'request' })).toEqual([]);
});
