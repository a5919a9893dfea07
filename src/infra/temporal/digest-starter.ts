import type { Client } from '@temporalio/client';
import type { DigestStarter } from '../../worker/ports';
import { DIGEST_WORKFLOW, DIGEST_WORKFLOW_ID } from '../../workflows/ids';

/** Keeps the exchange's one digest running; one that was terminated is started again. */
export function createDigestStarter(client: Client, taskQueue: string): DigestStarter {
  return {
    async ensure() {
      await client.workflow.start(DIGEST_WORKFLOW, {
        workflowId: DIGEST_WORKFLOW_ID,
        taskQueue,
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: 'Mails the single point of contact once a business day',
      });
    },
  };
}
