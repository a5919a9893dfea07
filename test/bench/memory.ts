import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startBare } from './bare';
import { Mailbox } from './mailbox';
import type { Figure } from './report';
import { startService, type Service } from './service';
import type { Settings } from './settings';
import { inParallel, percentile, timed } from './statistics';

const REFERRALS = 5_000;
const POSTING = 16;
/** Every tenth act is followed by a second one on the same referral, and by one on the bare workflow. */
const EVERY = 10;
const SETTLED_MS = 10_000;

/**
 * 5,000 open referrals in one worker, which keeps far fewer in memory. Acts go oldest first, so each one's referral
 * was evicted long ago; a second act right after the first finds it in memory.
 */
export async function memory(settings: Settings): Promise<Figure[]> {
  const count = Math.round(REFERRALS * (settings.scale ?? 1));
  const mailbox = await Mailbox.open();
  const bare = await startBare(settings, mailbox);
  const service = await startService(settings, mailbox);
  await sleep(SETTLED_MS / 5);
  const empty = service.worker.memory().now;

  const ids: string[] = [];
  let posted = 0;
  await inParallel(
    () => posted < count,
    POSTING,
    async () => {
      const id = await service.post(posted++);
      ids.push(id);
      await mailbox.acceptedAt(id);
    },
  );
  await untilSent(settings.databaseUrl, ids);
  const filled = service.worker.memory();

  const evicted: number[] = [];
  const cached: number[] = [];
  const floors: number[] = [];
  const open = await bare.startOpen();
  for (const [n, id] of ids.entries()) {
    evicted.push(await timed(() => service.attemptContact(id)));
    if (n % EVERY !== 0) continue;
    cached.push(await timed(() => service.attemptContact(id)));
    floors.push(await timed(() => open.update()));
  }
  await sleep(SETTLED_MS);
  const settled = service.worker.memory();
  const stopping = await stopUnderLoad(service, () => posted++);
  await service.stop();
  await bare.stop();
  await mailbox.close();

  const floor = { what: 'worker without referrals', value: empty };
  return [
    { name: `Worker after ${count} were sent`, value: filled.now, unit: 'MiB', floor },
    { name: `Worker after ${count} acts`, value: settled.now, unit: 'MiB', floor },
    {
      name: `Worker with ${count} open, peak`,
      value: settled.peak,
      unit: 'MiB',
      floor,
      goal: { of: 'value', atMost: 450 },
    },
    {
      name: `Worker with ${count} open, told to stop while leads arrive, until it has ended`,
      value: stopping / 1000,
      unit: 's',
      goal: { of: 'value', atMost: 30 },
    },
    ...actFigures('evicted', evicted, floors),
    ...actFigures('cached', cached, floors),
  ];
}

function actFigures(where: string, acts: readonly number[], floors: readonly number[]): Figure[] {
  const figure = (name: string, share: number) => ({
    name: `Act on a referral that is ${where}, ${name}`,
    value: percentile(acts, share),
    unit: 'ms',
    floor: { what: 'bare update', value: percentile(floors, share) },
  });
  return [
    { ...figure('p50', 0.5), goal: { of: 'ratio', atMost: 0.6 } },
    { ...figure('p99', 0.99), goal: { of: 'value', atMost: 250 } },
  ];
}

/** The mail goes out before its sending is on record. */
async function untilSent(databaseUrl: string, ids: readonly string[]): Promise<void> {
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  for (;;) {
    const { rowCount } = await postgres.query(
      "SELECT 1 FROM referrals WHERE id = ANY ($1::uuid[]) AND status <> 'sent' LIMIT 1",
      [ids],
    );
    if (rowCount === 0) break;
    await sleep(500);
  }
  await postgres.end();
}

/** Leads go on arriving while the worker is told to stop. Milliseconds until its process has ended. */
async function stopUnderLoad(service: Service, next: () => number): Promise<number> {
  let hasEnded = false;
  const posting = inParallel(
    () => !hasEnded,
    POSTING,
    async () => {
      await service.post(next());
    },
  );
  await sleep(SETTLED_MS / 5);
  const stopping = await timed(() => service.worker.stop());
  hasEnded = true;
  await posting;
  return stopping;
}
