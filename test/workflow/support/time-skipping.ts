import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Activities } from '../../../src/activities';
import { instant, millis, type Instant } from '../../../src/domain/time';
import { createWorker } from '../../../src/worker/create-worker';

/** The time of the server under test. */
export async function serverNow(env: TestWorkflowEnvironment): Promise<Instant> {
  return instant(await env.currentTimeMs());
}

/** Moves the server's clock forward, firing every timer on the way. */
export async function goTo(env: TestWorkflowEnvironment, at: string): Promise<void> {
  const ahead = millis(instant(at)) - (await env.currentTimeMs());
  if (ahead < 0) throw new Error(`the server's clock only goes forward, and ${at} is over`);
  await env.sleep(ahead);
}

/** A real worker beside the server; the returned function stops it. */
export async function runWorker(
  env: TestWorkflowEnvironment,
  worker: {
    readonly taskQueue: string;
    readonly maxCachedWorkflows: number;
    /** Those that the tests' workflows ask for. */
    readonly activities: Partial<Activities>;
  },
): Promise<() => Promise<void>> {
  const started = await createWorker({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    ...{ activitiesAtOnce: 20, localActivitiesAtOnce: 20 },
    ...worker,
    activities: worker.activities as Activities,
  });
  const running = started.run();
  return async () => {
    started.shutdown();
    await running;
  };
}
