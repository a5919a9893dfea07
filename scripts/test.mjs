import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findTemporalCli, findTestServer } from './binaries.mjs';
import { findChromium } from './lib/chromium.mjs';
import { passThrough } from './lib/exec.mjs';
import { UserError, main } from './lib/fail.mjs';
import { CACHE_DIR, inRoot } from './lib/paths.mjs';
import { elapsed } from './lib/progress.mjs';
import { setup } from './setup.mjs';

/*
 * npm test [-- <suite> [arguments for jest]]: all suites in order, or one. The last line is `N passed, N failed`; the
 * exit code is 1 when a test failed, or a suite could not run.
 */

/** In the order of what they cost; each with what it needs besides the packages. */
const SUITES = /** @type {Record<string, (() => Promise<unknown>)[]>} */ ({
  unit: [],
  workflow: [findTestServer],
  replay: [],
  integration: [findTemporalCli, findTestServer],
  windows: [findTemporalCli, findTestServer],
  browser: [findTemporalCli, findTestServer, findChromium],
});

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

await main(async () => {
  const [wanted, ...jestArguments] = process.argv.slice(2);
  if (wanted !== undefined && !(wanted in SUITES)) {
    throw new UserError(`Usage: npm test [-- ${Object.keys(SUITES).join('|')} [arguments for jest]]`);
  }
  const names = wanted === undefined ? Object.keys(SUITES) : [wanted];
  await setup();
  // Everything is looked for before anything runs: a missing browser is not news for the twentieth minute.
  for (const need of new Set(names.flatMap((name) => SUITES[name] ?? []))) await need();

  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    const since = performance.now();
    console.log(`\nSuite ${name} …`);
    const tally = await runSuite(name, jestArguments);
    console.log(`Suite ${name}: ${line(tally)}, in ${elapsed(since)}`);
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += tally[key];
  }
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  console.log(`\n${line(total)}`);
  return total.failed === 0 ? 0 : 1;
});

/** @param {Tally} tally */
function line({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * @param {string} name
 * @param {string[]} jestArguments
 * @returns {Promise<Tally>} A file that cannot even be loaded counts as one failed test, and so does a suite in
 *   which nothing ran.
 */
async function runSuite(name, jestArguments) {
  const results = `${CACHE_DIR}/test-results/${name}.json`;
  mkdirSync(`${CACHE_DIR}/test-results`, { recursive: true });
  rmSync(results, { force: true });
  const jest = inRoot('node_modules', 'jest', 'bin', 'jest.js');
  const code = await passThrough(process.execPath, [
    jest,
    ...['--selectProjects', name, '--json', `--outputFile=${results}`],
    ...jestArguments,
  ]);
  if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
    JSON.parse(readFileSync(results, 'utf8'));
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return {
    passed: numPassedTests,
    // jest says no in its exit code too, for reasons that are not a test, such as a server that did not start.
    failed: failed === 0 && (code !== 0 || numPassedTests === 0) ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}
