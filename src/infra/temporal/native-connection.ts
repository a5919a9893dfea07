import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from '../../config';

/** The worker's connection. Throws when Temporal cannot be reached: without it there is nothing to work on. */
export function connectNative(config: TemporalConfig): Promise<NativeConnection> {
  const { address, apiKey, tls, metadata } = config;
  return NativeConnection.connect({
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
  });
}
