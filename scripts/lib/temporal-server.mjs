import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';
import { inRoot } from './paths.mjs';

/** @returns {Record<string, string>} The type of each search attribute that the workflows set. */
export const searchAttributes = () =>
  JSON.parse(readFileSync(inRoot('config', 'search-attributes.json'), 'utf8'));

/**
 * @typedef {object} TemporalOptions
 * @property {string} cli Path of the Temporal CLI.
 * @property {number} port
 * @property {number} [uiPort] No UI without it.
 * @property {string} [dbFilename] Kept in memory without it.
 */

/**
 * Starts the development server. SIGTERM ends it; with a file, nothing acknowledged is lost even by SIGKILL.
 *
 * @param {TemporalOptions} options
 * @param {import('node:child_process').SpawnOptions} [spawnOptions]
 */
export function spawnTemporal({ cli, port, uiPort, dbFilename }, spawnOptions = {}) {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)];
  if (uiPort === undefined) args.push('--headless');
  else args.push('--ui-port', String(uiPort), '--ui-disable-news-fetch');
  if (dbFilename !== undefined) {
    // The default syncs on every write, which limits it to a handful of workflow starts a second.
    args.push('--db-filename', dbFilename, '--sqlite-pragma', 'journal_mode=WAL');
    args.push('--sqlite-pragma', 'synchronous=NORMAL');
  }
  for (const [name, type] of Object.entries(searchAttributes()))
    args.push('--search-attribute', `${name}=${type}`);
  return spawn(cli, args, { ...spawnOptions, env: withoutTemporal(spawnOptions.env ?? process.env) });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv} Without what may point the CLI and the SDK at another Temporal.
 */
export const withoutTemporal = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));

/** @param {string} cli @param {number} port @param {string[]} args */
const operate = (cli, port, args) =>
  capture(cli, [...args, '--address', `127.0.0.1:${port}`, '--command-timeout', '5s'], {
    env: withoutTemporal(process.env),
  });

/** @param {string} cli @param {number} port @param {number} timeoutMs */
export async function untilTemporalAnswers(cli, port, timeoutMs) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const { code, output } = await operate(cli, port, ['operator', 'namespace', 'describe', '-n', 'default']);
    if (code === 0) return;
    if (Date.now() > end)
      throw new Error(`Temporal did not answer within ${timeoutMs / 1000} s: ${output.trim()}`);
    await sleep(100);
  }
}

/**
 * Makes the namespace fit: closed workflows stay visible for a season, and search attributes that came with a later
 * version exist too (the server registers those of its command line only in a new database).
 *
 * @param {string} cli
 * @param {number} port
 */
export async function prepareNamespace(cli, port) {
  const perform = async (/** @type {string[]} */ args) => {
    const { code, output } = await operate(cli, port, args);
    if (code !== 0) throw new UserError(`temporal ${args.join(' ')} failed:\n${output.trim()}`);
    return output;
  };
  await perform(['operator', 'namespace', 'update', '-n', 'default', '--retention', '4800h']);
  const present = await perform(['operator', 'search-attribute', 'list', '-n', 'default']);
  for (const [name, type] of Object.entries(searchAttributes())) {
    if (new RegExp(`^\\s*${name}\\s`, 'm').test(present)) continue;
    await perform([
      'operator',
      'search-attribute',
      'create',
      '-n',
      'default',
      '--name',
      name,
      '--type',
      type,
    ]);
  }
}

/**
 * @param {string} cli
 * @param {number} port
 * @param {string} taskQueue
 * @param {number} pid
 * @returns {Promise<boolean>} Whether the worker with this pid asks for work, by the SDK's default identity.
 */
export async function workerPolls(cli, port, taskQueue, pid) {
  // The other mode answers from a cache that is seconds old.
  const args = ['task-queue', 'describe', '--task-queue', taskQueue, '--legacy-mode', '-o', 'json'];
  const { output } = await operate(cli, port, args);
  return output.includes(`"${pid}@`);
}
