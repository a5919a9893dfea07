import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { passThrough } from '../lib/exec.mjs';
import { CACHE_DIR, ROOT, inRoot } from '../lib/paths.mjs';
import { failure, readOutcome } from './outcome.mjs';
import { CHROMIUM, LIBREOFFICE, TEMPORAL, TEST_SERVER } from './parts.mjs';

/** @typedef {import('./parts.mjs').Part} Part */
/**
 * @typedef {object} Suite
 * @property {readonly Part[]} needs Without one of them none of its tests can run.
 * @property {readonly Part[]} [someNeed] Needed by some of its tests, which know how to be skipped.
 */

/** In the order of what they cost. @type {Record<string, Suite>} */
export const SUITES = {
  unit: { needs: [], someNeed: [LIBREOFFICE] },
  workflow: { needs: [TEMPORAL, TEST_SERVER] },
  replay: { needs: [] },
  integration: { needs: [TEMPORAL, TEST_SERVER], someNeed: [LIBREOFFICE] },
  windows: { needs: [TEMPORAL, TEST_SERVER] },
  browser: { needs: [TEMPORAL, TEST_SERVER, CHROMIUM] },
};

/** @param {readonly string[]} names @returns {Set<Part>} */
export const partsOf = (names) =>
  new Set(names.flatMap((name) => [...(SUITES[name]?.needs ?? []), ...(SUITES[name]?.someNeed ?? [])]));

/** No name matches it, so that jest skips every test and lists it by its name. */
const NO_NAME = '(?!)';

/**
 * @param {string} name
 * @param {object} run
 * @param {readonly string[]} run.jestArguments
 * @param {ReadonlyMap<Part, unknown>} run.missing
 * @param {string} [run.node] The executable of another Node than this one.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runSuite(name, { jestArguments, missing, node }) {
  const lacks = (SUITES[name]?.needs ?? []).filter((part) => missing.has(part));
  const results = `${CACHE_DIR}/test-results/${name}.json`;
  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const jest = inRoot('node_modules', 'jest', 'bin', 'jest.js');
  const code = await passThrough(
    node ?? process.execPath,
    [
      jest,
      ...['--selectProjects', name, '--json', `--outputFile=${results}`],
      ...(lacks.length === 0 ? jestArguments : [`--testNamePattern=${NO_NAME}`]),
    ],
    {
      env: {
        ...process.env,
        ...(node === undefined ? {} : { PATH: [dirname(node), process.env['PATH'] ?? ''].join(delimiter) }),
        // Servers that no test will ask need not start: test/support/start-servers.mjs.
        ...(lacks.length === 0 ? {} : { TEST_NAMES_ONLY: '1' }),
      },
    },
  );
  if (!existsSync(results)) return failure();
  return readOutcome(JSON.parse(readFileSync(results, 'utf8')), {
    code,
    root: ROOT,
    missing: lacks.map(({ what }) => what),
  });
}
