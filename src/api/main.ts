import { createServer } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { configOrExit, readApiConfig } from '../config';
import { programContact } from '../domain/program-contact';
import { instant } from '../domain/time';
import { loadApiKeys } from '../infra/api-keys';
import { createLinks } from '../infra/links';
import { createLogger } from '../infra/logger';
import { createActStore } from '../infra/prisma/api/act-store';
import { createAssignmentReader } from '../infra/prisma/api/assignment-reader';
import { createEscalationStore } from '../infra/prisma/api/escalation-store';
import { createIdempotencyStore } from '../infra/prisma/api/idempotency-store';
import { createLeadStore } from '../infra/prisma/api/lead-store';
import { createOrganizationStore } from '../infra/prisma/api/organization-store';
import { createReferralReader } from '../infra/prisma/api/referral-reader';
import { createPrisma } from '../infra/prisma/client';
import { loadAreasOf, loadProgram } from '../infra/program-file';
import { createPageSessions } from '../infra/sessions';
import { createTemporalClient } from '../infra/temporal/client';
import { createReferralWorkflows } from '../infra/temporal/referral-workflows';
import { createWaitlist } from '../infra/temporal/waitlist';
import { createApp } from './app';
import { listen } from './server';

const DATABASE_CONNECTIONS = 20;

/** The API process: reads the configuration, listens until told to stop, answers what it has accepted, closes. */
async function main(): Promise<void> {
  const config = configOrExit(readApiConfig);
  const log = createLogger('api', config.logLevel);
  const policy = loadProgram(config.programFile);
  const keys = loadApiKeys(config.apiKeysFile);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  const { prisma, close: closeDatabase } = createPrisma(config.databaseUrl, { max: DATABASE_CONNECTIONS });
  const temporal = createTemporalClient(config.temporal);
  const app = createApp({
    policy,
    program: programContact(policy, config.spocEmail),
    areas: loadAreasOf(config.programFile, policy),
    publicUrl: config.publicUrl,
    clock: { now: () => instant(Date.now()) },
    log,
    metrics,
    health: {
      postgres: async () => {
        await prisma.$queryRaw`SELECT 1`;
      },
      temporal: () => temporal.check(),
    },
    keys,
    idempotency: createIdempotencyStore(prisma),
    leads: createLeadStore(prisma),
    referrals: createReferralReader(prisma),
    acts: createActStore(prisma),
    workflows: createReferralWorkflows(temporal.client, { taskQueue: config.taskQueue }),
    waitlist: createWaitlist(temporal.client, config.taskQueue),
    organizations: createOrganizationStore(prisma),
    escalations: createEscalationStore(prisma),
    links: createLinks({ keys: config.linkKeys, publicUrl: config.publicUrl }),
    assignments: createAssignmentReader(prisma),
    sessions: createPageSessions(config.linkKeys),
  });

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
