import { live } from './lives/life';
import { RULES } from './lives/rules';
import { table, type Tally } from './lives/tally';

const LIVES = 20_000;

test(`${LIVES} random lives of the core, with everything that can go wrong between any two steps`, () => {
  const tally: Tally = {};
  for (let seed = 1; seed <= LIVES; seed += 1) live(seed, RULES, { tally, story: null });
  process.stdout.write(`${table(tally)}\n`);
});
