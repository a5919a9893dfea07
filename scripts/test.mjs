import { MissingPart, UserError, main, printError } from './lib/fail.mjs';
import { elapsed } from './lib/progress.mjs';
import { setup } from './setup.mjs';
import { closingLine, failure, lackingLines, sum } from './test/outcome.mjs';
import { bringAll } from './test/parts.mjs';
import { CHAOS, CHECKS, recommendedNodeStages, suiteStage } from './test/stages.mjs';
import { SUITES, partsOf } from './test/suites.mjs';

/*
 * npm test [-- <suite> [arguments for jest]]: all suites in order, or one. The last line is `N passed, N failed`, with
 * `, N skipped` where a part that tests need cannot be had; the exit code is 1 when a test failed, or a suite could not
 * run. With CI=true all of it is also checked, run in part on the Node that the README recommends, and put through five
 * minutes of chaos; nothing may be missing then.
 */

const isBuild = process.env['CI'] === 'true';

await main(async () => {
  const [wanted, ...jestArguments] = process.argv.slice(2);
  if (wanted !== undefined && !(wanted in SUITES)) {
    throw new UserError(`Usage: npm test [-- ${Object.keys(SUITES).join('|')} [arguments for jest]]`);
  }
  const total = await run(wanted, jestArguments).catch((error) => {
    printError(error);
    return failure();
  });
  console.log(`\n${closingLine(total)}`);
  return total.failed === 0 ? 0 : 1;
});

/** @param {string | undefined} wanted @param {string[]} jestArguments */
async function run(wanted, jestArguments) {
  const names = wanted === undefined ? Object.keys(SUITES) : [wanted];
  // The unit suite tests the sources as they are.
  await setup({ built: names.some((name) => name !== 'unit') });
  // Everything is looked for before anything runs: a missing browser is not news for the twentieth minute.
  const missing = await bringAll(partsOf(names));
  const reasons = [...missing.values()].map(({ message }) => message).join('\n\n');
  if (isBuild && missing.size > 0) throw new MissingPart(`${reasons}\n\nWith CI=true nothing is skipped.`);
  if (missing.size > 0) console.log(`\n${reasons}\n\nThe tests that need it will be skipped.`);

  const suites = names.map((name) => suiteStage(name, { jestArguments, missing }));
  const isWhole = isBuild && wanted === undefined;
  const stages = isWhole ? [CHECKS, ...suites, ...recommendedNodeStages(missing), CHAOS] : suites;
  /** @type {import('./test/outcome.mjs').Outcome[]} */
  const outcomes = [];
  for (const stage of stages) outcomes.push(await perform(stage));
  const total = sum(outcomes);
  if (total.lacking.length > 0) console.log(`\n${lackingLines(total.lacking).join('\n')}\n\n${reasons}`);
  return total;
}

/** @param {import('./test/stages.mjs').Stage} stage */
async function perform({ name, run }) {
  const since = performance.now();
  console.log(`\n${name} …`);
  // One that cannot run is a failure, and no reason not to run the others.
  const outcome = await run().catch((error) => {
    printError(error);
    return failure();
  });
  console.log(`${name}: ${closingLine(outcome)}, in ${elapsed(since)}`);
  return outcome;
}
