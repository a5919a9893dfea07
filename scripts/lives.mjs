import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError, main } from './lib/fail.mjs';
import { CACHE_DIR } from './lib/paths.mjs';
import { transpile } from './lib/transpile.mjs';

/*
 * npm run lives [-- --lives 1000000 --from 1 --seed N]: random lives of a referral through the pure core, with
 * everything that can go wrong between any two steps; see test/unit/referral/lives. `--seed N` tells that one life.
 */

/** @typedef {import('../test/unit/referral/lives/main.ts').Part} Part */
/** @typedef {import('../test/unit/referral/lives/main.ts').News} News */
/**
 * @typedef {object} Lives
 * @property {(part: Part, tell: (news: News) => void) => void} runPart
 * @property {(seed: number) => { story: readonly string[], failed: boolean }} tellLife
 * @property {(tally: Record<string, number>) => string} table
 */

const BUILD = join(CACHE_DIR, 'lives');
const SOURCES = ['src/domain', 'test/unit/referral'];
const LIVES = 1_000_000;
const PROGRESS_EVERY_MS = 10_000;

const part = process.env['LIVES_PART'];
if (part !== undefined) runPart(JSON.parse(part));
else await main(run);

/** @param {Part} given In a process of its own. */
function runPart(given) {
  const { runPart: live } = load();
  live(given, (news) => process.send?.(news));
  process.disconnect?.();
}

async function run() {
  await transpile(BUILD, SOURCES, 'scripts/lives.mjs');
  const seed = numberOf('seed', null);
  if (seed !== null) {
    const { story, failed } = load().tellLife(seed);
    for (const line of story) console.log(line);
    console.log(failed ? `\nLife ${seed} went wrong: see the last line.` : `\nLife ${seed} went as it must.`);
    return failed ? 1 : 0;
  }
  return liveAll(numberOf('from', 1) ?? 1, numberOf('lives', LIVES) ?? LIVES);
}

/** @param {number} from @param {number} lives */
async function liveAll(from, lives) {
  const { table } = load();
  const since = performance.now();
  const processes = Math.max(1, Math.min(availableParallelism(), lives));
  const share = Math.ceil(lives / processes);
  /** @type {Record<string, number>} */
  const tally = {};
  /** @type {NonNullable<News['failed']>[]} */
  const failures = [];
  /** @type {number[]} */
  const cpuMs = [];
  let done = 0;
  const rate = () => Math.round(done / ((performance.now() - since) / 1000));
  const progress = setInterval(
    () =>
      console.log(
        `${done.toLocaleString('en-US')} of ${lives.toLocaleString('en-US')} lives, ${rate()} a second`,
      ),
    PROGRESS_EVERY_MS,
  );
  const ends = Array.from({ length: processes }, async (_, index) => {
    const first = from + index * share;
    const mine = { from: first, lives: Math.max(0, Math.min(share, from + lives - first)) };
    const child = fork(fileURLToPath(import.meta.url), {
      env: { ...process.env, LIVES_PART: JSON.stringify(mine) },
    });
    child.on('message', (/** @type {News} */ news) => {
      done += news.done;
      cpuMs[index] = news.cpuMs;
      for (const [key, times] of Object.entries(news.tally)) tally[key] = (tally[key] ?? 0) + times;
      if (news.failed !== null) failures.push(news.failed);
    });
    const [code, signal] = await once(child, 'exit');
    if (code !== 0)
      throw new UserError(`A process ended by ${signal ?? code}, after ${done} lives in all without a word.`);
  });
  await Promise.all(ends).finally(() => clearInterval(progress));
  console.log(`\n${table(tally)}\n`);
  for (const { seed, why } of failures) console.log(`${why}\n  npm run lives -- --seed ${seed}`);
  const cpu = Math.round(cpuMs.reduce((sum, ms) => sum + ms, 0) / 1000);
  const seconds = Math.round((performance.now() - since) / 1000);
  const took = `${done.toLocaleString('en-US')} lives in ${seconds} s (${cpu} s of processor time), ${rate()} a second`;
  console.log(
    failures.length === 0 ? `${took}: all went as they must.` : `${took}: ${failures.length} went wrong.`,
  );
  return failures.length === 0 && done === lives ? 0 : 1;
}

/** @returns {Lives} */
function load() {
  return createRequire(import.meta.url)(join(BUILD, 'test/unit/referral/lives/main.js'));
}

/** @param {string} name @param {number | null} otherwise */
function numberOf(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  if (at === -1) return otherwise;
  const value = Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new UserError(`--${name} takes a whole number.`);
  return value;
}
