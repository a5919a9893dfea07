import { v7 as newId } from 'uuid';
import { LATEST_HISTORY } from '../../../src/api/referral/page/history-page';
import type { AssignmentReader } from '../../../src/api/referral/page/ports';
import { instant, localDate } from '../../../src/domain/time';
import { createAssignmentReader } from '../../../src/infra/prisma/referral/assignment-reader';
import { NOW, openDatabase, sampleLead, type Database } from '../support/database';
import { act, contact, SENT_AT, sendReferral, type Sent } from './stored-referral';

let database: Database;
let assignments: AssignmentReader;
beforeAll(async () => {
  database = await openDatabase();
  assignments = createAssignmentReader(database.prisma);
});
afterAll(() => database.drop());

test('an assignment’s page, with its own events only', async () => {
  const sent = await sendReferral(database, 'CRM-PAGE');
  await contact(database, sent, instant('2026-11-25T18:00:00Z'));

  const record = await assignments.find(sent.assignmentId, { ...LATEST_HISTORY, without: [] });
  expect(record).toMatchObject({
    id: sent.assignmentId,
    organizationName: 'Sample Brokers',
    current: true,
    sentAt: SENT_AT,
    openedAt: null,
    endedAt: null,
    lead: { consumer: { firstName: 'Sample' } },
    status: 'contacted',
    contactMadeOn: '2026-11-25',
    milestones: [
      { name: 'contact', state: 'met', metAt: '2026-11-25T18:00:00.000Z' },
      { name: 'appointment', state: 'pending' },
    ],
    explanation: { assisterType: 'broker' },
  });
  expect(record?.history.entries.map(({ seq, type, at }) => [seq, type, at])).toEqual([
    [2, 'assigned', NOW],
    [3, 'sent', SENT_AT],
    [4, 'contact-made', '2026-11-25T18:00:00.000Z'],
    [5, 'milestone-met', '2026-11-25T18:00:00.000Z'],
  ]);
  expect(record?.history.entries[2]).toMatchObject({ on: '2026-11-25', beforeReferral: false });
});

/** Attempts as events 4 to 43, on the days from November 1 on, each by an act with a comment. */
async function attemptOften({ referralId }: Sent): Promise<string[]> {
  // In December, when none of these days is to come any more.
  const at = instant('2026-12-01T16:00:00Z');
  const actIds: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    const on = localDate(`2026-11-${String(1 + (n % 28)).padStart(2, '0')}`);
    const payload = { comments: `Call ${n + 1}` };
    actIds.push(await act(database, referralId, { kind: 'contact', made: false, on }, { at, payload }));
  }
  return actIds;
}

test('of a long history only the part that was asked for is read, in reading order', async () => {
  const sent = await sendReferral(database, 'CRM-LONG');
  const actIds = await attemptOften(sent);
  const read = async (changes: Partial<typeof LATEST_HISTORY>) =>
    assignments.find(sent.assignmentId, { ...LATEST_HISTORY, ...changes });

  // `assigned` is no entry; the sending and 40 attempts are.
  const latest = await read({ limit: 3 });
  expect(latest?.history.entries.map(({ seq, comments }) => [seq, comments])).toEqual([
    [41, 'Call 38'],
    [42, 'Call 39'],
    [43, 'Call 40'],
  ]);
  expect(latest?.history).toMatchObject({ hasEarlier: true, total: 41 });
  expect(latest?.recorded).toBeNull();
  // November has 28 days here: the 40th attempt is on the 12th.
  expect(latest?.attempts).toEqual({
    count: 40,
    days: 28,
    latest: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((day) => `2026-11-${String(day).padStart(2, '0')}`),
  });

  const before = await read({ limit: 3, before: 6 });
  expect(before?.history.entries.map(({ seq, type }) => [seq, type])).toEqual([
    [3, 'sent'],
    [4, 'contact-attempted'],
    [5, 'contact-attempted'],
  ]);
  expect(before?.history).toMatchObject({ hasEarlier: false, total: 41 });

  // The first attempt is on no page that was asked for, and still confirmed to who comes from recording it.
  const [first = ''] = actIds;
  expect((await read({ limit: 3, actId: first }))?.recorded).toMatchObject({ seq: 4, comments: 'Call 1' });
  expect((await read({ actId: newId() }))?.recorded).toBeNull();
});

test('the latest change, and why it ended, are known wherever they stand in the history', async () => {
  const sent = await sendReferral(database, 'CRM-CHANGED');
  const changedAt = instant('2026-11-24T17:00:00Z');
  const fresh = await assignments.find(sent.assignmentId, LATEST_HISTORY);
  expect([fresh?.change, fresh?.ending]).toEqual([null, null]);
  const amend = { kind: 'amend', need: null, expectedVersion: null } as const;
  const crm = { by: 'crm', at: changedAt } as const;
  const { lead, ...keys } = { lead: sampleLead('CRM-CHANGED'), phone: null, email: null, name: '' };
  const payload = { lead, keys, assisterTypeRule: 'qhp' };
  const { referralId } = sent;
  await act(database, referralId, { ...amend, parts: ['reason'] }, { ...crm, at: SENT_AT, payload });
  await act(database, referralId, { ...amend, parts: ['consumer'] }, { ...crm, payload });
  await act(database, referralId, { kind: 'withdraw', reason: 'duplicate' }, crm);
  const record = await assignments.find(sent.assignmentId, { ...LATEST_HISTORY, limit: 0 });
  expect(record?.history.entries).toEqual([]);
  expect(record?.change).toEqual({ at: changedAt, parts: ['consumer'] });
  expect(record?.ending).toMatchObject({ type: 'withdrawn', reason: 'duplicate' });
});
