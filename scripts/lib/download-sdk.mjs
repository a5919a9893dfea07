import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from './fail.mjs';

/** The download has begun to write its file by then, or the machine cannot reach it. */
const BEGINS_WITHIN_MS = 8_000;
/** A download that stands still for so long is given up. */
const STANDS_STILL_MS = 20_000;

/** Has the Temporal SDK download a binary the way its test environments do. */
export const downloadWithSdk = {
  how: 'with the Temporal SDK',

  /**
   * In a process of its own: the SDK's download cannot be interrupted otherwise, and on a machine without a way to
   * its site some networks never answer.
   *
   * @param {string} target Path of the executable to make.
   * @param {import('./versions.mjs').Binary} binary
   * @returns {Promise<void>} Throws a UserError that says why it was not possible.
   */
  async to(target, { name, version, sdkServer }) {
    const made = `${dirname(target)}/${name}-v${version}${process.platform === 'win32' ? '.exe' : ''}`;
    const partial = `${made}.downloading`;
    await rm(partial, { force: true });
    const args = [fileURLToPath(import.meta.url), sdkServer, dirname(target), `v${version}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    const exited = new Promise((resolve) => child.on('close', resolve));
    const gaveUp = await Promise.race([exited.then(() => undefined), watch(partial, made, child)]);
    child.kill('SIGKILL');
    await exited;
    await rm(partial, { force: true });
    if (!existsSync(made)) throw new UserError(gaveUp ?? innermost(errors) ?? 'it failed without saying why');
    await rename(made, target);
  },
};

/** @param {string} errors The SDK's chain of causes, the first cause last. */
const innermost = (errors) => errors.trim().split('\n').at(-1)?.split(': ').slice(-2).join(': ');

/**
 * @param {string} partial The file that grows while the download runs.
 * @param {string} made What it becomes.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string | undefined>} When the download is over, or with the reason to give it up.
 */
async function watch(partial, made, child) {
  let size = -1;
  let lastProgress = Date.now();
  for (;;) {
    await sleep(250);
    if (existsSync(made) || child.exitCode !== null || child.signalCode !== null) return undefined;
    const now = existsSync(partial) ? statSync(partial).size : -1;
    if (now !== size) lastProgress = Date.now();
    size = now;
    const patience = size < 0 ? BEGINS_WITHIN_MS : STANDS_STILL_MS;
    if (Date.now() - lastProgress > patience) return 'no answer from its download site';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [type, downloadDir, version] = process.argv.slice(2);
  const { TestWorkflowEnvironment } = createRequire(import.meta.url)('@temporalio/testing');
  const server = { executable: { type: 'cached-download', downloadDir, version, ttl: '10 years' } };
  try {
    // There is no call that only downloads; the server it starts is stopped at once.
    const environment =
      type === 'dev-server'
        ? await TestWorkflowEnvironment.createLocal({ server })
        : await TestWorkflowEnvironment.createTimeSkipping({ server });
    await environment.teardown();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
