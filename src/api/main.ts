import { createServer } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { configOrExit, readApiConfig } from '../config';
import { instant } from '../domain/time';
import { loadApiKeys } from '../infra/api-keys';
import { createLogger } from '../infra/logger';
import { createPrisma } from '../infra/prisma/client';
import { createPolicyRegister, requireOwnVersion } from '../infra/prisma/policy-versions';
import { loadAreasOf, loadProgram } from '../infra/program-file';
import { createTemporalClient } from '../infra/temporal/client';
import { createApp } from './app';
import { composeApi } from './compose';
import { listen } from './server';

const DATABASE_CONNECTIONS = 20;

/** The API process: reads the configuration, listens until told to stop, answers what it has accepted, closes. */
async function main(): Promise<void> {
  const config = configOrExit(readApiConfig);
  const log = createLogger('api', config.logLevel);
  const policy = loadProgram(config.programFile);
  const areas = loadAreasOf(config.programFile, policy);
  const now = () => instant(Date.now());
  const keys = loadApiKeys(config.apiKeysFile);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  const { prisma, close: closeDatabase } = createPrisma(config.databaseUrl, { max: DATABASE_CONNECTIONS });
  await requireOwnVersion(createPolicyRegister(prisma), config.programFile, policy, {
    now,
    waiting: (error) => log.warn({ err: error }, 'waiting for the database'),
  });
  const temporal = createTemporalClient(config.temporal);
  const app = createApp(
    composeApi({
      ...{ prisma, temporal, policy, areas, keys, log, metrics, clock: { now } },
      taskQueue: config.taskQueue,
      spocEmail: config.spocEmail,
      publicUrl: config.publicUrl,
      linkKeys: config.linkKeys,
    }),
  );

  const server = await listen(createServer(app), config.port);
  log.info({ port: server.port }, 'api is ready');
  await untilToldToStop();

  log.info('api is stopping');
  await server.drain();
  await temporal.close();
  await closeDatabase();
  log.info('api has stopped');
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve()).on('SIGINT', () => resolve());
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`api: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
