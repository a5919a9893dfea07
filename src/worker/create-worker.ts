import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../activities';

export interface WorkerDeps {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly activities: Activities;
  /** Open workflows kept in memory; the others come back by replay. Bounds the worker's memory. */
  readonly maxCachedWorkflows: number;
  readonly activitiesAtOnce: number;
  readonly localActivitiesAtOnce: number;
}

/** A worker for everything on one task queue. Shutting it down lets running activities finish. */
export function createWorker(deps: WorkerDeps): Promise<Worker> {
  return Worker.create({
    connection: deps.connection,
    namespace: deps.namespace,
    taskQueue: deps.taskQueue,
    activities: { ...deps.activities },
    ...workflowCode(),
    maxCachedWorkflows: deps.maxCachedWorkflows,
    maxConcurrentActivityTaskExecutions: deps.activitiesAtOnce,
    maxConcurrentLocalActivityExecutions: deps.localActivitiesAtOnce,
    shutdownGraceTime: '20s',
    // A run holds nothing that the log does not say, so one that cannot be replayed is worth less than a new one: it
    // fails, and the next signal, or the sweep's, begins another. Otherwise its tasks would fail for ever.
    workflowFailureErrorTypes: { '*': ['NondeterminismError'] },
  });
}

/** The bundle that the build made; from sources, as in tests, it is made now. */
function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'> {
  const codePath = join(__dirname, '..', 'workflow-bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  const workflowsPath = join(__dirname, '..', 'workflows');
  return { workflowsPath, bundlerOptions: { preloadModules: [workflowsPath] } };
}
