import { Context } from '@temporalio/activity';
import { createActivities } from '../../../../src/activities';
import { programContact } from '../../../../src/domain/program-contact';
import { createLinks } from '../../../../src/infra/links';
import { createLogger } from '../../../../src/infra/logger';
import { createMailServer } from '../../../../src/infra/mail-server';
import { createEscalationDesk } from '../../../../src/infra/prisma/activities/escalation-desk';
import { createLinkIssuer } from '../../../../src/infra/prisma/activities/link-issuer';
import { createMailReader } from '../../../../src/infra/prisma/activities/mail-reader';
import { createOutbox } from '../../../../src/infra/prisma/activities/outbox';
import { createReferralHistory } from '../../../../src/infra/prisma/activities/referral-history';
import { createRoutingStore } from '../../../../src/infra/prisma/activities/routing-store';
import {
  createUnstartedReferrals,
  createWaitingReferrals,
} from '../../../../src/infra/prisma/activities/waiting-referrals';
import { createPrisma } from '../../../../src/infra/prisma/client';
import { loadAreasOf, loadProgram } from '../../../../src/infra/program-file';
import { createTemporalClient } from '../../../../src/infra/temporal/client';
import { connectNative } from '../../../../src/infra/temporal/native-connection';
import { createReferralTurns } from '../../../../src/infra/temporal/referral-turns';
import { createReferralWorkflows } from '../../../../src/infra/temporal/referral-workflows';
import { createWaitlist } from '../../../../src/infra/temporal/waitlist';
import { createWorker } from '../../../../src/worker/create-worker';
import { startSweeping } from '../../../../src/worker/sweep';
import '../../../support/quiet';
import type { TimedSettings } from './settings';

/** The worker as src/worker/main.ts composes it, working, on the server's clock. Returns how to end it. */
export async function startTimedWorker(settings: TimedSettings): Promise<() => Promise<void>> {
  const { programFile, publicUrl, taskQueue } = settings;
  const { now } = settings.clock;
  const log = createLogger('worker', 'warn');
  const policy = loadProgram(programFile);
  const areas = loadAreasOf(programFile, policy);
  const countyName = (fips: string) => areas.counties.find((county) => county.fips === fips)?.name ?? fips;
  const { prisma, close: closeDatabase } = createPrisma(settings.databaseUrl, { max: 20 });
  const temporal = createTemporalClient(settings.temporal);
  const connection = await connectNative(settings.temporal);
  const mailServer = createMailServer({
    smtpUrl: settings.smtpUrl,
    from: 'Preferred Assister Leads <leads@example.org>',
    replyTo: settings.spocEmail,
  });
  const waiting = createWaitingReferrals(prisma);
  const waitlist = createWaitlist(temporal.client, taskQueue);
  const worker = await createWorker({
    connection,
    namespace: settings.temporal.namespace,
    taskQueue,
    maxCachedWorkflows: 50,
    activities: createActivities({
      policy,
      program: programContact(policy, settings.spocEmail),
      messageIdHost: new URL(publicUrl).hostname,
      routing: createRoutingStore(prisma),
      history: createReferralHistory(prisma),
      mailReader: createMailReader(prisma, countyName),
      links: createLinkIssuer(prisma, createLinks({ keys: settings.linkKeys, publicUrl }).urlFor),
      outbox: createOutbox(prisma),
      mailServer,
      desk: createEscalationDesk(prisma, settings.spocEmail),
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
    starter: createReferralWorkflows(temporal.client, { taskQueue }),
    waiting,
    waitlist,
    log,
    now,
  });
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
