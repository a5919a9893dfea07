import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SCOPES } from '../../../src/api/http/scopes';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { loadProgram } from '../../../src/infra/program-file';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { MINNESOTA } from './exchanges';
import { ServiceProcess } from './service-process';

export const SPOC = 'spoc@example.org';
const CONFIG = path.resolve(__dirname, '../../../config');

export interface ServiceSettings {
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly temporalAddress: string;
  /** Set on top of all that the service is given: another policy, another zone of the machine. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Minnesota's unless told otherwise. */
  readonly policyFile?: string;
  /** What the policy says otherwise than its file. */
  readonly policy?: PolicyChanges;
}

export type PolicyChanges = (policy: ProgramPolicy) => ProgramPolicy;

/** The service as it runs in production: API and worker, a process each, configured by environment alone. */
export interface Service {
  readonly url: string;
  readonly apiKey: string;
  readonly api: ServiceProcess;
  readonly worker: ServiceProcess;
  /** What both were started with. */
  readonly environment: NodeJS.ProcessEnv;
  /** Which of these stand in anything that any process ever printed. */
  printedOf(secrets: Iterable<string>): string[];
  /** Ends both in order and removes what they were given. */
  stop(): Promise<void>;
}

export async function startService(settings: ServiceSettings): Promise<Service> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assister-leads-service-'));
  const apiKey = randomBytes(24).toString('base64url');
  const keysFile = path.join(folder, 'api-keys.json');
  const sha256 = createHash('sha256').update(apiKey).digest('hex');
  await writeFile(keysFile, JSON.stringify({ keys: [{ id: 'crm', sha256, scopes: SCOPES }] }));

  const programFile = path.join(folder, 'program.json');
  const policy = loadProgram(settings.policyFile ?? MINNESOTA.policyFile);
  await writeFile(programFile, JSON.stringify(settings.policy?.(policy) ?? policy));
  await symlink(path.join(CONFIG, 'areas'), path.join(folder, 'areas'));

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...withoutTemporal(process.env),
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: settings.databaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    TASK_QUEUE: 'assister-leads',
    SMTP_URL: settings.smtpUrl,
    MAIL_FROM: 'Preferred Assister Leads <leads@example.org>',
    SPOC_EMAIL: SPOC,
    PROGRAM_FILE: programFile,
    LINK_KEYS: randomBytes(32).toString('hex'),
    API_KEYS_FILE: keysFile,
    LOG_LEVEL: 'trace',
    ...settings.environment,
  };
  const api = new ServiceProcess('dist/api/main.js', env, () => answers(`${url}/healthz`));
  const worker = new ServiceProcess('dist/worker/main.js', env, (printed) =>
    printed.includes('worker is ready'),
  );
  await Promise.all([api.start(), worker.start()]);

  return {
    url,
    apiKey,
    api,
    worker,
    environment: env,
    printedOf: (secrets) => {
      const printed = api.printed + worker.printed;
      return [...secrets, apiKey].filter((secret) => printed.includes(secret));
    },
    stop: async () => {
      await Promise.all([api.end('SIGTERM'), worker.end('SIGTERM')]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What points the SDK at Temporal comes from the settings alone. */
function withoutTemporal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
