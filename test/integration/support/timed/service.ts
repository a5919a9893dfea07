import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Pool } from 'pg';
import { freshDatabase } from '../../../support/postgres';
import { startSmtp, type TestSmtp } from '../../../support/smtp';
import { startTimeSkipping } from '../../../support/temporal';
import { ApiClient } from '../api-client';
import { freePort } from '../../../../scripts/lib/ports.mjs';
import type { ProgramPolicy } from '../../../../src/domain/policy';
import { programFile } from '../programs';
import { SPOC } from '../service';
import { startTimedApi } from './api';
import { ServerClock } from './server-clock';
import { startTimedWorker } from './worker';

/** API and worker on one clock that a test moves forward. PostgreSQL, SMTP, HTTP and the workflows are real. */
export interface TimedService {
  readonly clock: ServerClock;
  readonly crm: ApiClient;
  readonly db: Pool;
  readonly smtp: TestSmtp;
  /** For looking: it never moves the clock. */
  readonly temporalClient: Client;
  stop(): Promise<void>;
}

export async function startTimedService(
  change: (policy: ProgramPolicy) => ProgramPolicy = (policy) => policy,
): Promise<TimedService> {
  const [env, database, smtp, port, program] = await Promise.all([
    startTimeSkipping(),
    freshDatabase(),
    startSmtp(),
    freePort(),
    programFile(change),
  ]);
  const clock = await ServerClock.of(env);
  const publicUrl = `http://127.0.0.1:${port}`;
  const apiKey = randomBytes(24).toString('base64url');
  const settings = {
    ...{ clock, port, publicUrl, apiKey, temporal: temporalConfig(env) },
    ...{ databaseUrl: database.url, smtpUrl: smtp.url, spocEmail: SPOC, taskQueue: 'assister-leads' },
    programFile: program.path,
    linkKeys: [randomBytes(32).toString('hex')],
  };
  const [stopApi, stopWorker] = await Promise.all([startTimedApi(settings), startTimedWorker(settings)]);
  const db = new Pool({ connectionString: database.url, max: 2 });
  return {
    ...{ clock, db, smtp },
    temporalClient: new Client({ connection: env.connection, namespace: settings.temporal.namespace }),
    crm: new ApiClient(publicUrl, apiKey),
    stop: async () => {
      await Promise.all([stopApi(), stopWorker()]);
      await Promise.all([db.end(), smtp.stop(), env.teardown()]);
      await Promise.all([database.drop(), program.remove()]);
    },
  };
}

function temporalConfig({ address, namespace }: TestWorkflowEnvironment) {
  return {
    ...{ address, namespace: namespace ?? 'default' },
    ...{ apiKey: undefined, tls: undefined, metadata: undefined },
  };
}
