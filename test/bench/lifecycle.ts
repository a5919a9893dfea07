import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startBare, type Bare } from './bare';
import { addHere, loadOpenReferrals } from './lifecycle-scene';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService } from './service';
import type { Settings } from './settings';
import { inParallel, timed } from './statistics';
import { untilStatus } from './until-status';

const ORGANIZATIONS = 1_000;
const OPEN = 20_000;
const REROUTED = 500;
/** One in five finds no place at first. */
const PLACED_AT_ONCE = 0.8;
const NEIGHBORS = 20;
const AT_ONCE = 16;
const HERE = {
  address: { zip: '55401', county: 'Hennepin' },
  determinations: [],
  application: { active: true },
};

/**
 * 1,000 organizations and 20,000 open referrals; one with 500 of them is suspended, and all of these go to others. Beside
 * it as many updates of bare workflows, as many at once. Throws when a referral is lost, an organization overfilled, or
 * when who waits is not placed in the order of arrival.
 */
export async function lifecycle(settings: Settings): Promise<Figure[]> {
  const scale = settings.scale ?? 1;
  const rerouted = Math.round(REROUTED * scale);
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const postgres = new Client({ connectionString: settings.databaseUrl });
  await postgres.connect();
  const service = await startService(settings, mailbox);
  await postgres.query("UPDATE organizations SET status = 'suspended' WHERE '27053' = ANY (counties)");
  await loadOpenReferrals(postgres, {
    organizations: ORGANIZATIONS - NEIGHBORS - 1,
    referrals: Math.round(OPEN * scale) - rerouted,
    root: settings.root,
  });

  const [suspended = ''] = await addHere(postgres, 1, rerouted);
  const ids: string[] = [];
  let posted = 0;
  await inParallel(
    () => posted < rerouted,
    AT_ONCE,
    async () => {
      ids.push(await service.post(posted++, HERE));
    },
  );
  await untilStatus(settings.databaseUrl, ids, ['sent']);
  const neighbors = await addHere(postgres, NEIGHBORS, Math.ceil((rerouted * PLACED_AT_ONCE) / NEIGHBORS));

  const floor = await bareUpdates(bare, rerouted);
  await postgres.query("UPDATE organizations SET status = 'suspended' WHERE id = $1", [suspended]);
  const rerouting = await timed(async () => {
    await service.send('POST', `/organizations/${suspended}/reroute`, { reason: 'The bench suspends it' });
    await untilNothingOpen(postgres, suspended);
  });
  const mailing = await timed(() => untilNothingPending(postgres));
  await requireSound(postgres, ids, suspended);
  const { rows: waiting } = await postgres.query<{ id: string }>(
    "SELECT id FROM referrals WHERE id = ANY ($1::uuid[]) AND status = 'unassigned' ORDER BY created_at, id",
    [ids],
  );
  const placing = await timed(async () => {
    await service.send('PATCH', `/organizations/${neighbors[0] ?? ''}`, { capacity: rerouted });
    await untilPlaced(postgres, ids);
  });
  const mailingPlaced = await timed(() => untilNothingPending(postgres));
  await requireSound(postgres, ids, suspended);
  await requireInOrder(
    postgres,
    waiting.map(({ id }) => id),
  );

  await postgres.end();
  await service.stop();
  await bare.stop();
  await mailbox.close();
  return [
    {
      name: `Suspension: ${rerouted} re-routed, ${ORGANIZATIONS} organizations, ${OPEN * scale} open`,
      value: rerouting / 1000,
      unit: 's',
      floor: { what: `${rerouted} bare updates`, value: floor / 1000 },
      goal: { of: 'ratio', atMost: 1.5 },
    },
    {
      name: 'Suspension, until all its mails are out',
      value: (rerouting + mailing) / 1000,
      unit: 's',
      floor: { what: `${rerouted} bare updates`, value: floor / 1000 },
    },
    {
      name: `Waiting list: ${waiting.length} placed in order`,
      value: placing / 1000,
      unit: 's',
      goal: { of: 'value', atMost: 1 },
    },
    { name: 'Waiting list, until all its mails are out', value: (placing + mailingPlaced) / 1000, unit: 's' },
  ];
}

async function bareUpdates(bare: Bare, count: number): Promise<number> {
  const open: Awaited<ReturnType<Bare['startOpen']>>[] = [];
  for (let n = 0; n < count; n++) open.push(await bare.startOpen());
  return timed(() =>
    inParallel(
      () => open.length > 0,
      AT_ONCE,
      async () => {
        await open.pop()?.update();
      },
    ),
  );
}

async function untilNothingOpen(postgres: Client, organizationId: string): Promise<void> {
  for (;;) {
    const { rowCount } = await postgres.query(
      'SELECT 1 FROM assignments WHERE organization_id = $1 AND ended_at IS NULL LIMIT 1',
      [organizationId],
    );
    if (rowCount === 0) return;
    await sleep(50);
  }
}

/** By the database, often: a placement takes some milliseconds. */
async function untilPlaced(postgres: Client, ids: readonly string[]): Promise<void> {
  const waits = "SELECT 1 FROM referrals WHERE id = ANY ($1::uuid[]) AND status = 'unassigned' LIMIT 1";
  while ((await postgres.query(waits, [ids])).rowCount !== 0) await sleep(20);
}

/** Also those that had the lead are told; until then the machine is not quiet. */
async function untilNothingPending(postgres: Client): Promise<void> {
  while ((await postgres.query("SELECT 1 FROM messages WHERE state = 'pending' LIMIT 1")).rowCount !== 0) {
    await sleep(100);
  }
}

async function requireSound(postgres: Client, ids: readonly string[], suspended: string): Promise<void> {
  const { rows } = await postgres.query<{ what: string }>(
    `SELECT 'overfilled' AS what FROM organizations WHERE held > capacity
     UNION ALL SELECT 'places held are not the assignments' FROM organizations o
       WHERE held <> (SELECT count(*) FROM assignments a WHERE a.organization_id = o.id AND a.holds_capacity)
     UNION ALL SELECT 'still with the suspended one' FROM assignments WHERE organization_id = $2 AND ended_at IS NULL
     UNION ALL SELECT 'with two at once' FROM assignments WHERE ended_at IS NULL GROUP BY referral_id HAVING count(*) > 1
     UNION ALL SELECT 'lost' FROM referrals r WHERE id = ANY ($1::uuid[]) AND status <> 'unassigned'
       AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.referral_id = r.id AND a.ended_at IS NULL)`,
    [ids, suspended],
  );
  if (rows.length > 0) throw new Error(`the suspension left: ${rows.map(({ what }) => what).join(', ')}`);
}

/** Who waited longest was placed first. */
async function requireInOrder(postgres: Client, waiting: readonly string[]): Promise<void> {
  const { rows } = await postgres.query<{ id: string }>(
    `SELECT referral_id AS id FROM assignments WHERE referral_id = ANY ($1::uuid[]) AND ended_at IS NULL
     ORDER BY assigned_at, id`,
    [waiting],
  );
  const placed = rows.map(({ id }) => id);
  if (placed.join() !== waiting.join()) throw new Error('the waiting list was not placed in its order');
}
