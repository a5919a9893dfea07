import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleLead } from '../../src/demo/leads';
import { instant, localDateIn, type Zone } from '../../src/domain/time';
import { Child } from './child';
import type { Figure } from './report';
import { freePort, LEADS } from './service';
import type { Settings } from './settings';

const PORTS = [
  'PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'SMTP_PORT',
  'INBOX_PORT',
  'POSTGRES_PORT',
] as const;
const POLL_MS = 50;
const ZONE = 'America/Chicago' as Zone;

/** `npm start` with data of its own: once to make them, then again, timed until the first lead's mail is there. */
export async function start(settings: Settings): Promise<Figure[]> {
  const dataDir = join(settings.folder, 'start');
  const ports: Record<(typeof PORTS)[number], string> = { ...(await choosePorts()) };
  const launch = () =>
    new Child('npm start', [join(settings.root, 'scripts', 'start.mjs')], {
      cwd: settings.root,
      env: { ...process.env, DATA_DIR: dataDir, ...ports },
    });
  const url = `http://127.0.0.1:${ports.PORT}`;

  const first = launch();
  await first.until(() => first.printed.includes('Ready after'));
  await first.stop('SIGINT');

  const since = performance.now();
  const second = launch();
  await second.until(() => answers(`${url}/readyz`));
  const readyMs = performance.now() - since;
  const referralId = await post(url, dataDir);
  await second.until(() => mailIsThere(`http://127.0.0.1:${ports.INBOX_PORT}/api/email`, referralId));
  const mailMs = performance.now() - since;
  await second.until(() => second.printed.includes('Ready after'));
  const slowest = slowestPart(second.printed);
  await second.stop('SIGINT');

  const floor = { what: 'its servers, started side by side', value: slowest };
  return [
    { name: 'Second npm start to ready', value: readyMs / 1000, unit: 's', floor },
    {
      name: 'Second npm start to first mail',
      value: mailMs / 1000,
      unit: 's',
      floor,
      goal: { of: 'value', atMost: 15 },
    },
  ];
}

async function choosePorts(): Promise<Record<(typeof PORTS)[number], string>> {
  const [api, temporal, ui, smtp, inbox, postgres] = await Promise.all(PORTS.map(freePort));
  return {
    PORT: String(api),
    TEMPORAL_PORT: String(temporal),
    TEMPORAL_UI_PORT: String(ui),
    SMTP_PORT: String(smtp),
    INBOX_PORT: String(inbox),
    POSTGRES_PORT: String(postgres),
  };
}

async function post(url: string, dataDir: string): Promise<string> {
  const { apiKey } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { apiKey: string };
  const response = await fetch(`${url}/api/v1/referrals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(sampleLead(0, localDateIn(ZONE, instant(Date.now())), LEADS)),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

async function mailIsThere(inbox: string, referralId: string): Promise<boolean> {
  await sleep(POLL_MS);
  const response = await fetch(inbox);
  return response.ok && (await response.text()).includes(referralId);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Seconds until the last of PostgreSQL, Temporal and the inbox was ready, as `npm start` itself says. */
function slowestPart(printed: string): number {
  const times = [...printed.matchAll(/^(postgres|temporal|inbox)\s*\| ready after ([\d.]+) s/gm)];
  return Math.max(...times.map(([, , seconds]) => Number(seconds)));
}
