import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from '../../config';
import { Unfit } from '../../health';
import { untilReachable } from '../until-reachable';
import { connectionOptions } from './client';
import { hasStatus, isNotPermitted } from './grpc-status';

/**
 * The worker's connection, once Temporal can be worked with. A server that is away, or that has not been prepared yet, is
 * waited for, as the database is. Throws what no waiting helps against, such as a key that the server does not know.
 *
 * @param check Throws as long as workflows could not be started there. Where it may not be asked, or cannot be answered,
 *   nothing is known against the server.
 * @param waiting Told each time, with the cause.
 */
export function connectNative(
  config: TemporalConfig,
  check: () => Promise<void>,
  waiting: (error: unknown) => void,
): Promise<NativeConnection> {
  return untilReachable(() => connectOnce(config, check), waiting, isPassing);
}

/** Connects before it asks: only the connection itself says why a server cannot be reached. */
async function connectOnce(config: TemporalConfig, check: () => Promise<void>): Promise<NativeConnection> {
  const connection = await NativeConnection.connect(connectionOptions(config));
  try {
    await check();
  } catch (error) {
    if (!isNotPermitted(error)) {
      await connection.close();
      throw error;
    }
  }
  return connection;
}

function isPassing(error: unknown): boolean {
  if (error instanceof Unfit || hasStatus(error, 'UNAVAILABLE', 'DEADLINE_EXCEEDED')) return true;
  // The native part's own; the SDK does not export its class for others.
  return error instanceof Error && error.name === 'TransportError';
}
