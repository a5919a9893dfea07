import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/client';

export type Database = PrismaClient;

export interface PrismaHandle {
  readonly prisma: Database;
  /** Closes every connection. After that the process can end. */
  close(): Promise<void>;
}

/**
 * In a burst, transactions wait for a connection. Prisma's own limit of 2 s would refuse work that could be done a
 * moment later. The work itself is short: 15 s only ends what hangs.
 */
const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/** A lost server must be noticed, or requests pile up behind its connections. */
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 20_000;

/** No transaction of ours waits for anything except PostgreSQL. */
const IDLE_IN_TRANSACTION_MS = 5_000;
const LOCK_TIMEOUT_MS = 8_000;

/** Opens `max` connections at most. Connects on first use, and again after PostgreSQL was away. */
export function createPrisma(databaseUrl: string, options: { max: number }): PrismaHandle {
  const adapter = new PrismaPg(
    {
      connectionString: databaseUrl,
      max: options.max,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      // The adapter writes and reads instants without their zone, as if every session were in UTC. With a server in
      // another zone they would be hours off. A process that dies or hangs in a transaction must not keep its locks.
      options: `-c TimeZone=UTC -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS} -c lock_timeout=${LOCK_TIMEOUT_MS}`,
    },
    // An idle connection that breaks is replaced. Without a listener it would end the process.
    {
      onPoolError: () => undefined,
      onConnectionError: () => undefined,
      statementNameGenerator: statementNames(),
    },
  );
  // Minimal messages, because longer ones repeat a query's arguments, which can be personal.
  const prisma = new PrismaClient({ adapter, transactionOptions: TRANSACTION, errorFormat: 'minimal' });
  return { prisma, close: () => prisma.$disconnect() };
}

/** How many statements PostgreSQL should keep for each connection. Later ones are planned each time. */
const MAX_STATEMENTS = 200;

/**
 * The same text gets the same name, so PostgreSQL parses and plans it once for each connection. A pooler in between
 * must support prepared statements (PgBouncer does since 1.21).
 */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // A statement without a name is not kept.
    if (names.size >= MAX_STATEMENTS) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
