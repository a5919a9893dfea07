import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { findTemporalCli } from './binaries.mjs';
import { UserError, main } from './lib/fail.mjs';
import { CACHE_DIR, ROOT } from './lib/paths.mjs';
import { migrate } from './lib/migrate.mjs';
import { freePort } from './lib/ports.mjs';
import { createDatabaseIfMissing, untilPostgresAnswers } from './lib/postgres-client.mjs';
import { initializePostgres, spawnPostgres } from './lib/postgres-server.mjs';
import { prepareNamespace, spawnTemporal, untilTemporalAnswers } from './lib/temporal-server.mjs';
import { transpile } from './lib/transpile.mjs';
import { setup } from './setup.mjs';

/*
 * npm run chaos [-- --seed N --minutes M --every S --apis N --workers N --temporal HOST:PORT]: the service under work
 * and faults, and what must be true afterwards; see docs/chaos.md. With an address that Temporal is used and left
 * alone; otherwise a development server is started, and killed like everything else.
 */

const FOLDER = join(CACHE_DIR, 'chaos');
const BUILD = join(FOLDER, 'build');
const PASSWORD = 'chaos';
const ANSWERS_WITHIN_MS = 120_000;
/** In groups of their own: a Ctrl-C is for this process, which ends them in order. */
const QUIET = /** @type {const} */ ({ stdio: 'ignore', detached: true });
const SOURCES = ['src', 'test/chaos', 'test/support', 'test/unit/support'];

await main(async () => {
  await setup();
  await transpile(BUILD, SOURCES, 'scripts/chaos.mjs');
  const given = options();
  const folder = mkdtempSync(join(FOLDER, 'run-'));
  const interruption = new AbortController();
  // The second time at once: whatever was started here is ended with this process.
  const interrupt = () => (interruption.signal.aborted ? process.exit(130) : interruption.abort());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  const code = await load().run(await settingsOf(folder, given), interruption.signal);
  // What the processes printed is kept for whoever looks for the cause.
  if (code === 0 || code === 130) rmSync(folder, { recursive: true, force: true });
  else
    for (const part of ['postgres', 'temporal.db'])
      rmSync(join(folder, part), { recursive: true, force: true });
  // Clients that still ask in vain are nobody's concern any more.
  process.exit(code);
});

/** @returns {typeof import('../test/chaos/main.ts')} */
function load() {
  return createRequire(import.meta.url)(join(BUILD, 'test/chaos/main.js'));
}

function options() {
  const seed = numberOf('seed', Math.floor(Math.random() * 1_000_000));
  return {
    seed,
    minutes: numberOf('minutes', 5),
    every: numberOf('every', 5),
    apis: numberOf('apis', 2),
    workers: numberOf('workers', 2),
    temporal: textOf('temporal'),
  };
}

/**
 * @param {string} folder
 * @param {ReturnType<typeof options>} given
 * @returns {Promise<import('../test/chaos/settings.ts').Settings>}
 */
async function settingsOf(folder, { temporal: address, ...given }) {
  const data = join(folder, 'postgres');
  await initializePostgres(data, PASSWORD);
  const [postgresPort, temporalPort] = [await freePort(), await freePort()];
  const url = (/** @type {string} */ name) =>
    `postgresql://postgres:${PASSWORD}@127.0.0.1:${postgresPort}/${name}`;
  const postgres = {
    spawn: () => spawnPostgres(data, postgresPort, { spawnOptions: QUIET }),
    untilReady: () => untilPostgresAnswers(url('postgres'), ANSWERS_WITHIN_MS),
  };
  const ours = address === null ? await ownTemporal(folder, temporalPort) : null;
  const temporalAddress = address ?? `127.0.0.1:${temporalPort}`;
  const namespace = address === null ? 'default' : basename(folder).replace('run-', 'chaos-');
  return {
    ...given,
    ...{ root: ROOT, folder, databaseUrl: url('chaos'), temporalAddress, namespace },
    again: again(given, address),
    ports: {
      smtp: await freePorts(given.workers),
      apis: await freePorts(given.apis),
      workers: await freePorts(given.workers),
    },
    ...{ postgres, temporal: ours },
    prepare: async () => {
      await createDatabaseIfMissing(url('postgres'), 'chaos');
      await ours?.prepare();
      await migrate(url('chaos'), address === null ? null : { address, namespace });
    },
  };
}

/** @param {string} folder @param {number} port */
async function ownTemporal(folder, port) {
  const cli = await findTemporalCli();
  return {
    spawn: async () => spawnTemporal({ cli, port, dbFilename: join(folder, 'temporal.db') }, QUIET),
    untilReady: () => untilTemporalAnswers(cli, port, ANSWERS_WITHIN_MS),
    prepare: () => prepareNamespace(cli, port),
  };
}

/** @param {Omit<ReturnType<typeof options>, 'temporal'>} given @param {string | null} address */
function again({ minutes, every, apis, workers }, address) {
  const there = address === null ? '' : ` --temporal ${address}`;
  return `--minutes ${minutes} --every ${every} --apis ${apis} --workers ${workers}${there}`;
}

/** @param {number} count */
async function freePorts(count) {
  /** @type {number[]} */
  const ports = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

/** @param {string} name @param {number} otherwise */
function numberOf(name, otherwise) {
  const text = textOf(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!(value > 0)) throw new UserError(`--${name} takes a number above 0.`);
  return value;
}

/** @param {string} name */
function textOf(name) {
  const at = process.argv.indexOf(`--${name}`);
  const text = at === -1 ? undefined : process.argv[at + 1];
  if (at !== -1 && text === undefined) throw new UserError(`--${name} takes a value.`);
  return text ?? null;
}
