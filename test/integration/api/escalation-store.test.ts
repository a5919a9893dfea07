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
  store = createEscalationStore(database.prisma, (fips) => `County ${fips}`);
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
        ...{ openedBy: lead.id, referralId: lead.id },
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
    occurrences: 3,
    organization: null,
    county: 'County 27031',
    assisterType: 'broker',
    requestId: null,
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

test('an owner is given to an open one only, and the history keeps who gave it', async () => {
  const { id } = await openGap('27079', 1);
  const assignment = { eventId: newId(), owner: 'sample.coordinator@example.org', by: 'spoc', at: NOW };
  expect(await store.assign(id, assignment)).toMatchObject({ owner: 'sample.coordinator@example.org' });
  const events = await database.prisma.escalationEvent.findMany({ where: { escalationId: id } });
  expect(events).toMatchObject([
    { type: 'assigned', actor: 'spoc', data: { owner: 'sample.coordinator@example.org' } },
  ]);
  await store.resolve(id, { note: 'Done', by: 'spoc', at: NOW });
  await expect(store.assign(id, { ...assignment, eventId: newId() })).rejects.toMatchObject({
    code: 'escalation-closed',
  });
  expect(await store.assign(newId(), assignment)).toBeNull();
});

test('a command repeated because its outcome was lost counts once', async () => {
  const lead = received('CRM-repeated');
  await createLeadStore(database.prisma).receive(lead, null);
  const desk = createEscalationDesk(database.prisma, 'spoc@example.org');
  const command = {
    openedBy: lead.id,
    referralId: lead.id,
    reason: 'contact-missed',
    subject: { kind: 'referral' },
    at: NOW,
  } as const;
  const { escalationId } = await desk.open(command, DUE);
  await desk.open(command, DUE);
  expect(await store.find(escalationId)).toMatchObject({ occurrences: 1, organization: null });
  await desk.open({ ...command, at: DUE }, DUE);
  await desk.open({ ...command, at: DUE }, DUE);
  expect(await store.find(escalationId)).toMatchObject({ occurrences: 2, referralCount: 1 });
  await store.resolve(escalationId, { note: 'Done', by: 'spoc', at: NOW });
});

test('an unknown one is null; the list filters by state and reason', async () => {
  expect(await store.resolve(newId(), { note: 'x', by: 'spoc', at: NOW })).toBeNull();
  const subjects = async (filter: Parameters<EscalationStore['list']>[0]) =>
    (await store.list(filter, { after: null, limit: 10 })).map(({ subject }) => subject);
  expect(await subjects({ state: 'resolved' })).toEqual([
    expect.stringMatching(/^referral:/),
    'gap:27079/broker',
    'gap:27077/broker',
  ]);
  expect(await subjects({ state: 'open' })).toEqual(['gap:27075/broker', 'gap:27031/broker']);
  expect(await subjects({ reason: 'request' })).toEqual([]);
});

test('mails of one referral that come back in the same instant count each; a repeated command counts once', async () => {
  const desk = createEscalationDesk(database.prisma, 'spoc@example.org');
  const lead = received('CRM-at-once');
  await createLeadStore(database.prisma).receive(lead, null);
  const organizationId = newId();
  const subject = { kind: 'organization', organizationId } as const;
  const command = { referralId: lead.id, reason: 'delivery-failed', subject, at: NOW } as const;
  const messages = [newId(), newId(), newId()];
  const opened = await atOnce(6, (n) => desk.open({ ...command, openedBy: messages[n % 3] ?? '' }, DUE));
  const ids = opened.map((outcome) => (outcome instanceof Error ? outcome : outcome.escalationId));
  expect(new Set(ids).size).toBe(1);
  const unlinked = { ...command, referralId: null, openedBy: newId() };
  await desk.open(unlinked, DUE);
  await desk.open(unlinked, DUE);
  expect(await store.find(String(ids[0]))).toMatchObject({ occurrences: 4, referralIds: [lead.id] });
});

test('a command that is repeated after its cause has gone does not bring the referral back', async () => {
  const { id, referralIds } = await openGap('27083', 2);
  const [referralId = ''] = referralIds;
  await database.prisma.escalationReferral.updateMany({
    where: { escalationId: id, referralId },
    data: { clearedAt: new Date(NOW) },
  });
  const gap = { kind: 'gap', countyFips: '27083', assisterType: 'broker' } as const;
  const again = {
    openedBy: referralId,
    referralId,
    reason: 'no-eligible-organization',
    subject: gap,
  } as const;
  const desk = createEscalationDesk(database.prisma, 'spoc@example.org');
  await desk.open({ ...again, at: NOW }, DUE);
  expect(await store.find(id)).toMatchObject({ occurrences: 2, referralIds: [referralIds[1]] });
  await desk.open({ ...again, at: instant('2026-11-25T16:00:00Z') }, DUE);
  expect(await store.find(id)).toMatchObject({ occurrences: 3, referralCount: 2 });
});
