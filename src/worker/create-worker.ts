import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../activities';

export interface WorkerDeps {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly activities: Activities;
  /** How many open workflows are kept in memory. A replay brings the others back. This bounds the worker's memory. */
  readonly maxCachedWorkflows: number;
  readonly activitiesAtOnce: number;
  readonly localActivitiesAtOnce: number;
}

/** A worker for everything on one task queue. When it shuts down, it lets running activities finish. */
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
    // A run holds nothing that the log does not say. So a run that cannot be replayed fails, and the next signal, of a
    // writer or of the sweep, starts a new one. Otherwise its tasks would fail forever.
    workflowFailureErrorTypes: { '*': ['NondeterminismError'] },
  });
}

/** The bundle that the build made. When the worker runs from its sources, as in tests, the bundle is made now. */
function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'> {
  const codePath = join(__dirname, '..', 'workflow-bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  const workflowsPath = join(__dirname, '..', 'workflows');
  return { workflowsPath, bundlerOptions: { preloadModules: [workflowsPath] } };
}
