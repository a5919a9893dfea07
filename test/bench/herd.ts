import { readFileSync, writeFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService, type Service } from './service';
import type { Settings } from './settings';
import { inParallel, percentile, timed } from './statistics';
import { untilStatus } from './until-status';

const HERD = 10_000;
const POSTING = 16;
const MINUTE_MS = 60_000;
const WITHIN_MS = 900_000;

/**
 * Many alerts at one instant: leads that were sent and that nobody has opened, whose alert was moved to the same time.
 * Beside them what people wait for: acts, and new leads on their way to their mail.
 */
export async function herd(settings: Settings): Promise<Figure[]> {
  const count = Math.round(HERD * (settings.scale ?? 1));
  const mailbox = await Mailbox.open();
  const service = await startService(settings, mailbox, { programFile: unspread(settings) });
  const postgres = new Client({ connectionString: settings.databaseUrl });
  await postgres.connect();
  const ids: string[] = [];
  let posted = 0;
  await inParallel(
    () => posted < count,
    POSTING,
    async () => void ids.push(await service.post(posted++)),
  );
  await untilStatus(settings.databaseUrl, ids, ['sent']);
  await sleep((await gather(postgres)) - Date.now());

  const since = performance.now();
  const meanwhile = { over: false };
  const people = Promise.all([acting(service, ids, meanwhile), newLeads(service, mailbox, count, meanwhile)]);
  while ((await alerted(postgres)) < count && performance.now() - since < WITHIN_MS) await sleep(500);
  const took = performance.now() - since;
  meanwhile.over = true;
  const [acts, mails] = await people;
  const done = await alerted(postgres);
  const twice = await alertedTwice(postgres);
  await service.stop();
  await postgres.end();
  await mailbox.close();
  if (done < count || twice > 0) throw new Error(`${done} of ${count} were alerted, ${twice} of them twice`);
  return [
    {
      name: `${count} alerts at one instant, until all are done`,
      value: took / 1_000,
      unit: 's',
      goal: { of: 'value', atMost: 180 },
    },
    {
      name: 'Acts meanwhile, p99',
      value: percentile(acts, 0.99),
      unit: 'ms',
      goal: { of: 'value', atMost: 250 },
    },
    {
      name: 'A new lead to its mail meanwhile, p99',
      value: percentile(mails, 0.99) / 1_000,
      unit: 's',
      goal: { of: 'value', atMost: 5 },
    },
  ];
}

async function acting(
  service: Service,
  ids: readonly string[],
  meanwhile: { readonly over: boolean },
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; !meanwhile.over; n += 1) {
    // Of leads that are alerted for as well: an attempt is an answer, so each act takes one of them out of the herd.
    const id = ids[ids.length - 1 - (n % 20)] ?? '';
    times.push(await timed(() => service.attemptContact(id)));
    await sleep(200);
  }
  return times;
}

async function newLeads(
  service: Service,
  mailbox: Mailbox,
  from: number,
  meanwhile: { readonly over: boolean },
): Promise<number[]> {
  const times: number[] = [];
  for (let n = from; !meanwhile.over; n += 1) {
    times.push(await timed(async () => mailbox.acceptedAt(await service.post(n))));
    await sleep(500);
  }
  return times;
}

/** Alerted for, or answered before its turn came. */
async function alerted(postgres: Client): Promise<number> {
  const { rows } = await postgres.query<{ done: number }>(
    `SELECT count(DISTINCT referral_id)::int AS done FROM referral_events
     WHERE (type = 'escalated' AND data ->> 'reason' = 'lead-not-opened') OR type = 'contact-attempted'`,
  );
  return rows[0]?.done ?? 0;
}

async function alertedTwice(postgres: Client): Promise<number> {
  const { rowCount } = await postgres.query(
    `SELECT referral_id FROM referral_events WHERE type = 'escalated' AND data ->> 'reason' = 'lead-not-opened'
     GROUP BY referral_id HAVING count(*) > 1`,
  );
  return rowCount ?? 0;
}

/** Moves every alert to one time, and waits until each workflow rests until then. Returns that time. */
async function gather(postgres: Client): Promise<number> {
  const far = new Date(Date.now() + 24 * 60 * MINUTE_MS).toISOString();
  for (let at = far; ;) {
    await postgres.query(
      `UPDATE referral_events SET data = jsonb_set(data, '{unopenedAlertAt}', to_jsonb($1::text)) WHERE type = 'sent'`,
      [at],
    );
    await postgres.query(
      "UPDATE followers SET behind_since = now() - interval '1 minute', swept_at = NULL WHERE kind = 'referral'",
    );
    const since = Date.now();
    await untilResting(postgres, at);
    if (at !== far) return Date.parse(at);
    // As long as it took, and some time to spare: nobody may still be told of the time when it has come.
    at = new Date(Date.now() + 1.5 * (Date.now() - since) + MINUTE_MS).toISOString();
  }
}

async function untilResting(postgres: Client, at: string): Promise<void> {
  for (;;) {
    const { rowCount } = await postgres.query(
      `SELECT 1 FROM followers WHERE kind = 'referral' AND (behind_since IS NOT NULL OR wake_at <> $1::timestamptz)
       LIMIT 1`,
      [at],
    );
    if (rowCount === 0) return;
    await sleep(500);
  }
}

/** The program's own, but that nothing is spread. */
function unspread({ root, folder }: Settings): string {
  const policy = JSON.parse(readFileSync(join(root, 'config', 'mnsure.json'), 'utf8')) as object;
  const file = join(folder, 'herd.json');
  writeFileSync(file, JSON.stringify({ ...policy, version: 'bench-herd', reminders: { spreadMinutes: 0 } }));
  cpSync(join(root, 'config', 'areas'), join(folder, 'areas'), { recursive: true });
  return file;
}
