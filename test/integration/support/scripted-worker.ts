import { randomUUID } from 'node:crypto';
import { NativeConnection } from '@temporalio/worker';
import { createTemporalClient, type TemporalHandle } from '../../../src/infra/temporal/client';
import { createWaker, type WakerHandle } from '../../../src/infra/temporal/waker';
import { provided } from '../../support/environment';
import { startWorker } from '../../support/running-worker';
import { Scripts } from '../../workflow/support/script';
import { SILENT } from '../../workflow/support/silent-log';

/** The service's loop on a real Temporal server, with activities whose plans a test writes. */
export interface ScriptedWorker {
  readonly temporal: TemporalHandle;
  readonly waker: WakerHandle;
  readonly scripts: Scripts;
  stop(): Promise<void>;
}

export async function startScriptedWorker(
  options: { readonly maxCachedWorkflows?: number } = {},
): Promise<ScriptedWorker> {
  const address = provided('TEST_TEMPORAL_ADDRESS');
  const namespace = 'default';
  const taskQueue = `scripted-${randomUUID()}`;
  const temporal = createTemporalClient({
    ...{ address, namespace, apiKey: undefined, tls: undefined, metadata: undefined },
  });
  const waker = createWaker(temporal.client, { taskQueue, log: SILENT });
  const connection = await NativeConnection.connect({ address });
  const scripts = new Scripts();
  const { activities } = scripts;
  const endWorker = await startWorker({ connection, namespace, taskQueue, activities, ...options });
  return {
    ...{ temporal, waker, scripts },
    async stop() {
      await waker.drain();
      await endWorker();
      await connection.close();
      await temporal.close();
    },
  };
}
