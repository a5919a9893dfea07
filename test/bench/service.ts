import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sampleLead } from '../../src/demo/leads';
import { loadSample } from '../../src/demo/sample-file';
import { instant, localDateIn, type Zone } from '../../src/domain/time';
import { loadProgram } from '../../src/infra/program-file';
import { Child } from './child';
import type { Mailbox } from './mailbox';
import { loadOrganizations } from './organizations';
import type { Settings } from './settings';

const SCOPES = [
  ...['referrals:read', 'referrals:write', 'organizations:read', 'organizations:write'],
  ...['seasons:read', 'seasons:write', 'reports:read', 'reports:write'],
];
const ZONE = 'America/Chicago' as Zone;

/** What the sample leads of every bench are made of. */
export const LEADS = {
  sample: loadSample('config/samples/mn.json'),
  policy: loadProgram('config/mnsure.json'),
};

/** The service under measurement: APIs and workers as built, on settings like those of `npm start`. */
export interface Service {
  /** The first one. */
  readonly worker: Child;
  /** The first API's. */
  readonly url: string;
  /** Signs links as the service does. */
  readonly linkKeys: readonly string[];
  /** The day on the program's calendar. */
  readonly today: string;
  /** For requests that it does not make itself. */
  readonly headers: Readonly<Record<string, string>>;
  /** Any other call of the API, below its root. */
  send(method: 'POST' | 'PATCH', path: string, body: object): Promise<unknown>;
  /** Posts the `n`-th sample lead under an external id of its own; returns the referral's id. */
  post(n: number, changes?: object): Promise<string>;
  /** Records an attempt to reach the consumer: an act that can be repeated. */
  attemptContact(referralId: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startService(
  settings: Settings,
  mailbox: Mailbox,
  { programFile = join(settings.root, 'config', 'mnsure.json') }: { readonly programFile?: string } = {},
): Promise<Service> {
  await loadOrganizations(settings.databaseUrl);
  const key = randomUUID();
  const ports: number[] = [];
  while (ports.length < (settings.apis ?? 1)) ports.push(await freePort());
  const keysFile = join(settings.folder, 'api-keys.json');
  const sha256 = createHash('sha256').update(key).digest('hex');
  writeFileSync(keysFile, JSON.stringify({ keys: [{ id: 'bench', sha256, scopes: SCOPES }] }));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const [url = ''] = urls;
  const linkKeys = [randomUUID().repeat(2)];
  const env = {
    ...process.env,
    // As the README and the container image set it.
    MALLOC_ARENA_MAX: '2',
    PUBLIC_URL: url,
    DATABASE_URL: settings.databaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    // Of its own: another service may be there already.
    TASK_QUEUE: `assister-leads-${key}`,
    SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    MAIL_FROM: 'Preferred Assister Leads <leads@example.org>',
    SPOC_EMAIL: 'spoc@example.org',
    PROGRAM_FILE: programFile,
    LINK_KEYS: linkKeys.join(','),
    API_KEYS_FILE: keysFile,
    LOG_LEVEL: 'info',
  };
  const start = (name: string, script: string, own: NodeJS.ProcessEnv) =>
    new Child(name, [join(settings.root, 'dist', script)], { cwd: settings.root, env: { ...env, ...own } });
  const worker = start('worker', 'worker/main.js', {});
  const workers = [worker];
  while (workers.length < (settings.workers ?? 1)) workers.push(start('worker', 'worker/main.js', {}));
  const apis = ports.map((port) => start('api', 'api/main.js', { PORT: String(port) }));
  for (const one of workers) await one.until(() => one.printed.includes('worker is ready'));
  for (const [n, api] of apis.entries()) await api.until(() => isReady(urls[n] ?? ''));

  const run = randomUUID();
  const today = localDateIn(ZONE, instant(Date.now()));
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  let turn = 0;
  const send = async (method: string, path: string, body: object): Promise<unknown> => {
    const to = urls[(turn += 1) % urls.length] ?? url;
    const response = await fetch(`${to}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return response.json();
  };
  const call = async (path: string, body: object): Promise<{ id: string }> =>
    (await send('POST', `/referrals${path}`, body)) as { id: string };
  return {
    ...{ worker, url, linkKeys, today, headers, send },
    post: async (n, changes = {}) =>
      (await call('', { ...sampleLead(n, today, LEADS), ...changes, externalId: `BENCH-${run}-${n}` })).id,
    attemptContact: async (id) => {
      await call(`/${id}/contact`, { madeOn: today, made: false });
    },
    async stop() {
      await Promise.all([...workers, ...apis].map((one) => one.stop()));
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
