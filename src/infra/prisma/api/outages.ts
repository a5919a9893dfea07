import { DomainError } from '../../../domain/errors';

/** Prisma: cannot reach or log in, timed out, connection closed, no free connection, transaction not started in time. */
const OUTAGE_CODES = ['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'];
/** PostgreSQL: connection failure (08), too many connections (53300), shutting down or starting up (57P01 to 57P03). */
const SERVER_OUTAGE = /^(08\w{3}|53300|57P0[123])$/;
const SOCKET_OUTAGE = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** The same store, saying `unavailable` when PostgreSQL is away: the client can try again, nothing is wrong with it. */
export function sayingWhenDown<Store extends object>(store: Store): Store {
  const translated = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await method.apply(store, args);
      } catch (error) {
        throw isOutage(error) ? new DomainError('unavailable', 'The database cannot be reached.') : error;
      }
    },
  ]);
  return Object.fromEntries(translated);
}

export function isOutage(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (at.name === 'PrismaClientInitializationError') return true;
    if (OUTAGE_CODES.includes(code) || SERVER_OUTAGE.test(code) || SOCKET_OUTAGE.test(code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(at.message)) return true;
  }
  return false;
}
