import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { inRoot } from '../lib/paths.mjs';
import { postgresAnswers } from '../lib/postgres-client.mjs';
import { initializePostgres, spawnPostgres } from '../lib/postgres-server.mjs';
import { spawnTemporal, untilTemporalAnswers, workerPolls } from '../lib/temporal-server.mjs';
import { Part } from './part.mjs';
import { databaseUrl, paths } from './settings.mjs';

/** @typedef {ReturnType<typeof import('./settings.mjs').readPorts>} Ports */
/** @typedef {import('./secrets.mjs').Secrets} Secrets */

/** @param {Ports} ports @param {Secrets} secrets */
export const postgresPart = (ports, secrets) =>
  new Part({
    name: 'postgres',
    spawn: async (spawnOptions) => {
      await initializePostgres(paths.postgres(), secrets.postgresPassword);
      return spawnPostgres(paths.postgres(), ports.postgres.port, { spawnOptions });
    },
    isReady: () => postgresAnswers(databaseUrl(ports, secrets, 'postgres')),
    // Fast shutdown: open connections are cut, everything committed is on disk.
    stopSignal: 'SIGINT',
    // Its answers to our asking whether it is ready.
    noise: /the database system is (starting up|not yet accepting)|Consistent recovery state/,
  });

/** @param {Ports} ports @param {string} cli */
export const temporalPart = (ports, cli) => {
  const { port } = ports.temporal;
  return new Part({
    name: 'temporal',
    spawn: async (spawnOptions) =>
      spawnTemporal({ cli, port, uiPort: ports.temporalUi.port, dbFilename: paths.temporal() }, spawnOptions),
    isReady: () => succeeds(untilTemporalAnswers(cli, port, 0)),
    stopSignal: 'SIGTERM',
  });
};

/** @param {Ports} ports */
export const inboxPart = (ports) =>
  new Part({
    name: 'inbox',
    spawn: async (spawnOptions) => {
      mkdirSync(paths.mail(), { recursive: true, mode: 0o700 });
      const where = ['--ip', '127.0.0.1', '--web-ip', '127.0.0.1', '--mail-directory', paths.mail()];
      const port = ['--smtp', String(ports.smtp.port), '--web', String(ports.inbox.port)];
      return runNode([inRoot('node_modules/maildev/dist/bin/maildev.js'), ...port, ...where], spawnOptions);
    },
    isReady: () => answers(`http://127.0.0.1:${ports.inbox.port}/api/email?limit=1`),
    stopSignal: 'SIGTERM',
    noise: /^\s*(MailDev|SMTP Server|Web Interface|Version:|Address:|Port:|URL:|Press Ctrl)/,
  });

/** @param {Ports} ports @param {string} cli @param {NodeJS.ProcessEnv} env */
export const workerPart = (ports, cli, env) =>
  new Part({
    name: 'worker',
    spawn: async (spawnOptions) => runNode([inRoot('dist/worker/main.js')], { ...spawnOptions, env }),
    isReady: (pid) => workerPolls(cli, ports.temporal.port, env['TASK_QUEUE'] ?? '', pid),
    stopSignal: 'SIGTERM',
  });

/** @param {Ports} ports @param {NodeJS.ProcessEnv} env */
export const apiPart = (ports, env) =>
  new Part({
    name: 'api',
    spawn: async (spawnOptions) => runNode([inRoot('dist/api/main.js')], { ...spawnOptions, env }),
    isReady: () => answers(`http://127.0.0.1:${ports.api.port}/readyz`),
    stopSignal: 'SIGTERM',
  });

/** @param {string[]} args @param {import('node:child_process').SpawnOptions} options */
const runNode = (args, options) => spawn(process.execPath, args, { cwd: inRoot('.'), ...options });

/** @param {string} url */
const answers = (url) =>
  succeeds(fetch(url, { signal: AbortSignal.timeout(5_000) }), (response) => response.ok);

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {(value: T) => boolean} [accept]
 */
const succeeds = (promise, accept = () => true) => promise.then(accept, () => false);
