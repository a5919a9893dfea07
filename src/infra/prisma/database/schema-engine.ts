import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { SchemaEngine, type MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool } from 'pg';

// The native schema engine is a download from a site that not every machine can reach. Prisma publishes the same engine
// as WebAssembly, without documentation. Only this file knows its interface.

/** Names the objects outside Prisma's schema that the engine should leave alone: there are none. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Runs `work` with Prisma's own schema engine on a database.
 *
 * @param databaseUrl `postgres://…`, of a user who may change the schema.
 * @param adapt Changes how the engine reaches the database.
 * @throws When the database cannot be reached, and whatever `work` throws. The engine's messages are Prisma's.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
  adapt: (factory: PrismaPg) => PrismaPg = (factory) => factory,
): Promise<T> {
  await (instantiated ??= instantiate());
  // The engine never closes its connections, and it holds its advisory lock until they close. There is only one
  // connection, because the lock is taken and released in separate statements.
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  // When an idle connection is cut, the next statement says so.
  pool.on('error', () => undefined);
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(adapt(new PrismaPg(pool)));
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
    return await work(engine);
  } finally {
    await pool.end();
  }
}

let instantiated: Promise<void> | undefined;

async function instantiate(): Promise<void> {
  const script = createRequire(__filename).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(path.join(path.dirname(script), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() });
  engineModule.__wbg_set_wasm(instance.exports);
  // The engine leaves the message of an internal error here before it traps.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } });
  (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
}

/**
 * The functions that the engine calls. Its timer is replaced. The timer that limits the wait for the lock keeps running
 * for 10 s after the lock was taken, and would keep a process alive that has nothing else to do.
 */
function imports(): WebAssembly.ModuleImports {
  const timer = Object.keys(engineModule).find((name) => name.startsWith('__wbg_setTimeout_'));
  if (timer === undefined) throw new Error('the schema engine sets its timers in an unknown way');
  return {
    ...(engineModule as object),
    [timer]: (callback: () => void, ms: number) => setTimeout(callback, ms).unref(),
  };
}

function reportPanic(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`);
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
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
