import { configOrExit, readDatabaseUrl } from '../../config';
import { migrate } from './migrate';

migrate(configOrExit(readDatabaseUrl), (line) => process.stdout.write(`${line}\n`)).catch(
  (error: unknown) => {
    process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
