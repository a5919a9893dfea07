import { pathToFileURL } from 'node:url';
import { build, isBuilt } from './lib/build.mjs';
import { UserError, main } from './lib/fail.mjs';
import { withLock } from './lib/lock.mjs';
import { RECOMMENDED_NODE, supportsNode } from './lib/node-versions.mjs';
import { installPackages, packagesAreInstalled } from './lib/packages.mjs';
import { inRoot } from './lib/paths.mjs';
import { generateClient, isGenerated } from './lib/prisma-client.mjs';

/**
 * Everything between a fresh clone and a service that can run: packages, the database client, and (unless
 * `built` is false) the compiled service with its workflow bundle. Each part is made only when what it is made
 * from has changed, so a call with nothing to do takes a fraction of a second.
 *
 * @param {{ built?: boolean }} [options]
 */
export async function setup({ built = true } = {}) {
  requireNode();
  const steps = [
    { isDone: packagesAreInstalled, perform: installPackages },
    { isDone: isGenerated, perform: generateClient },
    ...(built ? [{ isDone: isBuilt, perform: build }] : []),
  ];
  if (steps.every(({ isDone }) => isDone())) return;
  const onWait = (/** @type {number} */ pid) =>
    console.log(`Waiting for process ${pid}, which is setting up the same folder …`);
  await withLock(inRoot('.cache', 'setup.lock'), onWait, async () => {
    for (const { isDone, perform } of steps) if (!isDone()) await perform();
  });
}

function requireNode() {
  const { node } = process.versions;
  if (supportsNode(node)) return;
  throw new UserError(
    `This is Node ${node}, on which it does not run. Install Node ${RECOMMENDED_NODE}, the newest with long-term support.`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  void main(async () => {
    await setup({ built: !process.argv.includes('--no-build') });
  });
}
