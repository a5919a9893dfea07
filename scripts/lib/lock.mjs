import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from './process-identity.mjs';

/**
 * Does something that only one process may do at a time. A lock left behind by a process that is gone is taken
 * over. Several processes waiting is fine: they go on one after the other.
 *
 * @template T
 * @param {string} file The lock file.
 * @param {(owner: number) => void} onWait Told once when another process has to be waited for.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  await mkdir(dirname(file), { recursive: true });
  for (let told = false; !(await tryCreate(file)); await sleep(200)) {
    const owner = await readOwner(file);
    if (owner === 'gone' || (owner !== undefined && !isAlive(owner))) await rm(file, { force: true });
    else if (owner !== undefined && !told) {
      told = true;
      onWait(owner.pid);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function tryCreate(file) {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify(identify(process.pid)));
    await handle.close();
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {Promise<import('./process-identity.mjs').Identity | 'gone' | undefined>} Undefined: just released, or
 *   created but not yet written; `gone`: its writer died in between.
 */
async function readOwner(file) {
  const read = () => readFile(file, 'utf8').catch(() => undefined);
  let text = await read();
  if (text === '') {
    await sleep(500);
    text = await read();
    if (text === '') return 'gone';
  }
  return text ? JSON.parse(text) : undefined;
}
