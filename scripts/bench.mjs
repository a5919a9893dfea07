import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { findTemporalCli } from './binaries.mjs';
import { passThrough } from './lib/exec.mjs';
import { main } from './lib/fail.mjs';
import { CACHE_DIR, ROOT } from './lib/paths.mjs';
import { migrate } from './lib/migrate.mjs';
import { freePort } from './lib/ports.mjs';
import { createDatabaseIfMissing, untilPostgresAnswers } from './lib/postgres-client.mjs';
import { initializePostgres, spawnPostgres } from './lib/postgres-server.mjs';
import { spawnTemporal, untilTemporalAnswers } from './lib/temporal-server.mjs';
import { transpile } from './lib/transpile.mjs';
import { setup } from './setup.mjs';

/*
 * npm run bench [-- latency throughput history routing memory lifecycle reads cycle returned fairness start]: the measurements of docs/performance.md, on a
 * PostgreSQL and a Temporal of their own, set up as `npm start` sets them up. Without names: all of them. `--scale=0.05`
 * takes that part of the large counts, to see that they work. `--temporal=HOST:PORT --apis=2 --workers=3`: on a Temporal
 * that is there already, with so many processes.
 */

const FOLDER = join(CACHE_DIR, 'bench');
const BUILD = join(FOLDER, 'build');
const PASSWORD = 'bench';
const STOPS_WITHIN_MS = 20_000;

await main(async () => {
  await setup();
  await transpile(BUILD, ['src', 'test/bench'], 'scripts/bench.mjs');
  const given = process.argv.slice(2);
  /** @param {string} name */
  const option = (name) => given.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
  /** @param {string} name */
  const number = (name) => (option(name) === undefined ? {} : { [name]: Number(option(name)) });
  const there = option('temporal');
  const names = given.filter((argument) => !argument.startsWith('--'));
  const run = mkdtempSync(join(FOLDER, 'run-'));
  const ports = { postgres: await freePort(), temporal: await freePort() };
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  // Told to stop, the measurements end; what was started here is then stopped below.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
  try {
    const data = join(run, 'postgres');
    await initializePostgres(data, PASSWORD);
    const quiet = /** @type {const} */ ({ stdio: 'ignore', detached: true });
    const postgres = await spawnPostgres(data, ports.postgres, { spawnOptions: quiet });
    stops.push(() => stop(postgres, 'SIGINT'));
    await untilPostgresAnswers(databaseUrl(ports.postgres, 'postgres'), 30_000);
    if (there === undefined) {
      const cli = await findTemporalCli();
      const temporal = spawnTemporal(
        { cli, port: ports.temporal, dbFilename: join(run, 'temporal.db') },
        { stdio: 'ignore', detached: true },
      );
      stops.push(() => stop(temporal, 'SIGTERM'));
      await untilTemporalAnswers(cli, ports.temporal, 60_000);
    }
    const settings = {
      root: ROOT,
      folder: run,
      results: join(FOLDER, 'results.json'),
      databaseUrl: await database(ports.postgres, 'bench', there),
      routingDatabaseUrl: await database(ports.postgres, 'bench_routing', undefined),
      temporalAddress: there ?? `127.0.0.1:${ports.temporal}`,
      ...number('scale'),
      ...number('apis'),
      ...number('workers'),
    };

    return await passThrough(process.execPath, [
      '--enable-source-maps',
      join(BUILD, 'test/bench/main.js'),
      JSON.stringify(settings),
      ...names,
    ]);
  } finally {
    for (const end of stops.reverse()) await end();
    rmSync(run, { recursive: true, force: true });
  }
});

/** @param {number} port @param {string} name */
function databaseUrl(port, name) {
  return `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/${name}`;
}

/**
 * @param {number} port
 * @param {string} name
 * @param {string | undefined} there A Temporal that is not ours: it is prepared, too.
 * @returns {Promise<string>} The address of a new, migrated database.
 */
async function database(port, name, there) {
  const url = databaseUrl(port, name);
  await createDatabaseIfMissing(databaseUrl(port, 'postgres'), name);
  await migrate(url, there === undefined ? null : { address: there, namespace: 'default' });
  return url;
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
async function stop(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(late);
}
