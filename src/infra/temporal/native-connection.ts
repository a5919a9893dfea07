import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from '../../config';
import { Unfit } from '../../health';
import { untilReachable } from '../until-reachable';
import { connectionOptions } from './client';
import { hasStatus, isNotPermitted } from './grpc-status';

/**
 * The worker's connection, once Temporal can be used. Waits for a server that is away or not prepared yet, as for the
 * database. Throws errors that waiting cannot cure, such as a key that the server does not know.
 *
 * @param check Throws as long as workflows could not be started there. If the server does not permit or know the check,
 *   nothing is held against it.
 * @param waiting Told the cause each time.
 */
export function connectNative(
  config: TemporalConfig,
  check: () => Promise<void>,
  waiting: (error: unknown) => void,
): Promise<NativeConnection> {
  return untilReachable(() => connectOnce(config, check), waiting, isPassing);
}

/** Connects before it checks, because only the connection itself says why a server cannot be reached. */
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
  // An error of the SDK's native part, which does not export its class.
  return error instanceof Error && error.name === 'TransportError';
}
