import type { PrismaClient } from '../../../src/infra/prisma/generated/client';
import { eventually } from '../../support/eventually';

const PATIENCE_MS = 4_000;

/** Until so many transactions of this database wait for a lock that another one holds. */
export async function untilLocksAreAwaited(prisma: PrismaClient, count: number): Promise<void> {
  const waiting = async () => {
    const [row] = await prisma.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return row?.waiting ?? 0;
  };
  await eventually(
    `${count} transactions that wait for a lock`,
    waiting,
    (found) => found >= count,
    PATIENCE_MS,
  );
}
