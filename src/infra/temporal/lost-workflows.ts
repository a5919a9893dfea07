import type { Client } from '@temporalio/client';
import type { LostRequests } from '../../activities/requests/ports';
import type { LostWorkflow, LostWorkflows } from '../../worker/ports';
import {
  REFERRAL_WORKFLOW,
  referralWorkflowId,
  REQUEST_WORKFLOW,
  requestWorkflowId,
} from '../../workflows/ids';
import { notRunning } from './not-running';
import { startOptions } from './referral-workflows';

/** Finds referrals whose workflow was terminated, has failed or is gone. */
export function createLostWorkflows(client: Client, taskQueue: string): LostWorkflows {
  return {
    async among(referralIds) {
      const ends = await notRunning(client, REFERRAL_WORKFLOW, referralIds.map(referralWorkflowId));
      return referralIds.flatMap((referralId): LostWorkflow[] => {
        const end = ends.get(referralWorkflowId(referralId));
        return end === undefined ? [] : [{ referralId, ended: end !== 'unknown' }];
      });
    },

    async restart({ input, ...standing }) {
      await client.workflow.start(REFERRAL_WORKFLOW, {
        ...startOptions({ ...input, resume: { ...standing, why: 'restarted' } }),
        taskQueue,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
    },
  };
}

/** Finds requests whose workflow was terminated, has failed or is gone; one that came to its own end is not lost. */
export function createLostRequests(client: Client): LostRequests {
  return {
    async among(requests) {
      const ids = requests.map(({ requestId }) => requestWorkflowId(requestId));
      const ends = await notRunning(client, REQUEST_WORKFLOW, ids);
      return requests.filter(({ requestId }) => {
        const end = ends.get(requestWorkflowId(requestId));
        return end !== undefined && end !== 'completed';
      });
    },
  };
}
