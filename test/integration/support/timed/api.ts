import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Registry } from 'prom-client';
import { createApp } from '../../../../src/api/app';
import { SCOPES } from '../../../../src/api/scopes';
import { listen } from '../../../../src/api/server';
import { programContact } from '../../../../src/domain/program-contact';
import { createApiKeys } from '../../../../src/infra/api-keys';
import { createLinks } from '../../../../src/infra/links';
import { createLogger } from '../../../../src/infra/logger';
import { createActStore } from '../../../../src/infra/prisma/api/act-store';
import { createAssignmentReader } from '../../../../src/infra/prisma/api/assignment-reader';
import { createEscalationStore } from '../../../../src/infra/prisma/api/escalation-store';
import { createIdempotencyStore } from '../../../../src/infra/prisma/api/idempotency-store';
import { createLeadStore } from '../../../../src/infra/prisma/api/lead-store';
import { createOrganizationStore } from '../../../../src/infra/prisma/api/organization-store';
import { createReferralReader } from '../../../../src/infra/prisma/api/referral-reader';
import { createPrisma } from '../../../../src/infra/prisma/client';
import { loadAreasOf, loadProgram } from '../../../../src/infra/program-file';
import { createPageSessions } from '../../../../src/infra/sessions';
import { createTemporalClient } from '../../../../src/infra/temporal/client';
import { createReferralWorkflows } from '../../../../src/infra/temporal/referral-workflows';
import { createWaitlist } from '../../../../src/infra/temporal/waitlist';
import type { TimedSettings } from './settings';

/** The API as src/api/main.ts composes it, listening, on the server's clock. Returns how to end it. */
export async function startTimedApi(settings: TimedSettings): Promise<() => Promise<void>> {
  const { clock, programFile, publicUrl, taskQueue, linkKeys } = settings;
  const policy = loadProgram(programFile);
  const { prisma, close: closeDatabase } = createPrisma(settings.databaseUrl, { max: 10 });
  const temporal = createTemporalClient(settings.temporal);
  const sha256 = createHash('sha256').update(settings.apiKey).digest('hex');
  const app = createApp({
    policy,
    program: programContact(policy, settings.spocEmail),
    areas: loadAreasOf(programFile, policy),
    publicUrl,
    clock,
    log: createLogger('api', 'warn'),
    metrics: new Registry(),
    health: {
      postgres: async () => {
        await prisma.$queryRaw`SELECT 1`;
      },
      temporal: () => temporal.check(),
    },
    keys: createApiKeys([{ sha256, client: { id: 'crm', scopes: SCOPES } }]),
    idempotency: createIdempotencyStore(prisma),
    leads: createLeadStore(prisma),
    referrals: createReferralReader(prisma),
    acts: createActStore(prisma),
    workflows: createReferralWorkflows(temporal.client, { taskQueue }),
    waitlist: createWaitlist(temporal.client, taskQueue),
    organizations: createOrganizationStore(prisma),
    escalations: createEscalationStore(prisma),
    links: createLinks({ keys: linkKeys, publicUrl }),
    assignments: createAssignmentReader(prisma),
    sessions: createPageSessions(linkKeys),
  });
  const server = await listen(createServer(app), settings.port);
  return async () => {
    await server.drain();
    await temporal.close();
    await closeDatabase();
  };
}
