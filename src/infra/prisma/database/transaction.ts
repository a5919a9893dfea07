import { driverCause, textOf } from './driver-errors';
import type { Prisma, PrismaClient } from '../generated/client';

export type Tx = Prisma.TransactionClient;

/** A deadlock, or a lock that was not to be had in time: PostgreSQL has undone everything, so all of it can be done again. */
const PASSING = ['40001', '40P01', '55P03'];
/** Prisma's own word for the same. */
const CONFLICT = 'P2034';
const ATTEMPTS = 5;
/** Whoever asks has waited long enough by then: they hear that it cannot be done now. */
const LAST_ATTEMPT_AFTER_MS = 5_000;

/**
 * What was decided on is not so any more: the transaction is undone, and done again on what is so now. Those that were
 * overtaken twice do it one after the other, so that a crowd at one place does not overtake each other again and again.
 */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const AFTER = new WeakMap<Tx, (() => void)[]>();

/** For what follows from a transaction only once it is committed, such as telling a workflow; lost when the process dies. */
export function onCommit(tx: Tx, follow: () => void): void {
  AFTER.get(tx)?.push(follow);
}

/**
 * One transaction, all of it or nothing. Locks are taken in one order: the queue of the overtaken, the waiting list,
 * referrals by id, then the report, the organization, escalations. Where two meet crosswise all the same, PostgreSQL ends
 * one, and that one is done again from its beginning: `work` must read what it decides on in the transaction itself.
 */
export async function inTransaction<T>(prisma: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  const lastAttemptAt = performance.now() + LAST_ATTEMPT_AFTER_MS;
  let overtaken = 0;
  for (let attempt = 1; ; attempt += 1) {
    const after: (() => void)[] = [];
    try {
      const done = await prisma.$transaction(async (tx) => {
        AFTER.set(tx, after);
        // Before any other lock: whoever holds one of those waits for nobody in this queue.
        if (overtaken > 1) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('overtaken'))`;
        return work(tx);
      });
      for (const follow of after) follow();
      return done;
    } catch (error) {
      // Overtaken, somebody else got on; of deadlocks and of waiting for locks there must be an end.
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
