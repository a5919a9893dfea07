import { passThrough } from '../lib/exec.mjs';
import { bringNode } from '../lib/bring-node.mjs';
import { RECOMMENDED_NODE, majorOf } from '../lib/node-versions.mjs';
import { inRoot } from '../lib/paths.mjs';
import { NOTHING, failure } from './outcome.mjs';
import { runSuite } from './suites.mjs';

/** @typedef {import('./suites.mjs').Part} Part */
/** @typedef {{ name: string, run: () => Promise<import('./outcome.mjs').Outcome> }} Stage */

/**
 * @param {string} name
 * @param {Pick<Parameters<typeof runSuite>[1], 'jestArguments' | 'missing'>} how
 * @returns {Stage}
 */
export const suiteStage = (name, how) => ({ name: `Suite ${name}`, run: () => runSuite(name, how) });

/** Around the suites, what only the build does. */
/** @type {Stage} */
export const CHECKS = {
  name: 'Checks',
  run: () => runScript('check.mjs'),
};

/** Faults at times of their own, always the same ones: what happens between them is not in any test's hands. @type {Stage} */
export const CHAOS = {
  name: 'Chaos',
  run: () => runScript('chaos.mjs', '--seed', '9', '--minutes', '5'),
};

/** @type {readonly (readonly [string, ...string[]])[]} Rules, recorded histories, and one start of everything to a mail. */
const ON_RECOMMENDED_NODE = [['unit'], ['replay'], ['integration', 'test/integration/npm-start.test.ts']];

/**
 * The Node that the README recommends, where this is another one.
 *
 * @param {ReadonlyMap<Part, unknown>} missing
 * @returns {Stage[]}
 */
export function recommendedNodeStages(missing) {
  if (majorOf(process.versions.node) === RECOMMENDED_NODE) return [];
  return ON_RECOMMENDED_NODE.map(([name, ...jestArguments]) => ({
    name: `Suite ${name} on Node ${RECOMMENDED_NODE}${jestArguments.length > 0 ? ', one file' : ''}`,
    run: async () => runSuite(name, { jestArguments, missing, node: await bringNode(RECOMMENDED_NODE) }),
  }));
}

/** @param {string} script @param {...string} args One that is no test counts when it fails. */
async function runScript(script, ...args) {
  const code = await passThrough(process.execPath, [inRoot('scripts', script), ...args]);
  return code === 0 ? NOTHING : failure();
}
