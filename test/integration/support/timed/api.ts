import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Registry } from 'prom-client';
import { createApp } from '../../../../src/api/app';
import { composeApi } from '../../../../src/api/compose';
import { SCOPES } from '../../../../src/api/http/scopes';
import { listen } from '../../../../src/api/http/server';
import { createApiKeys } from '../../../../src/infra/api-keys';
import { createLogger } from '../../../../src/infra/logger';
import { createPrisma } from '../../../../src/infra/prisma/database/client';
import { loadAreasOf, loadProgram } from '../../../../src/infra/program-file';
import { createTemporalClient } from '../../../../src/infra/temporal/client';
import type { TimedSettings } from './settings';

/** The API as its process composes it, listening, on the server's clock. Returns how to end it. */
export async function startTimedApi(settings: TimedSettings): Promise<() => Promise<void>> {
  const policy = loadProgram(settings.programFile);
  const { prisma, close: closeDatabase } = createPrisma(settings.databaseUrl, { max: 10 });
  const temporal = createTemporalClient(settings.temporal);
  const sha256 = createHash('sha256').update(settings.apiKey).digest('hex');
  const app = createApp(
    composeApi({
      ...settings,
      ...{ prisma, temporal, policy, areas: loadAreasOf(settings.programFile, policy) },
      keys: createApiKeys([{ sha256, client: { id: 'crm', scopes: SCOPES } }]),
      log: createLogger('api', 'warn'),
      metrics: new Registry(),
    }),
  );
  const server = await listen(createServer(app), settings.port);
  return async () => {
    await server.drain();
    await temporal.close();
    await closeDatabase();
  };
}
