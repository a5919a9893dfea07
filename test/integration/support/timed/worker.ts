import { Registry } from 'prom-client';
import { createLogger } from '../../../../src/infra/logger';
import { createMailServer } from '../../../../src/infra/mail-server';
import { createPrisma } from '../../../../src/infra/prisma/database/client';
import { loadAreasOf, loadProgram } from '../../../../src/infra/program-file';
import { createTemporalClient } from '../../../../src/infra/temporal/client';
import { connectNative } from '../../../../src/infra/temporal/native-connection';
import { composeWorker } from '../../../../src/worker/compose';
import { createSweepMetrics } from '../../../../src/worker/metrics';
import { periodically } from '../../../../src/worker/periodically';
import { sweep } from '../../../../src/worker/sweep';
import { startWorker } from '../../../support/running-worker';
import type { TimedSettings } from './settings';

/** The worker as its process composes it, working, on the server's clock. Returns how to end it. */
export async function startTimedWorker(settings: TimedSettings): Promise<() => Promise<void>> {
  const { programFile, taskQueue } = settings;
  const policy = loadProgram(programFile);
  const { prisma, close: closeDatabase } = createPrisma(settings.databaseUrl, { max: 20 });
  const temporal = createTemporalClient(settings.temporal);
  const connection = await connectNative(
    settings.temporal,
    // The time-skipping server knows no namespaces.
    async () => undefined,
    (error) => {
      throw error;
    },
  );
  const mailServer = createMailServer({
    smtpUrl: settings.smtpUrl,
    from: 'Preferred Assister Leads <leads@example.org>',
    replyTo: settings.spocEmail,
  });
  const log = createLogger('worker', 'warn');
  const { activities, waker, ...parts } = composeWorker({
    ...settings,
    ...{ prisma, client: temporal.client, mailServer, policy, areas: loadAreasOf(programFile, policy) },
    ...{ log, now: settings.clock.now, metrics: createSweepMetrics(new Registry()) },
  });
  // The time-skipping server cannot list workflows: there is no comparison with it, only the digest's beginning.
  await parts.compare.rows.ensureDigest(settings.clock.now());
  const sweeping = periodically({ everyMs: 1_000, what: 'the sweep', log }, (signal) =>
    sweep(parts.sweep, signal),
  );
  const { namespace } = settings.temporal;
  const stopWorker = await startWorker({ connection, namespace, taskQueue, activities });
  return async () => {
    await stopWorker();
    await sweeping.stop();
    await waker.drain();
    mailServer.close();
    await temporal.close();
    await connection.close();
    await closeDatabase();
  };
}
