import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { sayingWhenDown } from './outages';
import type { PrismaClient } from '../generated/client';
import { untilReachable } from '../../until-reachable';

/** The path is the same from `src` and from `dist`. */
const MIGRATIONS = path.resolve(__dirname, '../../../../prisma/migrations');

/** The database has another version than this code. The message says which is older and what to do, on one line. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}

/**
 * Checks, before a process begins, that the database has exactly the migrations that came with this code. With fewer,
 * statements would fail one by one. With more, this code would not know what they mean. Waits for a database that is
 * away. Throws SchemaMismatch.
 *
 * @param waiting Told the cause each time when the database cannot be reached.
 * @param folder Where this version's migrations are.
 */
export async function requireOwnSchema(
  prisma: PrismaClient,
  waiting: (error: unknown) => void,
  folder = MIGRATIONS,
): Promise<void> {
  const own = await migrationNames(folder);
  const database = sayingWhenDown({ applied: () => appliedMigrations(prisma) });
  requireSame(own, await untilReachable(() => database.applied(), waiting));
}

/** In the order in which they are applied, because their names begin with the time at which they were made. */
async function migrationNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort();
}

async function appliedMigrations(prisma: PrismaClient): Promise<readonly string[]> {
  const [table] = await prisma.$queryRaw<readonly { there: boolean }[]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`;
  if (table?.there !== true) return [];
  const rows = await prisma.$queryRaw<readonly { name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`;
  return rows.map(({ name }) => name);
}

function requireSame(own: readonly string[], applied: readonly string[]): void {
  const missing = own.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !own.includes(name));
  if (missing.length > 0) {
    throw new SchemaMismatch(
      `The database is older than this version: it lacks ${named(missing)}. Run \`npm run migrate\` of this version first.`,
    );
  }
  if (unknown.length > 0) {
    throw new SchemaMismatch(
      `The database is newer than this version: it has ${named(unknown)}, unknown here. Start the version that it belongs to.`,
    );
  }
}

function named(names: readonly string[]): string {
  const newest = `migration ${names.at(-1) ?? ''}`;
  return names.length === 1 ? newest : `${names.length} migrations, the newest ${newest}`;
}
