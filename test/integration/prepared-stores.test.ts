import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { Client } from 'pg';
import { freePort } from '../../scripts/lib/ports.mjs';
import { provided } from '../support/environment';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { createPrisma } from '../../src/infra/prisma/database/client';
import { requireOwnSchema } from '../../src/infra/prisma/database/schema-version';
import { createTemporalClient } from '../../src/infra/temporal/client';
import { loadSearchAttributes, missingByQuery } from '../../src/infra/temporal/search-attributes';
import { eventually } from '../support/eventually';

const cli = (...args: readonly string[]) =>
  promisify(execFile)(provided('TEST_TEMPORAL_CLI'), [
    ...args,
    '--address',
    address,
    '--command-timeout',
    '10s',
  ]);

/** A server without any of our search attributes, and without our namespace. */
let address = '';
let server: ReturnType<typeof spawn>;
let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  const port = await freePort();
  address = `127.0.0.1:${port}`;
  const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)];
  server = spawn(provided('TEST_TEMPORAL_CLI'), args, { stdio: 'ignore' });
  database = await freshDatabase();
  await eventually('Temporal', () =>
    cli('operator', 'cluster', 'health').then(
      () => true,
      () => false,
    ),
  );
  connection = Connection.lazy({ address });
});
afterAll(async () => {
  await connection.close();
  server.kill('SIGTERM');
  await database.drop();
});

async function migrate(environment: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    [path.resolve('dist/infra/prisma/database/migrate-main.js'), ...args],
    {
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout: stdout.trim().split('\n'), stderr: stderr.trim() };
}

const clientFor = (namespace: string) =>
  createTemporalClient({ address, namespace, apiKey: undefined, tls: undefined, metadata: undefined });

test('before: what is missing is said, whether or not it may be listed', async () => {
  const nowhere = clientFor('leads');
  await expect(nowhere.check()).rejects.toThrow('there is no namespace leads');
  await nowhere.close();
  const bare = clientFor('default');
  await expect(bare.check()).rejects.toMatchObject({
    name: 'Unfit',
    message: expect.stringContaining(
      'namespace default lacks search attributes: ReferralStatus, AssisterType',
    ),
  });
  await bare.close();
  const wanted = loadSearchAttributes();
  const missing = await missingByQuery(connection, 'default', wanted);
  expect(missing.map(({ name }) => name)).toEqual(Object.keys(wanted));
});

test('without TEMPORAL_ADDRESS: the database alone, and one line with the commands that are left', async () => {
  const { code, stdout } = await migrate({ TEMPORAL_RETENTION_DAYS: '30' });
  expect(code).toBe(0);
  expect(stdout).toHaveLength(2);
  expect(stdout[1]).toContain('temporal operator namespace update --namespace default --retention 720h');
  expect(stdout[1]).toContain('--name ContactDueAt --type Datetime');
  expect(await migrate({}, '--database-only')).toEqual({
    ...{ code: 0, stdout: ['The database is up to date'], stderr: '' },
  });
});

test('the namespace is made, with retention and attributes; then it is fit, and again changes nothing', async () => {
  const environment = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'leads' };
  const [one, other] = await Promise.all([migrate(environment), migrate(environment)]);
  expect([one.code, other.code, one.stderr, other.stderr]).toEqual([0, 0, '', '']);
  expect([...one.stdout, ...other.stdout].join('\n')).toContain('which keeps closed workflows for 200 days');
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'leads' });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(200 * 86_400);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'leads' });
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(loadSearchAttributes())));
  const temporal = clientFor('leads');
  await eventually('the namespace to be known', () =>
    temporal.check().then(
      () => true,
      () => false,
    ),
  );
  await temporal.close();
  expect(await missingByQuery(connection, 'leads', loadSearchAttributes())).toEqual([]);
  expect((await migrate(environment)).stdout).toEqual([
    'The database is up to date',
    "Temporal's namespace leads is up to date",
  ]);
});

test('a retention is made longer and never shorter', async () => {
  const seconds = async () => {
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'leads' });
    return Number(config?.workflowExecutionRetentionTtl?.seconds);
  };
  const environment = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'leads' };
  expect((await migrate({ ...environment, TEMPORAL_RETENTION_DAYS: '300' })).code).toBe(0);
  expect(await seconds()).toBe(300 * 86_400);
  expect((await migrate({ ...environment, TEMPORAL_RETENTION_DAYS: '10' })).code).toBe(0);
  expect(await seconds()).toBe(300 * 86_400);
});

test('an attribute of another type: nothing is changed, one line says what to do', async () => {
  await cli('operator', 'search-attribute', 'create', '-n', 'default', '--name', 'County', '--type', 'Int');
  const { code, stderr } = await migrate({ TEMPORAL_ADDRESS: address });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^migrate: search attribute County .* is Int and must be Keyword; remove it first: .*$/,
  );
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: 'default',
  });
  expect(Object.keys(customAttributes)).not.toContain('ReferralStatus');
});

describe('the database', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  async function migrations(change: (folder: string) => Promise<void>): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'assister-leads-migrations-'));
    folders.push(folder);
    await cp(path.resolve('prisma/migrations'), folder, { recursive: true });
    await change(folder);
    return folder;
  }

  async function check(folder?: string): Promise<void> {
    const { prisma, close } = createPrisma(database.url, { max: 2 });
    try {
      await requireOwnSchema(prisma, () => undefined, folder);
    } finally {
      await close();
    }
  }

  test('of this version is taken; an older and a newer one are refused, each named', async () => {
    await check();
    const all = (await readdir(path.resolve('prisma/migrations'))).filter((name) => /^\d/.test(name)).sort();
    const latest = all.at(-1);
    if (latest === undefined) throw new Error('no migrations');
    const newerCode = await migrations((folder) =>
      cp(path.join(folder, latest), path.join(folder, '20991231000000_later'), { recursive: true }),
    );
    await expect(check(newerCode)).rejects.toThrow(
      'The database is older than this version: it lacks migration 20991231000000_later. Run `npm run migrate`',
    );
    const olderCode = await migrations((folder) => rm(path.join(folder, latest), { recursive: true }));
    await expect(check(olderCode)).rejects.toThrow(
      `The database is newer than this version: it has migration ${latest}, unknown here.`,
    );
  });

  test('that was never migrated: neither process starts, and one line says what to do', async () => {
    const admin = new Client({ connectionString: provided('TEST_POSTGRES_URL') });
    await admin.connect();
    await admin.query('CREATE DATABASE never_migrated');
    const url = new URL(database.url);
    url.pathname = '/never_migrated';
    const environment = {
      ...{ PATH: process.env['PATH'], DATABASE_URL: url.href, TEMPORAL_ADDRESS: address, PORT: '0' },
      ...{ PUBLIC_URL: 'http://localhost', SPOC_EMAIL: 'spoc@example.org', LINK_KEYS: 'k'.repeat(32) },
      ...{
        PROGRAM_FILE: path.resolve('config/mnsure.json'),
        API_KEYS_FILE: path.join(tmpdir(), 'no-keys.json'),
      },
      ...{ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'leads@example.org' },
    };
    const child = spawn(process.execPath, [path.resolve('dist/worker/main.js')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const [code, stderr] = await Promise.all([ended, text(child.stderr)]);
    await admin.query('DROP DATABASE never_migrated WITH (FORCE)');
    await admin.end();
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 60,
      msg: expect.stringMatching(/^The database is older than this version: .* Run `npm run migrate`/),
    });
  });
});
