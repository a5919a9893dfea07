import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Client as Postgres } from 'pg';
import { bare, bareOpen, bareReport, bareUpdate } from './bare/workflows';
import { Child } from './child';
import type { Mailbox } from './mailbox';
import type { Settings } from './settings';

const TASK_QUEUE = 'bare';

/** The floor: a bare workflow on the same Temporal, PostgreSQL and SMTP server, with a worker process of its own. */
export interface Bare {
  readonly client: Client;
  /** Starts one; returns its reference, which its mail carries, once Temporal has it. */
  start(): Promise<string>;
  /** Starts one that makes a report's workbook and mails it. */
  startReport(): Promise<void>;
  /** Starts one that takes updates. */
  startOpen(): Promise<{ update(): Promise<unknown> }>;
  stop(): Promise<void>;
}

export async function startBare(settings: Settings, mailbox: Mailbox): Promise<Bare> {
  await createTable(settings.databaseUrl);
  const smtpUrl = `smtp://127.0.0.1:${mailbox.port}`;
  const args = [settings.temporalAddress, TASK_QUEUE, settings.databaseUrl, smtpUrl];
  const worker = new Child('bare worker', [join(__dirname, 'bare', 'worker.js'), ...args], {
    cwd: settings.root,
    env: process.env,
  });
  const connection = await Connection.connect({ address: settings.temporalAddress });
  const client = new Client({ connection });
  await worker.until(() => worker.printed.includes('bare worker is ready'));
  return {
    client,
    async start() {
      const reference = randomUUID();
      await client.workflow.start(bare, {
        workflowId: `bare-${reference}`,
        taskQueue: TASK_QUEUE,
        args: [reference],
      });
      return reference;
    },
    async startReport() {
      const reference = randomUUID();
      await client.workflow.start(bareReport, {
        workflowId: `bare-report-${reference}`,
        taskQueue: TASK_QUEUE,
        args: [reference],
      });
    },
    async startOpen() {
      const reference = randomUUID();
      const workflowId = `bare-open-${reference}`;
      const handle = await client.workflow.start(bareOpen, {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [reference],
      });
      return { update: () => handle.executeUpdate(bareUpdate) };
    },
    async stop() {
      await worker.stop();
      await connection.close();
    },
  };
}

async function createTable(databaseUrl: string): Promise<void> {
  const postgres = new Postgres({ connectionString: databaseUrl });
  await postgres.connect();
  await postgres.query(
    'CREATE TABLE IF NOT EXISTS bare_writes (reference uuid, at timestamptz NOT NULL DEFAULT now())',
  );
  await postgres.end();
}
