import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from '../../config';
import { connectionOptions } from './client';

/** The worker's connection. Throws when Temporal cannot be reached: without it there is nothing to work on. */
export function connectNative(config: TemporalConfig): Promise<NativeConnection> {
  return NativeConnection.connect(connectionOptions(config));
}
