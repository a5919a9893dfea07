import { DomainError } from '../../../domain/errors';
import { driverCause, textOf } from './driver-errors';
import { isPassing } from './transaction';

/** Prisma: cannot reach or log in, timed out, closed, no free connection, transaction not started in time or lost. */
const OUTAGE_CODES = ['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
/** Of the driver adapter, whose words raw queries pass on under a code that tells nothing. */
const OUTAGE_KINDS = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'];
/** PostgreSQL: connection failure (08), too many connections (53300), shutting down or starting up (57P01 to 57P03). */
const SERVER_OUTAGE = /^(08\w{3}|53300|57P0[123])$/;
/** What pg throws without a code, when a connection ends or cannot be had in time. */
const LOST_CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The same store, saying `unavailable` when PostgreSQL is away, or others have held the same rows for too long: the
 * client can try again, nothing is wrong with it.
 */
export function sayingWhenDown<Store extends object>(store: Store): Store {
  // A port's members are all methods that promise something; each keeps its own signature.
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

/** Why it cannot be done now and can be later, with nothing wrong in what was asked; null for any other failure. */
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
