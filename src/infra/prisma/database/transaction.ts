import { driverCause, textOf } from './driver-errors';
import type { Prisma, PrismaClient } from '../generated/client';

export type Tx = Prisma.TransactionClient;

/** A deadlock, or a lock that could not be taken in time. PostgreSQL has undone everything, so it can be done again. */
const PASSING = ['40001', '40P01', '55P03'];
/** Prisma's own code for the same. */
const CONFLICT = 'P2034';
const ATTEMPTS = 5;
/** After this time the caller has waited long enough, and is told that it cannot be done now. */
const LAST_ATTEMPT_AFTER_MS = 5_000;

/**
 * The facts that the transaction decided on have changed. It is undone and done again with the new facts. Transactions
 * that were overtaken twice take turns, one after the other. So many of them at one place do not keep overtaking each
 * other.
 */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const AFTER = new WeakMap<Tx, (() => void)[]>();

/** For what may happen only after the commit, such as waking a workflow. It is lost when the process dies. */
export function onCommit(tx: Tx, follow: () => void): void {
  AFTER.get(tx)?.push(follow);
}

/**
 * Runs `work` in one transaction, all or nothing. Locks are taken in one order: the queue of the overtaken, the waiting
 * list, referrals by id, then the report, its season, the organization, escalations. If two transactions still block each other,
 * PostgreSQL ends one, and that one is run again from its beginning. So `work` must read everything that it decides on
 * in the transaction itself.
 */
export async function inTransaction<T>(prisma: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  const lastAttemptAt = performance.now() + LAST_ATTEMPT_AFTER_MS;
  let overtaken = 0;
  for (let attempt = 1; ; attempt += 1) {
    const after: (() => void)[] = [];
    try {
      const done = await prisma.$transaction(async (tx) => {
        AFTER.set(tx, after);
        // This lock comes before all others, so no transaction that holds another lock ever waits in this queue.
        if (overtaken > 1) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('overtaken'))`;
        return work(tx);
      });
      for (const follow of after) follow();
      return done;
    } catch (error) {
      // When a transaction was overtaken, another one made progress. Deadlocks and waits for locks must come to an end.
      const isLast =
        performance.now() > lastAttemptAt || (attempt >= ATTEMPTS && !(error instanceof Overtaken));
      if (isLast || !isPassing(error)) throw error;
      if (error instanceof Overtaken) overtaken += 1;
    }
  }
}

export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof Overtaken) return true;
  return textOf(error, 'code') === CONFLICT || PASSING.includes(driverCause(error).originalCode);
}
