import { Client, Connection } from '@temporalio/client';
import type { TemporalConfig } from '../../config';
import { stoppableRetries } from './stoppable-retries';

export interface TemporalHandle {
  readonly client: Client;
  readonly connection: Connection;
  /** Throws when Temporal does not answer, or not with this namespace. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const CHECK_WITHIN_MS = 1_500;

/** gRPC's own pause between two attempts to connect grows to two minutes; a start must follow within 30 seconds. */
const MAX_RECONNECT_PAUSE_MS = 3_000;

/** Connects with the first call, not now: an API that starts while Temporal is away still takes leads. */
export function createTemporalClient(config: TemporalConfig): TemporalHandle {
  const { address, namespace, apiKey, tls, metadata } = config;
  const retries = stoppableRetries();
  const connection = Connection.lazy({
    address,
    interceptors: [retries.interceptor],
    channelArgs: { 'grpc.max_reconnect_backoff_ms': MAX_RECONNECT_PAUSE_MS },
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
  });
  return {
    client: new Client({ connection, namespace }),
    connection,
    check: async () => {
      await connection.withDeadline(Date.now() + CHECK_WITHIN_MS, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    },
    close: async () => {
      await retries.stop();
      await connection.close();
    },
  };
}
