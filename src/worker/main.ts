import { Context } from '@temporalio/activity';
import { createActivities } from '../activities';
import { configOrExit, readWorkerConfig } from '../config';
import { requireCalendarAhead } from '../domain/deadlines';
import { programContact } from '../domain/program-contact';
import { instant } from '../domain/time';
import { createLinks } from '../infra/links';
import { createLogger } from '../infra/logger';
import { createMailServer } from '../infra/mail-server';
import { createEscalationDesk } from '../infra/prisma/activities/escalation-desk';
import { createLinkIssuer } from '../infra/prisma/activities/link-issuer';
import { createMailReader } from '../infra/prisma/activities/mail-reader';
import { createOutbox } from '../infra/prisma/activities/outbox';
import { createReferralHistory } from '../infra/prisma/activities/referral-history';
import { createRoutingStore } from '../infra/prisma/activities/routing-store';
import {
  createUnstartedReferrals,
  createWaitingReferrals,
} from '../infra/prisma/activities/waiting-referrals';
import { createPrisma } from '../infra/prisma/client';
import { loadAreasOf, loadProgram } from '../infra/program-file';
import { createTemporalClient } from '../infra/temporal/client';
import { connectNative } from '../infra/temporal/native-connection';
import { createReferralTurns } from '../infra/temporal/referral-turns';
import { createReferralWorkflows } from '../infra/temporal/referral-workflows';
import { installRuntime } from '../infra/temporal/runtime';
import { createWaitlist } from '../infra/temporal/waitlist';
import { createWorker } from './create-worker';
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
  const temporal = createTemporalClient(config.temporal);
  const connection = await connectNative(config.temporal);
  const mailServer = createMailServer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    replyTo: config.spocEmail,
  });
  const links = createLinks({ keys: config.linkKeys, publicUrl: config.publicUrl });
  const waiting = createWaitingReferrals(prisma);
  const waitlist = createWaitlist(temporal.client, config.taskQueue);
  const countyName = (fips: string) => areas.counties.find((county) => county.fips === fips)?.name ?? fips;

  const worker = await createWorker({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.taskQueue,
    maxCachedWorkflows: config.maxCachedWorkflows,
    activities: createActivities({
      policy,
      program: programContact(policy, config.spocEmail),
      messageIdHost: new URL(config.publicUrl).hostname,
      routing: createRoutingStore(prisma),
      history: createReferralHistory(prisma),
      mailReader: createMailReader(prisma, countyName),
      links: createLinkIssuer(prisma, links.urlFor),
      outbox: createOutbox(prisma),
      mailServer,
      desk: createEscalationDesk(prisma, config.spocEmail),
      turns: createReferralTurns(temporal.client),
      waiting,
      waitlist,
      log,
      now,
      heartbeat: (placed) => Context.current().heartbeat(placed),
    }),
  });

  const sweeping = startSweeping({
    policy,
    unstarted: createUnstartedReferrals(prisma, countyName),
    starter: createReferralWorkflows(temporal.client, { taskQueue: config.taskQueue }),
    waiting,
    waitlist,
    log,
    now,
  });
  let stopping = false;
  const stop = (): void => {
    if (!stopping) worker.shutdown();
    stopping = true;
  };
  // `on`, not `once`: process groups send signals more than once, and the second must not cut the draining short.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  log.info({ taskQueue: config.taskQueue }, 'worker is ready');

  await worker.run();
  await sweeping.stop();
  mailServer.close();
  await temporal.close();
  await connection.close();
  await closeDatabase();
  log.info('worker has stopped');
}

main().catch((error: unknown) => {
  process.stderr.write(
    `worker: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
