import { mkdirSync } from 'node:fs';
import { findTemporalCli } from './binaries.mjs';
import { capture } from './lib/exec.mjs';
import { UserError, main } from './lib/fail.mjs';
import { dataDir } from './lib/paths.mjs';
import { createDatabaseIfMissing } from './lib/postgres-client.mjs';
import { elapsed } from './lib/progress.mjs';
import { prepareNamespace } from './lib/temporal-server.mjs';
import { setup } from './setup.mjs';
import { banner } from './start/banner.mjs';
import { say } from './start/log.mjs';
import { apiPart, inboxPart, postgresPart, temporalPart, workerPart } from './start/parts.mjs';
import { requireFreePorts } from './start/ports.mjs';
import { recordStopping, removeRunFile, takeOver } from './start/run-file.mjs';
import { isMigrated } from './start/migrated.mjs';
import { readProgram } from './start/program.mjs';
import { loadSecrets, writeApiKeys } from './start/secrets.mjs';
import { DATABASE, databaseUrl, readPorts, serviceEnvironment } from './start/settings.mjs';
import { whenTold } from './start/signals.mjs';

/* npm start: the whole service on embedded parts, until Ctrl-C. */

await main(async () => {
  const since = performance.now();
  const ports = readPorts();
  // Passable for PostgreSQL's own user, listable for nobody else.
  mkdirSync(dataDir(), { recursive: true, mode: 0o711 });
  await takeOver((line) => console.log(line));
  await setup();
  const program = readProgram();
  const cli = await findTemporalCli();
  await requireFreePorts(ports);
  const secrets = loadSecrets();
  writeApiKeys(secrets);

  const env = serviceEnvironment(ports, secrets, program);
  const postgres = postgresPart(ports, secrets);
  const temporal = temporalPart(ports, cli);
  const inbox = inboxPart(ports);
  const api = apiPart(ports, env);
  const worker = workerPart(ports, cli, env);
  const stopOrder = [worker, api, temporal, postgres, inbox];

  const told = whenTold(() => stopOrder.forEach((part) => part.kill()));
  const startAll = async () => {
    console.log('Starting PostgreSQL, Temporal and the mail inbox …');
    // The inbox is the slowest of them, and nobody needs it before the first mail.
    const inboxReady = inbox.start();
    inboxReady.catch(() => undefined);
    await Promise.all([
      postgres.start().then(() => prepareDatabase(databaseUrl(ports, secrets, 'postgres'), env)),
      temporal.start().then(() => prepareNamespace(cli, ports.temporal.port)),
    ]);
    console.log('Starting the worker and the API …');
    await Promise.all([
      worker.start(),
      api.start(),
      runOnce('demo', ['dist/demo/load-organizations.js'], env),
      inboxReady,
    ]);
    console.log(banner(ports, env['PUBLIC_URL'] ?? '', secrets.apiKey, program.policy));
    console.log(`Ready after ${elapsed(since)}.`);
  };
  try {
    const starting = startAll();
    // Once told to stop, what was being started fails, and nobody is interested.
    starting.catch(() => undefined);
    await Promise.race([starting, told]);
    await told;
  } finally {
    console.log('Stopping …');
    recordStopping();
    for (const part of stopOrder) await part.stop();
    removeRunFile();
    console.log('Everything is stopped.');
  }
});

/**
 * @param {string} adminUrl
 * @param {NodeJS.ProcessEnv} env
 */
async function prepareDatabase(adminUrl, env) {
  await createDatabaseIfMissing(adminUrl, DATABASE);
  if (await isMigrated(env['DATABASE_URL'] ?? '')) return;
  // Temporal is prepared beside this, by its own command line.
  await runOnce('migrate', ['dist/infra/prisma/database/migrate-main.js', '--database-only'], env);
}

/**
 * @param {string} name
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 */
async function runOnce(name, command, env) {
  const { code, output } = await capture(process.execPath, command, { env });
  for (const line of output.trim().split('\n')) if (line) say(name, line);
  if (code !== 0) throw new UserError(`${name} failed.`);
}
