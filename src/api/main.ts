import { createServer } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { readApiConfig } from '../config';
import { instant } from '../domain/time';
import { loadApiKeys } from '../infra/api-keys';
import { createLogger } from '../infra/logger';
import { createPrisma } from '../infra/prisma/database/client';
import { createPolicyRegister, requireOwnVersion } from '../infra/prisma/routing/policy-versions';
import { requireOwnSchema } from '../infra/prisma/database/schema-version';
import { exitWith, logEverything } from '../infra/process-log';
import { loadAreasOf, loadProgram } from '../infra/program-file';
import { aborted, whenToldToStop } from '../infra/stopping';
import { createTemporalClient } from '../infra/temporal/client';
import { createApp } from './app';
import { composeApi } from './compose';
import { listen } from './http/server';

/** Below the 30 seconds that supervisors usually give, above what the draining takes at most. */
const STOPS_WITHIN_MS = 28_000;

/** The API process: reads the configuration, listens until told to stop, answers what it has accepted, closes. */
async function main(): Promise<void> {
  const config = readApiConfig();
  const log = createLogger('api', config.logLevel);
  logEverything('api', log);
  const policy = loadProgram(config.programFile);
  const areas = loadAreasOf(config.programFile, policy);
  const now = () => instant(Date.now());
  const keys = loadApiKeys(config.apiKeysFile);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  const { prisma, close: closeDatabase } = createPrisma(config.databaseUrl, { max: config.databasePoolSize });
  const waiting = (error: unknown) => log.warn({ err: error }, 'waiting for the database');
  await requireOwnSchema(prisma, waiting);
  await requireOwnVersion(createPolicyRegister(prisma), config.programFile, policy, { now, waiting });
  const temporal = createTemporalClient(config.temporal);
  const stopping = whenToldToStop(log, STOPS_WITHIN_MS);
  const { waker, ...deps } = composeApi({
    prisma,
    temporal,
    policy,
    areas,
    keys,
    log,
    metrics,
    clock: { now },
    taskQueue: config.taskQueue,
    spocEmail: config.spocEmail,
    publicUrl: config.publicUrl,
    linkKeys: config.linkKeys,
  });

  const server = await listen(
    createServer(createApp({ ...deps, waker, stopping })),
    config.port,
    config.host,
  );
  log.info({ port: server.port }, 'api is ready');
  await aborted(stopping);

  log.info('api is stopping');
  await server.drain(config.shutdownGraceMs);
  await waker.drain();
  await temporal.close();
  await closeDatabase();
  log.info('api has stopped');
}

main().catch((error: unknown) => exitWith('api', error));
