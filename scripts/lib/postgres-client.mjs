import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does something on one connection.
 *
 * @template T
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  // Imported late: this file is loaded before the packages are installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that goes away ends the query with an error; the client's event says it a second time.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** @param {string} url @returns {Promise<boolean>} */
export const postgresAnswers = (url) =>
  withClient(url, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  );

/** @param {string} url @param {number} timeoutMs */
export async function untilPostgresAnswers(url, timeoutMs) {
  const end = Date.now() + timeoutMs;
  while (!(await postgresAnswers(url))) {
    if (Date.now() > end) throw new Error(`PostgreSQL did not answer within ${timeoutMs / 1000} s`);
    await sleep(50);
  }
}

/** @param {string} adminUrl Of the database `postgres`. @param {string} name Of the database to have. */
export async function createDatabaseIfMissing(adminUrl, name) {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}
