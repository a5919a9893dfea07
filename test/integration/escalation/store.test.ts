import { v7 as newId } from 'uuid';
import type { EscalationStore } from '../../../src/api/escalation/ports';
import { instant, type Zone } from '../../../src/domain/time';
import { createEscalationPages } from '../../../src/infra/prisma/escalation/pages';
import { createEscalationStore } from '../../../src/infra/prisma/escalation/store';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { openEscalation, type EscalationCause } from '../../../src/infra/prisma/escalation/open-escalation';
import { inTransaction } from '../../../src/infra/prisma/database/transaction';
import { loadProgram } from '../../../src/infra/program-file';
import { atOnce, NOW, openDatabase, received, type Database } from '../support/database';

const DUE = instant('2026-11-25T23:00:00Z');

let database: Database;
let store: EscalationStore;
beforeAll(async () => {
  database = await openDatabase();
  store = createEscalationStore(database.prisma, (fips) => `County ${fips}`);
});
afterAll(() => database.drop());

type Cause = Pick<EscalationCause, 'reason' | 'subject' | 'referralId'> & {
  readonly at?: EscalationCause['at'];
};

function open({ at = NOW, ...cause }: Cause, openedBy: string): Promise<{ readonly escalationId: string }> {
  return inTransaction(database.prisma, (tx) =>
    openEscalation(tx, {
      ...{ ...cause, at, dueAt: DUE, owner: 'spoc@example.org' },
      openedBy: { kind: 'referral', subjectId: openedBy },
    }),
  );
}

