import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { inRoot } from '../lib/paths.mjs';
import { withClient } from '../lib/postgres-client.mjs';

/**
 * Whether the database has every migration as it is in the repository: asked first, because it costs a query, and
 * finding nothing to migrate costs seconds on a busy machine.
 *
 * @param {string} databaseUrl
 */
export async function isMigrated(databaseUrl) {
  const folder = inRoot('prisma', 'migrations');
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const wanted = names.map(({ name }) => `${name} ${sha256(`${folder}/${name}/migration.sql`)}`);
  const query = 'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL';
  const present = await withClient(databaseUrl, (client) => client.query(query)).then(
    ({ rows }) => rows.map((row) => `${row.migration_name} ${row.checksum}`),
    // No such table: a new database.
    () => /** @type {string[]} */ ([]),
  );
  return wanted.every((migration) => present.includes(migration));
}

/** @param {string} file */
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
