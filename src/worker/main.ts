import { collectDefaultMetrics, Registry } from 'prom-client';
import { readWorkerConfig } from '../config';
import { instant } from '../domain/time';
import { createLogger } from '../infra/logger';
import { createMailServer } from '../infra/mail-server';
import { createPrisma } from '../infra/prisma/database/client';
import { createPolicyRegister, requireOwnVersion } from '../infra/prisma/routing/policy-versions';
import { requireOwnSchema } from '../infra/prisma/database/schema-version';
import { exitWith, logEverything } from '../infra/process-log';
import { loadAreasOf, loadProgramToWorkBy } from '../infra/program-file';
import { aborted, whenToldToStop } from '../infra/stopping';
import { createTemporalClient } from '../infra/temporal/client';
import { connectNative } from '../infra/temporal/native-connection';
import { installRuntime } from '../infra/temporal/runtime';
import { composeWorker } from './compose';
import { createWorker } from './create-worker';
import { serveWorkerHealth, type WorkerState } from './health';
import { compareWithTemporal } from './compare';
import { createSweepMetrics } from './metrics';
import { periodically } from './periodically';
import { sweep } from './sweep';

/** Below the 30 seconds that supervisors usually give. Above the 20 seconds that activities get to finish. */
const STOPS_WITHIN_MS = 28_000;

/** A lost signal is found within this time and ten more seconds. */
const SWEEP_MS = 5_000;
/** This can be long, because Temporal rarely loses a run: only when somebody terminates it or its data is gone. */
const COMPARE_MS = 600_000;

/** The worker process. It reads the configuration, connects, works until it is told to stop, finishes, and closes. */
async function main(): Promise<void> {
  const config = readWorkerConfig();
  const log = createLogger('worker', config.logLevel);
  logEverything('worker', log);
  installRuntime(log, config.otlpEndpoint);
  const now = () => instant(Date.now());
  const policy = loadProgramToWorkBy(config.programFile, now());
  const areas = loadAreasOf(config.programFile, policy);

  const { prisma, close: closeDatabase } = createPrisma(config.databaseUrl, { max: config.databasePoolSize });
  const temporal = createTemporalClient(config.temporal);
  let state: () => WorkerState = () => 'STARTING';
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const probes = {
    postgres: async () => {
      await prisma.$queryRaw`SELECT 1`;
    },
    temporal: () => temporal.check(),
  };
  // Serves from the start, so that a supervisor can see that the worker waits for its database or for Temporal.
  const health =
    config.healthPort === 0
      ? null
      : await serveWorkerHealth(config.healthPort, {
          host: config.host,
          state: () => state(),
          probes,
          metrics,
          log,
        });

  const waiting = (error: unknown) => log.warn({ err: error }, 'waiting for the database');
  await requireOwnSchema(prisma, waiting);
  await requireOwnVersion(createPolicyRegister(prisma), config.programFile, policy, { now, waiting });
  const connection = await connectNative(
    config.temporal,
    () => temporal.check(),
    (error) => log.warn({ err: error, address: config.temporal.address }, 'waiting for Temporal'),
  );
  const mailServer = createMailServer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    bounceAddress: config.bounceAddress,
    replyTo: config.spocEmail,
  });
  const { activities, waker, ...parts } = composeWorker({
    prisma,
    client: temporal.client,
    mailServer,
    policy,
    areas,
    log,
    now,
    metrics: createSweepMetrics(metrics),
    taskQueue: config.taskQueue,
    spocEmail: config.spocEmail,
    publicUrl: config.publicUrl,
    linkKeys: config.linkKeys,
  });
  const worker = await createWorker({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.taskQueue,
    maxCachedWorkflows: config.maxCachedWorkflows,
    activitiesAtOnce: config.activitiesAtOnce,
    localActivitiesAtOnce: config.localActivitiesAtOnce,
    activities,
  });
  state = () => worker.getState();
  const sweeping = periodically({ everyMs: SWEEP_MS, what: 'the sweep', log }, (signal) =>
    sweep(parts.sweep, signal),
  );
  const comparing = periodically(
    { everyMs: COMPARE_MS, what: 'the comparison with Temporal', atOnce: true, log },
    (signal) => compareWithTemporal(parts.compare, signal),
  );
  const stopping = whenToldToStop(log, STOPS_WITHIN_MS);
  // The sweeps end while the activities finish, not after them.
  const stopped = aborted(stopping).then(async () => {
    log.info('worker is stopping');
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.all([sweeping.stop(), comparing.stop()]);
  });
  log.info({ taskQueue: config.taskQueue }, 'worker is ready');

  // Resolves when the worker was told to stop; throws when it failed.
  await worker.run();
  await stopped;
  await waker.drain();
  mailServer.close();
  await temporal.close();
  await connection.close();
  await closeDatabase();
  await health?.close();
  log.info('worker has stopped');
}

main().catch((error: unknown) => exitWith('worker', error));
