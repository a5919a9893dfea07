import { setTimeout as delay } from 'node:timers/promises';
import { periodically } from '../../../src/worker/periodically';

const warned: { fields: object; message: string }[] = [];
const log = { warn: (fields: object, message: string) => void warned.push({ fields, message }) };
const options = { everyMs: 1_000, what: 'the sweep', log };
beforeEach(() => {
  warned.splice(0);
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => jest.useRealTimers());

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A round that a test ends when it likes. */
function heldRound() {
  const rounds: { signal: AbortSignal; end: (error?: Error) => void }[] = [];
  const round = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const end = (error?: Error) => (error === undefined ? resolve() : reject(error));
      rounds.push({ signal, end });
    });
  return { rounds, round };
}

test('one round each time; the first only then, unless it is wanted at once', async () => {
  const rounds: string[] = [];
  const later = periodically(options, async () => rounds.push('later'));
  const now = periodically({ ...options, atOnce: true }, async () => rounds.push('now'));
  expect(rounds).toEqual(['now']);
  await settle();
  jest.advanceTimersByTime(1_000);
  await settle();
  expect(rounds).toEqual(['now', 'later', 'now']);
  await Promise.all([later.stop(), now.stop()]);
});

test('rounds never overlap: what falls into a running one is left out', async () => {
  const { rounds, round } = heldRound();
  const periodic = periodically(options, round);
  jest.advanceTimersByTime(3_500);
  await settle();
  expect(rounds).toHaveLength(1);
  rounds[0]?.end();
  await settle();
  expect(rounds).toHaveLength(1);
  jest.advanceTimersByTime(500);
  expect(rounds).toHaveLength(2);
  rounds[1]?.end();
  await periodic.stop();
});

test('stop tells the round that runs, waits for it, and begins no other', async () => {
  const { rounds, round } = heldRound();
  const periodic = periodically(options, round);
  jest.advanceTimersByTime(1_000);
  expect(rounds[0]?.signal.aborted).toBe(false);
  let stopped = false;
  const stopping = periodic.stop().then(() => (stopped = true));
  expect(rounds[0]?.signal.aborted).toBe(true);
  await settle();
  expect(stopped).toBe(false);
  rounds[0]?.end();
  await stopping;
  jest.advanceTimersByTime(10_000);
  await settle();
  expect(rounds).toHaveLength(1);
});

test('a round that looks at its signal ends in the middle of its work', async () => {
  jest.useRealTimers();
  const done: number[] = [];
  const periodic = periodically({ ...options, atOnce: true }, async (signal) => {
    for (let item = 0; item < 1_000 && !signal.aborted; item += 1) {
      done.push(item);
      await delay(5);
    }
  });
  await delay(30);
  await periodic.stop();
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(100);
});

test('what a round throws, at once or later, is one warning each, and the next round comes', async () => {
  const error = new Error('PostgreSQL is away');
  let rounds = 0;
  const periodic = periodically(options, () => {
    rounds += 1;
    if (rounds === 1) throw error;
    return Promise.reject(error);
  });
  for (let round = 0; round < 2; round += 1) {
    jest.advanceTimersByTime(1_000);
    await settle();
  }
  const warning = { fields: { err: error }, message: 'the sweep failed; the next round tries again' };
  expect(warned).toEqual([warning, warning]);
  expect(rounds).toBe(2);
  await periodic.stop();
});

test('what an aborted round throws is no warning; stopping twice, or before any round, is no harm', async () => {
  const { rounds, round } = heldRound();
  const periodic = periodically(options, round);
  jest.advanceTimersByTime(1_000);
  const stopping = periodic.stop();
  rounds[0]?.end(new Error('aborted'));
  await stopping;
  await periodic.stop();
  await periodically(options, round).stop();
  expect(warned).toEqual([]);
});
