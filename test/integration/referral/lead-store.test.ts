import type { Claim } from '../../../src/api/http/ports';
import { plusMillis } from '../../../src/domain/time';
import { createIdempotencyStore } from '../../../src/infra/prisma/http/idempotency-store';
import { createLeadStore } from '../../../src/infra/prisma/referral/lead-store';
import { atOnce, NOW, openDatabase, received, type Database } from '../support/database';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

const claimOf = (key: string): Claim => ({ clientId: 'crm', key, lockedUntil: plusMillis(NOW, 30_000) });
const answer = { status: 201, headers: { location: '/x' }, body: '{"a": 1,  "b":2}' };

async function countRows() {
  const { prisma } = database;
  const [leads, referrals, events] = await Promise.all([
    prisma.lead.count(),
    prisma.referral.count(),
    prisma.referralEvent.count(),
  ]);
  return { leads, referrals, events };
}

test('the same external id twenty times at once: one lead, and its id for the other nineteen', async () => {
  const store = createLeadStore(database.prisma);
  const before = await countRows();
  const outcomes = await atOnce(20, () => store.receive(received('CRM-AT-ONCE'), null));
  const { id } = await database.prisma.lead.findUniqueOrThrow({ where: { externalId: 'CRM-AT-ONCE' } });
  expect(outcomes.filter((outcome) => 'outcome' in outcome && outcome.outcome === 'stored')).toHaveLength(1);
  const duplicate = { outcome: 'duplicate', referralId: id };
  expect(outcomes.filter((outcome) => 'outcome' in outcome && outcome.outcome !== 'stored')).toEqual(
    Array.from({ length: 19 }, () => duplicate),
  );
  expect(await countRows()).toEqual({
    leads: before.leads + 1,
    referrals: before.referrals + 1,
    events: before.events + 1,
  });
});

test('lead, referral, first event and answer are there together', async () => {
  const idempotency = createIdempotencyStore(database.prisma);
  const lead = received('CRM-WHOLE');
  await idempotency.claim(claimOf('whole'), 'hash', NOW);
  await createLeadStore(database.prisma).receive(lead, { claim: claimOf('whole'), answer: () => answer });

  const row = await database.prisma.lead.findUniqueOrThrow({
    where: { externalId: 'CRM-WHOLE' },
    include: { referral: { include: { events: true } } },
  });
  expect(row.body).toEqual(lead.lead);
  expect(row.referral).toMatchObject({
    id: lead.id,
    status: 'received',
    assisterType: 'broker',
    assisterTypeRule: 'qhp',
    countyFips: '27137',
    language: 'so',
    version: 1,
    createdAt: new Date(NOW),
    events: [{ seq: 1, type: 'received', actor: 'crm', status: 'received', actId: null, data: {} }],
  });
  expect(await idempotency.claim(claimOf('whole'), 'hash', NOW)).toEqual({ outcome: 'answered', answer });
});

test('when the claim was taken over meanwhile, nothing is stored', async () => {
  const idempotency = createIdempotencyStore(database.prisma);
  await idempotency.claim(claimOf('lost'), 'hash', NOW);
  const later = plusMillis(NOW, 31_000);
  const takenOver = { ...claimOf('lost'), lockedUntil: plusMillis(later, 30_000) };
  expect(await idempotency.claim(takenOver, 'hash', later)).toEqual({ outcome: 'claimed' });

  const before = await countRows();
  const stored = createLeadStore(database.prisma).receive(received('CRM-LOST'), {
    claim: claimOf('lost'),
    answer: () => answer,
  });
  await expect(stored).rejects.toMatchObject({ code: 'idempotency-key-in-progress' });
  expect(await countRows()).toEqual(before);
});

test('a duplicate leaves its claim open, for the answer that says so', async () => {
  const idempotency = createIdempotencyStore(database.prisma);
  const store = createLeadStore(database.prisma);
  await store.receive(received('CRM-TWICE'), null);
  await idempotency.claim(claimOf('twice'), 'hash', NOW);
  await store.receive(received('CRM-TWICE'), { claim: claimOf('twice'), answer: () => answer });
  expect(await idempotency.claim(claimOf('twice'), 'hash', NOW)).toEqual({ outcome: 'in-progress' });
});
