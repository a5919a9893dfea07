import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../src/infra/prisma/database/migrate';
import { provided } from './environment';

const TEMPLATE = 'migrated';
/** Nobody's here or in the program: what takes the server's own zone for its own is hours off, and shows. */
const SERVER_ZONE = 'Asia/Kathmandu';
/** Any number that nothing else locks. */
const LOCK = 8_071_912;

export interface TestDatabase {
  /** Of a database with every migration applied and nothing in it. */
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A new, migrated database on the suite's shared server: a copy of one that the first caller migrates.
 *
 * @param adminUrl Another server's database `postgres`, for tests that have a server of their own.
 */
export async function freshDatabase(adminUrl = provided('TEST_POSTGRES_URL')): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(adminUrl, async (client) => {
    // Serves two test workers that come at once, and keeps anybody from copying a half-made template.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await prepareTemplate(client, adminUrl);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
    await client.query(`ALTER DATABASE ${name} SET timezone TO '${SERVER_ZONE}'`);
  });
  return {
    url: withDatabase(adminUrl, name),
    drop: () => onServer(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

async function prepareTemplate(client: Client, adminUrl: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rowCount === 1) return;
  const unfinished = `${TEMPLATE}_unfinished`;
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${unfinished}`);
  await migrate(withDatabase(adminUrl, unfinished), () => undefined);
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${TEMPLATE}`);
}

async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
