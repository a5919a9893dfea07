import { createWorker, type WorkerDeps } from '../../src/worker/create-worker';
import './quiet';

/** The service's worker in a test's own process, working. Returns how to end it. */
export async function startWorker({
  maxCachedWorkflows = 50,
  ...where
}: Pick<WorkerDeps, 'connection' | 'namespace' | 'taskQueue' | 'activities'> & {
  readonly maxCachedWorkflows?: number;
}): Promise<() => Promise<void>> {
  const worker = await createWorker({
    ...where,
    ...{ maxCachedWorkflows, activitiesAtOnce: 20, localActivitiesAtOnce: 20 },
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
  };
}