/** A coverage gap with so many referrals in it. */
async function openGap(countyFips: string, size: number): Promise<{ id: string; referralIds: string[] }> {
  const referralIds: string[] = [];
  let id = '';
  for (let n = 0; n < size; n += 1) {
    const lead = received(`CRM-${countyFips}-${n}`);
    await createLeadStore(database.prisma).receive(lead, null);
    referralIds.push(lead.id);
    const subject = { kind: 'gap', countyFips, assisterType: 'broker' } as const;
    const opened = await open({ reason: 'no-eligible-organization', subject, referralId: lead.id }, lead.id);
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

test('the same form closes once, however often it comes; another form is told that it is closed', async () => {
  const { id } = await openGap('27085', 1);
  const closing = { note: 'They called back.', by: 'coordinator', at: NOW, eventId: newId() };
  const outcomes = await atOnce(4, () => store.resolve(id, closing));
  expect(outcomes).toEqual(Array(4).fill(expect.objectContaining({ state: 'resolved', note: closing.note })));
  const lines = await database.prisma.escalationEvent.findMany({ where: { escalationId: id } });
  expect(lines).toMatchObject([{ id: closing.eventId, type: 'close', done: true }]);
  await expect(store.resolve(id, { ...closing, eventId: newId() })).rejects.toMatchObject({
    code: 'escalation-closed',
  });
});

test('an act is written down before it is done; refused, its line goes, and one that is done stays', async () => {
  const { id } = await openGap('27087', 1);
  const setting = {
    countyName: (fips: string) => fips,
    zone: 'UTC' as Zone,
    routing: loadProgram('config/mnsure.json').routing,
  };
  const pages = createEscalationPages(database.prisma, setting);
  const lines = async () => (await pages.find(id, NOW))?.history.map(({ id: line, done }) => [line, done]);
  const line = { escalationId: id, at: NOW, actor: 'coordinator', type: 'give', data: {} } as const;
  const [done, refused, died] = [newId(), newId(), newId()];
  for (const eventId of [done, refused, died]) await pages.begin({ ...line, id: eventId });
  await pages.finish(done);
  await pages.begin({ ...line, id: done });
  await pages.abandon(done);
  await pages.abandon(refused);
  expect(await lines()).toEqual([
    [done, true],
    [died, false],
  ]);
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

test('a cause that comes again while it is open counts once more, and makes one mail', async () => {
  const lead = received('CRM-repeated');
  await createLeadStore(database.prisma).receive(lead, null);
  const cause = {
    reason: 'contact-missed',
    subject: { kind: 'referral', referralId: lead.id },
    referralId: lead.id,
  } as const;
  const { escalationId } = await open(cause, lead.id);
  expect(await store.find(escalationId)).toMatchObject({ occurrences: 1, organization: null });
  expect(await open({ ...cause, at: DUE }, lead.id)).toEqual({ escalationId });
  expect(await store.find(escalationId)).toMatchObject({ occurrences: 2, referralCount: 1 });
  const mails = await database.prisma.message.findMany({ where: { escalationId } });
  expect(mails).toMatchObject([{ kind: 'escalation', state: 'pending', createdAt: new Date(NOW) }]);
  await store.resolve(escalationId, { note: 'Done', by: 'spoc', at: NOW });
  expect(await open(cause, lead.id)).not.toEqual({ escalationId });
});

test('what is rolled back has opened and counted nothing', async () => {
  const lead = received('CRM-rolled-back');
  await createLeadStore(database.prisma).receive(lead, null);
  const subject = { kind: 'organization', organizationId: newId() } as const;
  const cause = { reason: 'delivery-failed', subject, referralId: lead.id } as const;
  const { escalationId } = await open(cause, lead.id);
  const work = inTransaction(database.prisma, async (tx) => {
    const openedBy = { kind: 'referral', subjectId: lead.id } as const;
    await openEscalation(tx, { ...cause, at: NOW, dueAt: DUE, owner: 'spoc@example.org', openedBy });
    throw new Error('changed its mind');
  });
  await expect(work).rejects.toThrow('changed its mind');
  expect(await store.find(escalationId)).toMatchObject({ occurrences: 1 });
});

test('an unknown one is null; the list filters by state and reason', async () => {
  expect(await store.resolve(newId(), { note: 'x', by: 'spoc', at: NOW })).toBeNull();
  const subjects = async (filter: Parameters<EscalationStore['list']>[0]) =>
    (await store.list(filter, { after: null, limit: 10 })).map(({ subject }) => subject);
  expect(await subjects({ state: 'resolved' })).toEqual([
    expect.stringMatching(/^referral:/),
    'gap:27079/broker',
    'gap:27085/broker',
    'gap:27077/broker',
  ]);
  expect(await subjects({ state: 'open', reason: 'no-eligible-organization' })).toEqual([
    'gap:27087/broker',
    'gap:27075/broker',
    'gap:27031/broker',
  ]);
  expect(await subjects({ reason: 'request' })).toEqual([]);
});

test('causes of the same instant count each, and are one escalation', async () => {
  const lead = received('CRM-at-once');
  await createLeadStore(database.prisma).receive(lead, null);
  const subject = { kind: 'organization', organizationId: newId() } as const;
  const cause = { reason: 'delivery-failed', subject, referralId: lead.id } as const;
  const opened = await atOnce(6, () => open(cause, lead.id));
  const ids = opened.map((outcome) => (outcome instanceof Error ? outcome : outcome.escalationId));
  expect(new Set(ids).size).toBe(1);
  await open({ ...cause, referralId: null }, newId());
  expect(await store.find(String(ids[0]))).toMatchObject({ occurrences: 7, referralIds: [lead.id] });
});

test('a cause that was gone and comes back brings its referral back', async () => {
  const { id, referralIds } = await openGap('27083', 2);
  const [referralId = ''] = referralIds;
  await database.prisma.escalationReferral.updateMany({
    where: { escalationId: id, referralId },
    data: { clearedAt: new Date(NOW) },
  });
  expect(await store.find(id)).toMatchObject({ occurrences: 2, referralIds: [referralIds[1]] });
  const subject = { kind: 'gap', countyFips: '27083', assisterType: 'broker' } as const;
  const at = instant('2026-11-25T16:00:00Z');
  await open({ reason: 'no-eligible-organization', subject, referralId, at }, referralId);
  expect(await store.find(id)).toMatchObject({ occurrences: 3, referralCount: 2 });
});
