import { capture } from './exec.mjs';
import { UserError } from './fail.mjs';
import { inRoot } from './paths.mjs';
import { withoutTemporal } from './temporal-server.mjs';

/**
 * Brings a database to the version of what was built.
 *
 * @param {string} databaseUrl
 * @param {{ address: string, namespace: string } | null} temporal One that is not ours, which is prepared, too; null: none.
 */
export async function migrate(databaseUrl, temporal) {
  const command = [
    inRoot('dist/infra/prisma/database/migrate-main.js'),
    ...(temporal === null ? ['--database-only'] : []),
  ];
  const env = {
    ...withoutTemporal(process.env),
    DATABASE_URL: databaseUrl,
    ...(temporal === null
      ? {}
      : { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: temporal.namespace }),
  };
  const { code, output } = await capture(process.execPath, command, { env });
  if (code !== 0) throw new UserError(`The database could not be migrated:\n${output.trim()}`);
}
