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

/** As the program spreads them, and once more with nothing spread, which is the worst that can be. */
export async function herd(settings: Settings): Promise<Figure[]> {
  const scale = settings.scale ?? 1;
  const count = Math.round(HERD * scale);
  const spread = await oneHerd(
    settings,
    count,
    Math.max(1, Math.round(program(settings).reminders.spreadMinutes * scale)),
  );
  return [...spread, ...(await oneHerd(settings, count, 0))];
}

/**
 * Many alerts due at one instant: leads that were sent and that nobody has opened, whose alert was moved to the same
 * time. Beside them what people wait for: acts, and new leads on their way to their mail.
 */
async function oneHerd(settings: Settings, count: number, spreadMinutes: number): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const service = await startService(settings, mailbox, { programFile: spreadOver(settings, spreadMinutes) });
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
  await sleep((await gather(postgres, ids, spreadMinutes)) - Date.now());

  const since = performance.now();
  const meanwhile = { over: false };
  const people = Promise.all([acting(service, ids, meanwhile), newLeads(service, mailbox, count, meanwhile)]);
  while ((await alerted(postgres, ids)) < count && performance.now() - since < WITHIN_MS) await sleep(500);
  const took = performance.now() - since;
  meanwhile.over = true;
  const [acts, mails] = await people;
  const done = await alerted(postgres, ids);
  const twice = await alertedTwice(postgres, ids);
  await service.stop();
  await postgres.end();
  await mailbox.close();
  if (done < count || twice > 0) throw new Error(`${done} of ${count} were alerted, ${twice} of them twice`);
  const spread = spreadMinutes === 0 ? 'not spread' : `spread over ${spreadMinutes} min`;
  return [
    {
      name: `${count} alerts of one instant, ${spread}, until all are done`,
      value: took / 1_000,
      unit: 's',
      goal: { of: 'value', atMost: 180 + spreadMinutes * 60 },
    },
    {
      name: `Acts meanwhile, ${spread}, p99`,
      value: percentile(acts, 0.99),
      unit: 'ms',
      goal: { of: 'value', atMost: 250 },
    },
    {
      name: `A new lead to its mail meanwhile, ${spread}, p99`,
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
async function alerted(postgres: Client, ids: readonly string[]): Promise<number> {
  const { rows } = await postgres.query<{ done: number }>(
    `SELECT count(DISTINCT referral_id)::int AS done FROM referral_events
     WHERE referral_id = ANY ($1::uuid[])
       AND ((type = 'escalated' AND data ->> 'reason' = 'lead-not-opened') OR type = 'contact-attempted')`,
    [ids],
  );
  return rows[0]?.done ?? 0;
}

async function alertedTwice(postgres: Client, ids: readonly string[]): Promise<number> {
  const { rowCount } = await postgres.query(
    `SELECT referral_id FROM referral_events WHERE type = 'escalated' AND data ->> 'reason' = 'lead-not-opened'
       AND referral_id = ANY ($1::uuid[])
     GROUP BY referral_id HAVING count(*) > 1`,
    [ids],
  );
  return rowCount ?? 0;
}

/** Moves every alert to one time, and waits until each workflow rests until its turn. Returns that time. */
async function gather(postgres: Client, ids: readonly string[], spreadMinutes: number): Promise<number> {
  const far = new Date(Date.now() + 24 * 60 * MINUTE_MS).toISOString();
  for (let at = far; ;) {
    await postgres.query(
      `UPDATE referral_events SET data = jsonb_set(data, '{unopenedAlertAt}', to_jsonb($1::text))
       WHERE type = 'sent' AND referral_id = ANY ($2::uuid[])`,
      [at, ids],
    );
    await postgres.query(
      `UPDATE followers SET behind_since = now() - interval '1 minute', swept_at = NULL
       WHERE kind = 'referral' AND subject_id = ANY ($1::text[])`,
      [ids],
    );
    const since = Date.now();
    await untilResting(postgres, ids, at, spreadMinutes);
    if (at !== far) return Date.parse(at);
    // As long as it took, and some time to spare: nobody may still be told of the time when it has come.
    at = new Date(Date.now() + 1.5 * (Date.now() - since) + MINUTE_MS).toISOString();
  }
}

async function untilResting(
  postgres: Client,
  ids: readonly string[],
  at: string,
  spreadMinutes: number,
): Promise<void> {
  for (;;) {
    const { rowCount } = await postgres.query(
      `SELECT 1 FROM followers WHERE kind = 'referral' AND subject_id = ANY ($3::text[])
         AND (behind_since IS NOT NULL OR wake_at < $1::timestamptz
           OR wake_at > $1::timestamptz + make_interval(mins => $2)) LIMIT 1`,
      [at, spreadMinutes, ids],
    );
    if (rowCount === 0) return;
    await sleep(500);
  }
}

/** The program's own, but for the minutes over which it spreads what is due at one instant. */
function spreadOver(settings: Settings, spreadMinutes: number): string {
  const { root, folder } = settings;
  const file = join(folder, `herd-${spreadMinutes}.json`);
  const version = `bench-herd-${spreadMinutes}`;
  writeFileSync(file, JSON.stringify({ ...program(settings), version, reminders: { spreadMinutes } }));
  cpSync(join(root, 'config', 'areas'), join(folder, 'areas'), { recursive: true });
  return file;
}

function program({ root }: Settings): { readonly reminders: { readonly spreadMinutes: number } } {
  return JSON.parse(readFileSync(join(root, 'config', 'mnsure.json'), 'utf8')) as ReturnType<typeof program>;
}
