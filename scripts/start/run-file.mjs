import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../lib/fail.mjs';
import { identify, isAlive } from '../lib/process-identity.mjs';
import { paths } from './settings.mjs';

/** @typedef {import('../lib/process-identity.mjs').Identity} Identity */
/** @typedef {{ supervisor: Identity | undefined, stopping: boolean, parts: Record<string, Identity> }} Run */

const SUPERVISOR_STOPS_WITHIN_MS = 60_000;
const ORPHANS_END_WITHIN_MS = 10_000;

/** @type {Run} */
const run = { supervisor: undefined, stopping: false, parts: {} };

/**
 * Notes a part's process, so that a later start can find it should this one be killed.
 *
 * @param {string} name
 * @param {number | undefined} pid Undefined: it has ended.
 */
export function recordPart(name, pid) {
  const identity = pid === undefined ? undefined : identify(pid);
  if (identity) run.parts[name] = identity;
  else delete run.parts[name];
  save();
}

/** Tells a start that comes now that it is worth waiting for this one's end. */
export function recordStopping() {
  run.stopping = true;
  save();
}

export const removeRunFile = () => rmSync(paths.run(), { force: true });

/**
 * Makes sure that nothing of an earlier start runs on the same data: ends what a killed one left behind, waits for
 * one that is stopping, and refuses beside one that is alive. Then this process is the one that runs.
 *
 * @param {(line: string) => void} tell
 */
export async function takeOver(tell) {
  const earlier = load();
  if (earlier?.supervisor && isAlive(earlier.supervisor)) await untilGone(earlier.supervisor, tell);
  const orphans = Object.entries(load()?.parts ?? {}).filter(([, identity]) => isAlive(identity));
  for (const [name, { pid }] of orphans) {
    tell(`Ending ${name} (process ${pid}), left behind by an earlier start that was killed`);
    // To PostgreSQL, SIGINT means: now, but in order. Node programs take it as an orderly end, too.
    kill(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  }
  const end = Date.now() + ORPHANS_END_WITHIN_MS;
  while (orphans.some(([, identity]) => isAlive(identity))) {
    await sleep(50);
    if (Date.now() > end)
      orphans.forEach(([, identity]) => isAlive(identity) && kill(identity.pid, 'SIGKILL'));
  }
  run.supervisor = identify(process.pid);
  save();
}

/** @param {Identity} supervisor @param {(line: string) => void} tell */
async function untilGone(supervisor, tell) {
  const end = Date.now() + SUPERVISOR_STOPS_WITHIN_MS;
  for (let told = false; isAlive(supervisor); await sleep(200)) {
    // A start that lost its terminal needs a moment to notice; one that is meant to run says nothing meanwhile.
    if (load()?.stopping && !told) {
      told = true;
      tell(`An earlier start (process ${supervisor.pid}) is stopping; waiting for it …`);
    }
    if (Date.now() > end || (!told && Date.now() > end - SUPERVISOR_STOPS_WITHIN_MS + 3_000)) {
      throw new UserError(
        `The service is already running on these data (npm start is process ${supervisor.pid}).\n` +
          `Stop it with Ctrl-C in its terminal, or with: kill ${supervisor.pid}\n` +
          'For a second one beside it, set DATA_DIR and the ports.',
      );
    }
  }
}

/** @returns {Run | undefined} */
function load() {
  try {
    return existsSync(paths.run()) ? JSON.parse(readFileSync(paths.run(), 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

function save() {
  mkdirSync(dirname(paths.run()), { recursive: true });
  // In one move: a reader never sees half a file, whenever this process is killed.
  writeFileSync(`${paths.run()}.new`, JSON.stringify(run, null, 2));
  renameSync(`${paths.run()}.new`, paths.run());
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
