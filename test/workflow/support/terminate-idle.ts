import type { WorkflowHandle } from '@temporalio/client';
import { eventually } from './eventually';

/**
 * Ends a run while it waits: the test server's clock stands still for ever when one is terminated in the middle of a
 * workflow task. Somebody is at work when the history ends with a task that is scheduled or has started.
 */
export async function terminateIdle(handle: WorkflowHandle): Promise<void> {
  await eventually('the run to wait', async () => {
    const last = (await handle.fetchHistory()).events?.at(-1);
    const task =
      last?.workflowTaskScheduledEventAttributes ??
      last?.workflowTaskStartedEventAttributes ??
      last?.activityTaskScheduledEventAttributes ??
      last?.activityTaskStartedEventAttributes ??
      null;
    return last !== undefined && task === null;
  });
  await handle.terminate('a test');
}
