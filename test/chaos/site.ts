import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, openSync, symlinkSync, writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client as TemporalClient, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { SCOPES } from '../../src/api/http/scopes';
import { loadProgram } from '../../src/infra/program-file';
import type { MailServer } from './mail-server';
import type { Program, Settings } from './settings';
import { Victim, type Outage } from './victim';

const LOOK_EVERY_MS = 200;
const LOOK_TAKES_MS = 3_000;
const ALWAYS_MALICE = 0.04;
const MALICE = 0.6;

/** Everything that runs, and what is done to it. */
export interface Site {
  readonly apis: readonly Victim[];
  readonly workers: readonly Victim[];
  readonly postgres: Victim;
  readonly temporal: Victim | null;
  readonly urls: readonly string[];
  readonly apiKey: string;
  readonly db: Pool;
  readonly temporalClient: TemporalClient;
  /** The last faults are over. */
  calm(): void;
  resetConnections(): Promise<void>;
  /** When all connections were cut. */
  readonly resets: readonly Outage[];
  refuseMails(ms: number): Promise<void>;
  /** What all workers and APIs have printed. */
  printed(): string;
  say(line: string): void;
  stop(): Promise<void>;
}

export async function startSite(settings: Settings, mails: MailServer): Promise<Site> {
  const { folder, ports } = settings;
  const logs = path.join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const story = createWriteStream(path.join(logs, 'story.txt'), { flags: 'a' });
  const postgres = new Victim('postgres', settings.postgres);
  const temporal = settings.temporal === null ? null : new Victim('temporal', settings.temporal);
  await Promise.all([postgres.start(), temporal?.start(), mails.listen(ports.smtp)]);
  await settings.prepare();

  const { env, apiKey } = environment(settings);
  const urls = ports.apis.map((port) => `http://127.0.0.1:${port}`);
  const logFiles: string[] = [];
  const process = (name: string, script: string, own: object, readyUrl: string): Victim => {
    const file = path.join(logs, `${name}.txt`);
    logFiles.push(file);
    const program: Program = {
      spawn: async () => {
        const output = openSync(file, 'a');
        const script_ = path.join(settings.root, 'dist', script);
        return spawn(globalThis.process.execPath, [script_], {
          cwd: settings.root,
          env: { ...env, ...own },
          stdio: ['ignore', output, output],
          // A Ctrl-C in the terminal is for the run, which ends its processes in order.
          detached: true,
        });
      },
      untilReady: () => untilAnswers(readyUrl),
    };
    return new Victim(name, program);
  };
  const apis = ports.apis.map((port, n) =>
    process(`api-${n}`, 'api/main.js', { PORT: String(port) }, `http://127.0.0.1:${port}/readyz`),
  );
  const workers = ports.workers.map((port, n) => {
    const own = { WORKER_HEALTH_PORT: String(port), SMTP_URL: `smtp://127.0.0.1:${ports.smtp[n] ?? 0}` };
    return process(`worker-${n}`, 'worker/main.js', own, `http://127.0.0.1:${port}/readyz`);
  });
  const db = new Pool({ connectionString: settings.databaseUrl, max: 3, application_name: 'chaos' });
  // PostgreSQL dies under it.
  db.on('error', () => undefined);
  const connection = Connection.lazy({ address: settings.temporalAddress });
  await Promise.all([...apis, ...workers].map((victim) => victim.start()));

  mails.malice = ALWAYS_MALICE;
  const resets: Outage[] = [];
  return {
    resets,
    ...{ apis, workers, postgres, temporal, urls, apiKey, db },
    temporalClient: new TemporalClient({ connection, namespace: settings.namespace }),
    calm: () => {
      mails.malice = 0;
    },
    resetConnections: async () => {
      mails.reset();
      resets.push({ from: Date.now(), to: Date.now() });
      await db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    },
    refuseMails: async (ms) => {
      mails.malice = MALICE;
      await sleep(ms);
      mails.malice = ALWAYS_MALICE;
    },
    printed: () => logFiles.map((file) => readFileSync(file, 'utf8')).join('\n'),
    say: (line) => void story.write(`${new Date().toISOString()} ${line}\n`),
    stop: async () => {
      await Promise.all([...apis, ...workers].map((victim) => victim.end()));
      await Promise.all([connection.close(), db.end(), mails.close()]);
      await Promise.all([temporal?.end(), postgres.end()]);
    },
  };
}

function environment(settings: Settings): { env: NodeJS.ProcessEnv; apiKey: string } {
  const { root, folder, ports } = settings;
  const apiKey = randomBytes(24).toString('base64url');
  const keysFile = path.join(folder, 'api-keys.json');
  const sha256 = createHash('sha256').update(apiKey).digest('hex');
  writeFileSync(keysFile, JSON.stringify({ keys: [{ id: 'crm', sha256, scopes: SCOPES }] }));
  const programFile = path.join(folder, 'program.json');
  const policy = loadProgram(path.join(root, 'config', 'mnsure.json'));
  // Sooner than in a program: an unsent lead's alert is to fall into the run.
  const routing = { ...policy.routing, unsentAlertMinutes: 1 };
  writeFileSync(programFile, JSON.stringify({ ...policy, version: 'chaos-1', routing }));
  symlinkSync(path.join(root, 'config', 'areas'), path.join(folder, 'areas'));
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  const env = {
    ...Object.fromEntries(inherited),
    PUBLIC_URL: `http://127.0.0.1:${ports.apis[0] ?? 0}`,
    DATABASE_URL: settings.databaseUrl,
    DATABASE_POOL_SIZE: '10',
    TEMPORAL_ADDRESS: settings.temporalAddress,
    TEMPORAL_NAMESPACE: settings.namespace,
    TASK_QUEUE: 'assister-leads',
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp[0] ?? 0}`,
    MAIL_FROM: 'Preferred Assister Leads <leads@example.org>',
    SPOC_EMAIL: 'spoc@example.org',
    PROGRAM_FILE: programFile,
    LINK_KEYS: randomBytes(32).toString('hex'),
    API_KEYS_FILE: keysFile,
    LOG_LEVEL: 'info',
  };
  return { env, apiKey };
}

async function untilAnswers(url: string): Promise<void> {
  for (;;) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(LOOK_TAKES_MS) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(LOOK_EVERY_MS);
  }
}
