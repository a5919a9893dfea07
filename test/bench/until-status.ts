import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const WITHIN_MS = 300_000;

/** Waits until each of these referrals has one of the statuses. Throws when some never do. */
export async function untilStatus(
  databaseUrl: string,
  ids: readonly string[],
  statuses: readonly string[],
): Promise<void> {
  const postgres = new Client({ connectionString: databaseUrl });
  await postgres.connect();
  const end = Date.now() + WITHIN_MS;
  try {
    for (;;) {
      const { rows } = await postgres.query<{ id: string; status: string }>(
        'SELECT id, status FROM referrals WHERE id = ANY ($1::uuid[]) AND NOT status = ANY ($2) LIMIT 3',
        [ids, statuses],
      );
      if (rows.length === 0) return;
      if (Date.now() > end) throw new Error(`waited in vain for ${JSON.stringify(rows)}`);
      await sleep(100);
    }
  } finally {
    await postgres.end();
  }
}
