import { Client, Connection } from '@temporalio/client';
import type { TemporalConfig } from '../../config';
import { Unfit } from '../../health';
import { hasStatus } from './grpc-status';
import { attributeFaults, loadSearchAttributes, type AttributeFault } from './search-attributes';
import { stoppableRetries } from './stoppable-retries';

export interface TemporalHandle {
  readonly client: Client;
  readonly connection: Connection;
  /**
   * Throws when Temporal does not answer. Throws Unfit when workflows could not be started there, because this
   * namespace or its search attributes are missing.
   */
  check(): Promise<void>;
  close(): Promise<void>;
}

const CHECK_WITHIN_MS = 1_500;

/** gRPC's own pause between two attempts to connect grows to two minutes. A start must follow within 30 seconds. */
const MAX_RECONNECT_PAUSE_MS = 3_000;

/** Connects with the first call, not now. So an API that starts while Temporal is away still takes leads. */
export function createTemporalClient(config: TemporalConfig): TemporalHandle {
  const { namespace } = config;
  const retries = stoppableRetries();
  const connection = Connection.lazy({
    ...connectionOptions(config),
    interceptors: [retries.interceptor],
    channelArgs: { 'grpc.max_reconnect_backoff_ms': MAX_RECONNECT_PAUSE_MS },
  });
  // Nobody removes attributes from a namespace in use. Once they were there, they are not checked again.
  let attributesSeen = false;
  return {
    client: new Client({ connection, namespace }),
    connection,
    check: async () => {
      await connection.withDeadline(Date.now() + CHECK_WITHIN_MS, async () => {
        await requireNamespace(connection, namespace);
        if (attributesSeen) return;
        requireFit(await attributeFaults(connection, namespace, loadSearchAttributes()), namespace);
        attributesSeen = true;
      });
    },
    close: async () => {
      await retries.stop();
      await connection.close();
    },
  };
}

/** How every client reaches Temporal. */
export function connectionOptions({ address, apiKey, tls, metadata }: TemporalConfig) {
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

const PREPARE = 'run `npm run migrate` with TEMPORAL_ADDRESS';

async function requireNamespace({ workflowService }: Connection, namespace: string): Promise<void> {
  try {
    await workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!hasStatus(error, 'NOT_FOUND')) throw error;
    throw new Unfit(`there is no namespace ${namespace}: ${PREPARE}`, { cause: error });
  }
}

function requireFit(faults: readonly AttributeFault[], namespace: string): void {
  if (faults.length === 0) return;
  const list = faults.map(({ name, type, found }) =>
    found === null ? name : `${name} (is ${found}, must be ${type})`,
  );
  throw new Unfit(`namespace ${namespace} lacks search attributes: ${list.join(', ')}; ${PREPARE}`);
}
