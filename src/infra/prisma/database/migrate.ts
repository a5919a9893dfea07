import path from 'node:path';
import { Client } from 'pg';
import { rereadStored } from './reread';
import { NO_FILTER, readMigrations, withSchemaEngine } from './schema-engine';

/** The path is the same from `src` and from `dist`. */
const MIGRATIONS = path.resolve(__dirname, '../../../../prisma/migrations');

/** Any number would do that nothing else on this database locks. */
const LOCK = 5_276_137;

/**
 * Brings a database to the schema of this version. Applies the migrations that it does not have yet, in order, and
 * leaves the same records as `prisma migrate deploy`. That command can be used instead wherever its engine can be
 * downloaded. Then what was stored in an earlier reading is read again. Several processes can run this at the same time: one works, the others wait and find nothing to do.
 *
 * @param databaseUrl `postgres://…`, of a user who may change the schema.
 * @param log Gets one line for each migration, or one that says that there was none.
 * @throws When a migration fails or an applied one was edited. The message is Prisma's.
 */
export async function migrate(databaseUrl: string, log: (line: string) => void): Promise<void> {
  const lockHolder = new Client({ connectionString: databaseUrl });
  await lockHolder.connect();
  try {
    await lockHolder.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const migrationsList = await readMigrations(MIGRATIONS);
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
    );
    for (const name of appliedMigrationNames) log(`Applied migration ${name}`);
    if (appliedMigrationNames.length === 0) log('The database is up to date');
    await rereadStored(lockHolder, log);
  } finally {
    await lockHolder.end();
  }
}
