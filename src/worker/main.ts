import { configOrExit, readWorkerConfig } from '../config';
import { requireCalendarAhead } from '../domain/deadlines';
import { instant } from '../domain/time';
import { createLogger } from '../infra/logger';
import { createMailServer } from '../infra/mail-server';
import { createPrisma } from '../infra/prisma/client';
import { createPolicyRegister, PolicyVersionInUse, requireOwnVersion } from '../infra/prisma/policy-versions';
import { loadAreasOf, loadProgram } from '../infra/program-file';
import { createTemporalClient } from '../infra/temporal/client';
import { connectNative } from '../infra/temporal/native-connection';
import { installRuntime } from '../infra/temporal/runtime';
import { composeWorker } from './compose';
import { createWorker } from './create-worker';
import { startRestarting } from './lost-workflows';
import { startSweeping } from './sweep';

const DATABASE_CONNECTIONS = 20;

/** The worker process: reads the configuration, connects, works until told to stop, drains, closes. */
async function main(): Promise<void> {
  const config = configOrExit(readWorkerConfig);
  const log = createLogger('worker', config.logLevel);
  installRuntime(log, config.otlpEndpoint);
  const policy = loadProgram(config.programFile);
  const areas = loadAreasOf(config.programFile, policy);
  const now = () => instant(Date.now());
  requireCalendarAhead(policy, now());

  const { prisma, close: closeDatabase } = createPrisma(config.databaseUrl, { max: DATABASE_CONNECTIONS });
  await requireOwnVersion(createPolicyRegister(prisma), config.programFile, policy, {
    now,
    waiting: (error) => log.warn({ err: error }, 'waiting for the database'),
  });
  const temporal = createTemporalClient(config.temporal);
  const connection = await connectNative(config.temporal);
  const mailServer = createMailServer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    replyTo: config.spocEmail,
  });
  const { activities, sweep, restart } = composeWorker({
    ...{ prisma, client: temporal.client, mailServer, policy, areas, log, now },
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
    activities,
  });
  const sweeping = startSweeping(sweep);
  const restarting = startRestarting(restart);
  let stopping = false;
  const stop = (): void => {
    if (!stopping) worker.shutdown();
    stopping = true;
  };
  // `on`, not `once`: process groups send signals more than once, and the second must not cut the draining short.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  log.info({ taskQueue: config.taskQueue }, 'worker is ready');

  await worker.run();
  await Promise.all([sweeping.stop(), restarting.stop()]);
  mailServer.close();
  await temporal.close();
  await connection.close();
  await closeDatabase();
  log.info('worker has stopped');
}

main().catch((error: unknown) => {
  if (error instanceof PolicyVersionInUse) {
    process.stderr.write(`worker: ${error.message}\n`);
    process.exit(1);
  }
  process.stderr.write(
    `worker: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
