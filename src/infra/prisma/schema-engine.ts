import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';

// The native schema engine is a download from a site that not every machine reaches. Prisma publishes the same
// engine as WebAssembly, without documentation; this file is all that knows about its shape.

/** Objects outside Prisma's schema that the engine should leave alone: none. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

let isInstantiated = false;

/** How the engine reaches a database. One connection: it takes its lock and releases it in separate statements. */
export const createAdapterFactory = (databaseUrl: string): PrismaPg =>
  new PrismaPg({ connectionString: databaseUrl, max: 1 });

/**
 * Prisma's own schema engine on a database.
 *
 * @param factory Connects as a user who may change the schema.
 */
export async function openSchemaEngine(factory: PrismaPg): Promise<SchemaEngine> {
  if (!isInstantiated) await instantiate();
  return engineModule.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

async function instantiate(): Promise<void> {
  const require = createRequire(__filename);
  const script = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(path.join(path.dirname(script), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...engineModule } });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start !== 'function') throw new Error('the schema engine has no start function');
  start();
  isInstantiated = true;
}

/**
 * The migrations of a folder, as the engine takes them.
 *
 * @param folder Absolute path of `prisma/migrations`.
 */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const lockfile = 'migration_lock.toml';
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: { path: lockfile, content: await readFile(path.join(folder, lockfile), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}
