import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from './exec.mjs';
import { isExecutable } from './executables.mjs';
import { UserError } from './fail.mjs';
import { withLock } from './lock.mjs';
import { nodePackage } from './node-versions.mjs';
import { CACHE_DIR } from './paths.mjs';
import { step } from './progress.mjs';

/**
 * Brings the newest Node of another major version from npm's registry into our cache.
 *
 * @param {number} major
 * @returns {Promise<string>} The path of its executable.
 */
export async function bringNode(major) {
  const isWindows = process.platform === 'win32';
  const folder = join(CACHE_DIR, `node-${major}`);
  const name = nodePackage(process.platform, process.arch);
  const node = join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  const onWait = (/** @type {number} */ pid) => console.log(`Waiting for process ${pid}, which brings it …`);
  await mkdir(folder, { recursive: true });
  await withLock(`${folder}.lock`, onWait, async () => {
    if (isExecutable(node)) return;
    await step(`Downloading Node ${major} (npm)`, async () => {
      const args = [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
      ];
      const npm = isWindows ? 'npm.cmd' : 'npm';
      const { code, output } = await capture(npm, [...args, `${name}@${major}`], { shell: isWindows });
      if (code !== 0 || !isExecutable(node)) {
        throw new UserError(`Node ${major} could not be brought (npm install ${name}):\n${output.trim()}`);
      }
    });
  });
  return node;
}
