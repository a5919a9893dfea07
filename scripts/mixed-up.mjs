import { createRequire } from 'node:module';
import { join } from 'node:path';
import { main } from './lib/fail.mjs';
import { CACHE_DIR } from './lib/paths.mjs';
import { transpile } from './lib/transpile.mjs';

/*
 * npm run mixed-up: 100,000 returned reports whose cells somebody sorted, deleted, filled down or moved, through the pure
 * core, for each property of test/unit/report/mixed-up. A file that goes wrong is printed, as small as it can be.
 */

/** @typedef {import('../test/unit/report/mixed-up/properties.ts').Outcomes} Outcomes */
/** @typedef {(outcomes: Outcomes) => import('fast-check').IRawProperty<unknown>} Property */

const BUILD = join(CACHE_DIR, 'mixed-up');
const FILES = 100_000;

await main(async () => {
  await transpile(BUILD, ['src/domain', 'test/unit/report/mixed-up'], 'scripts/mixed-up.mjs');
  const load = createRequire(import.meta.url);
  /** @type {{ afterOneSlip: Property, afterAnySlips: Property, afterNothing: Property, nothingYet: () => Outcomes }} */
  const properties = load(join(BUILD, 'test/unit/report/mixed-up/properties.js'));
  const { assert } = load('fast-check');
  const { afterOneSlip, afterAnySlips, afterNothing, nothingYet } = properties;
  for (const [name, property] of Object.entries({ afterOneSlip, afterAnySlips, afterNothing })) {
    const outcomes = nothingYet();
    const since = performance.now();
    assert(property(outcomes), { numRuns: FILES });
    const seconds = Math.round((performance.now() - since) / 1000);
    const [files, refused, taken] = [outcomes.files, outcomes.refused, outcomes.taken].map((count) =>
      count.toLocaleString('en-US'),
    );
    console.log(
      `${name}: ${files} files in ${seconds} s, ${refused} refused, ${taken} answers taken, all as they must.`,
    );
  }
  return 0;
});
