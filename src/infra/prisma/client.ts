import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export type Database = PrismaClient;
/** What runs inside an interactive transaction. */
export type DatabaseTransaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

export interface PrismaHandle {
  readonly prisma: Database;
  /** Gives every connection back. Afterwards the process can end. */
  close(): Promise<void>;
}

/**
 * In a burst, transactions queue for a connection: Prisma's own 2 s would refuse what is done a moment later. Work
 * itself is short; 15 s only ends what hangs.
 */
const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/** A server that is gone must be noticed, or requests pile up behind its connections. */
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 20_000;

/** `max` connections at most. Connects on first use, and again after PostgreSQL was away. */
export function createPrisma(databaseUrl: string, options: { max: number }): PrismaHandle {
  const adapter = new PrismaPg(
    {
      connectionString: databaseUrl,
      max: options.max,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
    },
    // An idle connection that breaks is replaced; without a listener it would end the process.
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  );
  // Minimal messages: the longer ones repeat a query's arguments, which can be personal.
  const prisma = new PrismaClient({ adapter, transactionOptions: TRANSACTION, errorFormat: 'minimal' });
  return { prisma, close: () => prisma.$disconnect() };
}
