import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Activities } from '../../../src/activities';
import { instant, millis, type Instant } from '../../../src/domain/time';
import { createWaker, type WakerHandle } from '../../../src/infra/temporal/waker';
import { startWorker } from '../../support/running-worker';
import { startTimeSkipping } from '../../support/temporal';
import { SILENT } from './silent-log';

const TASK_QUEUE = 'workflow-tests';

/** A Temporal whose clock a test moves forward, with the service's own worker, workflows and waker. */
export class TimeSkipping {
  /** Not the environment's own: awaiting a result with that one lets the clock run away. */
  readonly client: Client;
  readonly waker: WakerHandle;
  private stopWorker: () => Promise<void> = () => Promise.resolve();

  private constructor(readonly env: TestWorkflowEnvironment) {
    this.client = new Client({ connection: env.connection, namespace: env.namespace ?? 'default' });
    this.waker = createWaker(this.client, { taskQueue: TASK_QUEUE, log: SILENT });
  }

  static async start(): Promise<TimeSkipping> {
    return new TimeSkipping(await startTimeSkipping());
  }

  /** The worker; one that runs already ends first, as when the service is deployed anew. */
  async runWorker(
    activities: Activities,
    options: { readonly maxCachedWorkflows?: number } = {},
  ): Promise<void> {
    await this.endWorker();
    this.stopWorker = await startWorker({
      connection: this.env.nativeConnection,
      namespace: this.env.namespace ?? 'default',
      ...{ taskQueue: TASK_QUEUE, activities, ...options },
    });
  }

  async endWorker(): Promise<void> {
    const { stopWorker } = this;
    this.stopWorker = () => Promise.resolve();
    await stopWorker();
  }

  async stop(): Promise<void> {
    await this.waker.drain();
    await this.endWorker();
    await this.env.teardown();
  }

  async now(): Promise<Instant> {
    return instant(await this.env.currentTimeMs());
  }

  /** Moves the clock forward, firing every timer on the way. */
  async goTo(at: string): Promise<void> {
    const ahead = millis(instant(at)) - (await this.env.currentTimeMs());
    if (ahead < 0) throw new Error(`the server's clock only goes forward, and ${at} is over`);
    await this.env.sleep(ahead);
  }
}
