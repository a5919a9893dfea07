import { Gauge, type Registry } from 'prom-client';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pace } from '../../../api/referral/ports';
import { millis, instant, plusMillis, type Instant } from '../../../domain/time';
import type { PrismaClient } from '../generated/client';

interface Lag {
  /** Followers that have not acted on the latest change of their subject. */
  readonly behind: number;
  readonly oldestSeconds: number;
}

/** How far the workflows are behind PostgreSQL. `since`: leaves out those that have been behind since before. */
async function readLag(prisma: PrismaClient, now: Instant, since: Instant | null = null): Promise<Lag> {
  const [row] = await prisma.$queryRaw<{ behind: number; oldest: Date | null }[]>`
    SELECT count(*)::int AS behind, min(behind_since) AS oldest FROM followers
    WHERE behind_since IS NOT NULL AND (${since}::timestamptz IS NULL OR behind_since >= ${since}::timestamptz)`;
  const oldest = row?.oldest ?? null;
  const ms = oldest === null ? 0 : Math.max(0, millis(now) - millis(instant(oldest)));
  return { behind: row?.behind ?? 0, oldestSeconds: ms / 1_000 };
}

export function registerLag(registry: Registry, prisma: PrismaClient, now: () => Instant): void {
  const behind = new Gauge({
    name: 'assister_leads_followers_behind',
    help: 'Workflows that have not acted on the latest of what they follow',
    registers: [registry],
    async collect() {
      const lag = await readLag(prisma, now()).catch(() => null);
      if (lag === null) return;
      behind.set(lag.behind);
      oldest.set(lag.oldestSeconds);
    },
  });
  const oldest = new Gauge({
    name: 'assister_leads_followers_behind_seconds',
    help: 'For how long the first of them has not',
    registers: [registry],
  });
}

/** Most workflows act within milliseconds. When more are behind, leads come faster than they are followed. */
const CROWDED = 32;
const PER_LEAD_MS = 25;
const LONGEST_MS = 3_000;
const LOOK_EVERY_MS = 250;
/** What has been behind for longer is no queue: no signal helps it, or Temporal is away. Leads do not wait for it. */
const QUEUES_MS = 600_000;

/**
 * Accepts leads no faster than their workflows can follow. Before a queue grows, each request waits a little. While
 * Temporal is away nothing is followed, but no request waits longer than three seconds.
 */
export function createPace(prisma: PrismaClient, now: () => Instant): Pace {
  let known: Lag = { behind: 0, oldestSeconds: 0 };
  let lookedAt = -Infinity;
  const look = async (): Promise<Lag> => {
    if (performance.now() - lookedAt < LOOK_EVERY_MS) return known;
    lookedAt = performance.now();
    const at = now();
    known = await readLag(prisma, at, plusMillis(at, -QUEUES_MS));
    return known;
  };
  return {
    async letIn() {
      const { behind } = await look();
      if (behind > CROWDED) await delay(Math.min((behind - CROWDED) * PER_LEAD_MS, LONGEST_MS));
    },
  };
}
