import { createLogger } from '../../../../src/infra/logger';
import { createMailServer } from '../../../../src/infra/mail-server';
import { createPrisma } from '../../../../src/infra/prisma/client';
import { loadAreasOf, loadProgram } from '../../../../src/infra/program-file';
import { createTemporalClient } from '../../../../src/infra/temporal/client';
import { connectNative } from '../../../../src/infra/temporal/native-connection';
import { composeWorker } from '../../../../src/worker/compose';
import { createWorker } from '../../../../src/worker/create-worker';
import { startSweeping } from '../../../../src/worker/sweep';
import '../../../support/quiet';
import type { TimedSettings } from './settings';

/** The worker as its process composes it, working, on the server's clock. Returns how to end it. */
export async function startTimedWorker(settings: TimedSettings): Promise<() => Promise<void>> {
  const { programFile, taskQueue } = settings;
  const policy = loadProgram(programFile);
  const { prisma, close: closeDatabase } = createPrisma(settings.databaseUrl, { max: 20 });
  const temporal = createTemporalClient(settings.temporal);
  const connection = await connectNative(settings.temporal);
  const mailServer = createMailServer({
    smtpUrl: settings.smtpUrl,
    from: 'Preferred Assister Leads <leads@example.org>',
    replyTo: settings.spocEmail,
  });
  const { activities, sweep } = composeWorker({
    ...settings,
    ...{ prisma, client: temporal.client, mailServer, policy, areas: loadAreasOf(programFile, policy) },
    log: createLogger('worker', 'warn'),
    now: settings.clock.now,
  });
  const worker = await createWorker({
    connection,
    namespace: settings.temporal.namespace,
    taskQueue,
    maxCachedWorkflows: 50,
    ...{ activitiesAtOnce: 20, localActivitiesAtOnce: 20 },
    activities,
  });
  const sweeping = startSweeping(sweep);
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await sweeping.stop();
    mailServer.close();
    await temporal.close();
    await connection.close();
    await closeDatabase();
  };
}
