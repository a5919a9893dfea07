import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/ports.mjs';
import { untilPostgresAnswers } from '../../scripts/lib/postgres-client.mjs';
import { initializePostgres, spawnPostgres } from '../../scripts/lib/postgres-server.mjs';
import { prepareNamespace, spawnTemporal, untilTemporalAnswers } from '../../scripts/lib/temporal-server.mjs';

/* Real servers for tests, on free ports and throw-away data. Types: servers.d.mts. */

const ANSWERS_WITHIN_MS = 60_000;

export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'assister-leads-postgres-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const url = (database = 'postgres') => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  // What is written survives the process without being forced to the disk; only a machine's crash would lose it.
  await initializePostgres(data, password, { durable: false });
  // Fast shutdown, and the immediate one, after which the next start has to recover.
  const server = controlled({ stop: 'SIGINT', kill: 'SIGQUIT' }, () =>
    spawnPostgres(data, port, { durable: false, spawnOptions: { stdio: 'ignore' } }),
  );
  const start = async () => {
    await server.start();
    await untilPostgresAnswers(url(), ANSWERS_WITHIN_MS);
  };
  const remove = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  await start();
  return { port, url, start, stop: server.stop, kill: server.kill, remove };
}

export async function startTemporal(cli) {
  const folder = await mkdtemp(join(tmpdir(), 'assister-leads-temporal-'));
  const port = await freePort();
  const httpPort = await freePort();
  const options = { cli, port, uiPort: httpPort, dbFilename: join(folder, 'temporal.db') };
  const server = controlled({ stop: 'SIGTERM', kill: 'SIGKILL' }, () =>
    spawnTemporal(options, { stdio: 'ignore' }),
  );
  const start = async () => {
    await server.start();
    await untilTemporalAnswers(cli, port, ANSWERS_WITHIN_MS);
  };
  const remove = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  await start();
  await prepareNamespace(cli, port);
  const address = `127.0.0.1:${port}`;
  return {
    address,
    uiUrl: `http://127.0.0.1:${httpPort}`,
    start,
    stop: server.stop,
    kill: server.kill,
    remove,
  };
}

/** A process that can be ended and started again. It never outlives the one that started it. */
function controlled(signals, spawnProcess) {
  let child;
  let exited = Promise.resolve();
  const endWithUs = () => child?.kill('SIGKILL');
  const end = async (signal) => {
    child?.kill(signal);
    await exited;
  };
  return {
    start: async () => {
      const started = await spawnProcess();
      child = started;
      exited = new Promise((resolve) => {
        started.once('exit', () => {
          process.off('exit', endWithUs);
          resolve();
        });
      });
      process.on('exit', endWithUs);
    },
    stop: () => end(signals.stop),
    kill: () => end(signals.kill),
  };
}
