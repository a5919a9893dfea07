import { DomainError } from '../../../domain/errors';
import { driverCause, textOf } from './driver-errors';
import { isPassing } from './transaction';

/** Prisma: cannot reach or log in, timed out, closed, no free connection, transaction not started in time or lost. */
const OUTAGE_CODES = ['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
/** The driver adapter's kinds of error. Raw queries pass these on under a code that says nothing. */
const OUTAGE_KINDS = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'];
/** PostgreSQL: connection failure (08), too many connections (53300), shutting down or starting up (57P01 to 57P03). */
const SERVER_OUTAGE = /^(08\w{3}|53300|57P0[123])$/;
/** What pg throws, without a code, when a connection ends or cannot be opened in time. */
const LOST_CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The same store, but it throws DomainError `unavailable` when PostgreSQL is away or others have held the same rows for
 * too long. The client can then try again; nothing is wrong with the request.
 */
export function sayingWhenDown<Store extends object>(store: Store): Store {
  // All members of a port are methods that return promises. Each keeps its own signature.
  const methods = Object.entries(store) as [string, Method][];
  const translated = methods.map(([name, method]): [string, Method] => [
    name,
    async (...args) => {
      try {
        return await method.apply(store, [...args]);
      } catch (error) {
        const why = whyNotNow(error);
        throw why === null ? error : new DomainError('unavailable', why);
      }
    },
  ]);
  return Object.fromEntries(translated) as Store;
}

/** Why a request that is fine cannot be done now, but can be done later. Null for any other failure. */
export function whyNotNow(error: unknown): string | null {
  if (isOutage(error)) return 'The database cannot be reached.';
  return isPassing(error) ? 'The same records are being changed.' : null;
}

export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'PrismaClientInitializationError' || LOST_CONNECTION.test(error.message)) return true;
  const { kind, originalCode } = driverCause(error);
  return (
    OUTAGE_CODES.includes(textOf(error, 'code')) ||
    OUTAGE_KINDS.includes(kind) ||
    SERVER_OUTAGE.test(originalCode)
  );
}
