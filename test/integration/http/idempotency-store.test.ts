import type { Claim, IdempotencyStore } from '../../../src/api/http/ports';
import { plusMillis, type Instant } from '../../../src/domain/time';
import { createIdempotencyStore } from '../../../src/infra/prisma/http/idempotency-store';
import { atOnce, NOW, openDatabase, type Database } from '../support/database';

let database: Database;
let store: IdempotencyStore;
beforeAll(async () => {
  database = await openDatabase();
  store = createIdempotencyStore(database.prisma);
});
afterAll(() => database.drop());

const answer = { status: 200, headers: { etag: '"2"' }, body: '{}' };
const claimAt = (key: string, at: Instant): Claim => ({
  clientId: 'crm',
  key,
  lockedUntil: plusMillis(at, 30_000),
});

const outcomesOf = (outcomes: readonly object[]) =>
  outcomes.map((outcome) => ('outcome' in outcome ? outcome.outcome : outcome)).sort();

test('of twenty at once one gets the claim', async () => {
  const outcomes = await atOnce(20, () => store.claim(claimAt('fresh', NOW), 'hash', NOW));
  expect(outcomesOf(outcomes)).toEqual(['claimed', ...Array.from({ length: 19 }, () => 'in-progress')]);
});

test('what was left open is taken over by one of twenty, not a moment before its time', async () => {
  await store.claim(claimAt('stale', NOW), 'hash', NOW);
  const inTime = plusMillis(NOW, 30_000);
  expect(await store.claim(claimAt('stale', inTime), 'hash', inTime)).toEqual({ outcome: 'in-progress' });
  const late = plusMillis(NOW, 30_001);
  const outcomes = await atOnce(20, () => store.claim(claimAt('stale', late), 'hash', late));
  expect(outcomesOf(outcomes)).toEqual(['claimed', ...Array.from({ length: 19 }, () => 'in-progress')]);
});

test('who lost a claim can neither answer under it nor give it back', async () => {
  const first = claimAt('lost', NOW);
  const late = plusMillis(NOW, 30_001);
  const second = claimAt('lost', late);
  await store.claim(first, 'hash', NOW);
  await store.claim(second, 'hash', late);
  await store.complete(first, { ...answer, body: '{"from":"first"}' });
  await store.release(first);
  expect(await store.claim(claimAt('lost', late), 'hash', late)).toEqual({ outcome: 'in-progress' });
  await store.complete(second, answer);
  expect(await store.claim(claimAt('lost', late), 'hash', late)).toEqual({ outcome: 'answered', answer });
});

test('an answer stays: it is neither replaced, nor given back, nor taken over', async () => {
  const claim = claimAt('kept', NOW);
  await store.claim(claim, 'hash', NOW);
  await store.complete(claim, answer);
  await store.complete(claim, { ...answer, status: 500 });
  await store.release(claim);
  const nextYear = plusMillis(NOW, 365 * 86_400_000);
  expect(await store.claim(claimAt('kept', nextYear), 'hash', nextYear)).toEqual({
    outcome: 'answered',
    answer,
  });
});

test('another request under the key is told apart, answered or not; given back, the key is free', async () => {
  const claim = claimAt('other', NOW);
  await store.claim(claim, 'hash', NOW);
  expect(await store.claim(claim, 'another hash', NOW)).toEqual({ outcome: 'other-request' });
  const late = plusMillis(NOW, 60_000);
  expect(await store.claim(claimAt('other', late), 'another hash', late)).toEqual({
    outcome: 'other-request',
  });
  await store.release(claim);
  expect(await store.claim(claim, 'another hash', NOW)).toEqual({ outcome: 'claimed' });
});

test('every client has its own keys', async () => {
  const claim = claimAt('shared', NOW);
  expect(await store.claim(claim, 'hash', NOW)).toEqual({ outcome: 'claimed' });
  expect(await store.claim({ ...claim, clientId: 'other' }, 'hash', NOW)).toEqual({ outcome: 'claimed' });
});
