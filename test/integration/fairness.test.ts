import { loadProgram } from '../../src/infra/program-file';
import { deviationOf, measureFairness } from '../bench/fairness-scene';
import { freshDatabase, type TestDatabase } from '../support/postgres';

/*
 * The routing activity over real PostgreSQL. Share: an organization's leads in all placed leads; weight: its capacity
 * in the capacity of all; measured is the largest relative distance of a share from its weight. 10,000 leads, one by
 * one and in bulk, are in test/unit/routing/fairness.test.ts on the same rules, and in `npm run bench -- fairness` on
 * PostgreSQL.
 */
const policy = loadProgram('config/mnsure.json');
let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

test('10,000 leads, sixteen at once, over organizations that are equally quick: within 2 % of their weights', async () => {
  const outcome = await measureFairness(database.url, policy, {
    ...{ leads: 10_000, atOnce: 16, heldFor: () => 400, places: 600 },
  });
  expect(outcome).toMatchObject({ unplaced: 0, overfilled: 0 });
  expect(deviationOf(outcome)).toBeLessThanOrEqual(0.02);
});

test('two are five times slower: no quick one is starved, and no slow one overfilled', async () => {
  const slow = [4, 8];
  const outcome = await measureFairness(database.url, policy, {
    ...{ leads: 2_000, atOnce: 16, places: 600 },
    heldFor: (n) => (slow.includes(n) ? 1_500 : 300),
  });
  expect(outcome).toMatchObject({ unplaced: 0, overfilled: 0 });
  expect(Math.min(...outcome.ratios.filter((_, n) => !slow.includes(n)))).toBeGreaterThanOrEqual(0.98);
  expect(Math.max(...slow.map((n) => outcome.ratios[n] ?? 0))).toBeLessThan(1.02);
});
