import { configOrExit, readMigrateConfig } from '../../../config';
import { attributesByHand, retentionByHand } from '../../temporal/by-hand';
import { prepareNamespace } from '../../temporal/prepare-namespace';
import { loadSearchAttributes } from '../../temporal/search-attributes';
import { migrate } from './migrate';

/** Says nothing about Temporal and leaves it to somebody else, such as `npm start`. */
const DATABASE_ONLY = '--database-only';

/** Prepares both stores for this version, before any of its processes starts. Running it again changes nothing. */
async function main(): Promise<void> {
  const { databaseUrl, retentionDays, temporal } = configOrExit(readMigrateConfig);
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  await migrate(databaseUrl, log);
  if (process.argv.includes(DATABASE_ONLY)) return;
  if (temporal !== null) {
    await prepareNamespace(temporal, { retentionDays, log });
    return;
  }
  const anywhere = { address: '', namespace: 'default' };
  const byHand = `${retentionByHand(anywhere, retentionDays)} && ${attributesByHand(anywhere, loadSearchAttributes())}`;
  log(`TEMPORAL_ADDRESS is not set: Temporal is not prepared; set it and run this again, or: ${byHand}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
