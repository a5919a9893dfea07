import { setTimeout as delay } from 'node:timers/promises';
import type { PrismaClient } from '../../../src/infra/prisma/generated/client';

const PATIENCE_MS = 4_000;

/** Until so many transactions of this database wait for a lock that another one holds. */
export async function untilLocksAreAwaited(prisma: PrismaClient, count: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await prisma.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (row !== undefined && row.waiting >= count) return;
    if (Date.now() > until) throw new Error(`${row?.waiting ?? 0} of ${count} transactions wait for a lock`);
    await delay(10);
  }
}
