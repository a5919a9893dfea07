import { Client } from 'pg';
import { instant } from '../../src/domain/time';
import { createLinks } from '../../src/infra/links';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService, type Service } from './service';
import type { Settings } from './settings';
import { percentile, timed } from './statistics';
import { untilStatus } from './until-status';

const EVENTS = 500;
const WARM_UP = 30;
const SAMPLES = 300;

/** What a coordinator, a program and an assister read of a referral with a long history. */
export async function reads(settings: Settings): Promise<Figure[]> {
  const mailbox = await Mailbox.open();
  const service = await startService(settings, mailbox);
  const id = await service.post(0);
  await mailbox.acceptedAt(id);
  await untilStatus(settings.databaseUrl, [id], ['sent']);
  await lengthenHistory(settings.databaseUrl, id);
  const page = await openPage(settings.databaseUrl, service, id);
  const { url, headers } = service;
  const addresses: Record<string, [string, Record<string, string>]> = {
    'GET /referrals/{id}': [`${url}/api/v1/referrals/${id}`, headers],
    'GET /referrals/{id}/events, 200 of them': [`${url}/api/v1/referrals/${id}/events?limit=200`, headers],
    'The assister’s page': [page.address, { cookie: page.cookie }],
  };
  const floors = await sample(() => read(`${url}/healthz`, {}));
  const figures: Figure[] = [];
  for (const [name, [address, sent]] of Object.entries(addresses)) {
    const times = await sample(() => read(address, sent));
    figures.push({
      name: `${name}, ${EVENTS} events, p99`,
      value: percentile(times, 0.99),
      unit: 'ms',
      floor: { what: 'GET /healthz', value: percentile(floors, 0.99) },
      goal: { of: 'value', atMost: 50 },
    });
  }
  await service.stop();
  await mailbox.close();
  return figures;
}

async function sample(work: () => Promise<unknown>): Promise<number[]> {
  for (let n = 0; n < WARM_UP; n++) await work();
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n++) times.push(await timed(work));
  return times;
}

async function read(address: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(address, { headers, redirect: 'manual' });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${address}: ${response.status} ${text.slice(0, 200)}`);
  return text;
}

/** Attempts to reach the consumer, each with what was typed. */
async function lengthenHistory(databaseUrl: string, referralId: string): Promise<void> {
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  await postgres.query(
    `WITH referral AS (SELECT id, version, current_assignment_id FROM referrals WHERE id = $1),
     act AS (
       INSERT INTO acts (id, referral_id, kind, actor, payload, version, created_at)
       SELECT gen_random_uuid(), id, 'contact', 'assister', '{"comments": "Nobody answered the telephone."}', 0, now()
       FROM referral, generate_series(1, $2::int - version) RETURNING id
     ), numbered AS (SELECT id, row_number() OVER () AS n FROM act)
     INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, act_id, status, data)
     SELECT r.id, r.version + n, 'contact-attempted', now(), 'assister', r.current_assignment_id, numbered.id, 'sent',
       '{"on": "2026-11-24"}' FROM referral r, numbered`,
    [referralId, EVENTS],
  );
  await postgres.query('UPDATE referrals SET version = $2 WHERE id = $1', [referralId, EVENTS]);
  await postgres.end();
}

/** Presses the button of the link that was mailed. */
async function openPage(
  databaseUrl: string,
  service: Service,
  referralId: string,
): Promise<{ address: string; cookie: string }> {
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  const { rows } = await postgres.query<{ id: string; expires_at: Date }>(
    `SELECT l.id, l.expires_at FROM links l JOIN assignments a ON a.id = l.subject_id
     WHERE l.purpose = 'assignment' AND a.referral_id = $1`,
    [referralId],
  );
  await postgres.end();
  const link = rows[0];
  if (link === undefined) throw new Error('no link was mailed');
  const links = createLinks({ keys: service.linkKeys, publicUrl: service.url });
  const address = links.urlFor({ id: link.id, expiresAt: instant(link.expires_at) });
  const pressed = await fetch(address, { method: 'POST', redirect: 'manual' });
  const [cookie = ''] = pressed.headers.getSetCookie()[0]?.split(';', 1) ?? [];
  const location = pressed.headers.get('location');
  if (location === null) throw new Error(`the link's button answered ${pressed.status}`);
  return { address: new URL(location, service.url).href, cookie };
}
