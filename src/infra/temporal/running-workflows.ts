import type { Client } from '@temporalio/client';
import { groupBy } from '../../domain/group-by';
import { workflowIdOf } from '../../workflows/ids';
import type { RunningWorkflows } from '../../worker/ports';
import { notRunning } from './not-running';

export function createRunningWorkflows(client: Client): RunningWorkflows {
  return {
    async missing(followed) {
      const missing = [];
      for (const [kind, ofKind] of groupBy(followed, (one) => one.kind)) {
        const gone = await notRunning(client, kind, ofKind.map(workflowIdOf));
        missing.push(...ofKind.filter((one) => gone.has(workflowIdOf(one))));
      }
      return missing;
    },
  };
}
