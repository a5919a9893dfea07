import type { Client } from '@temporalio/client';
import type { LostCycles } from '../../activities/reports/ports';
import type { LostWorkflow, LostWorkflows } from '../../worker/ports';
import {
  REFERRAL_WORKFLOW,
  referralWorkflowId,
  REPORT_WORKFLOW,
  reportWorkflowId,
  SEASON_WORKFLOW,
  seasonWorkflowId,
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

/** Finds seasons and reports without a running workflow, however it ended: PostgreSQL says that there is more to do. */
export function createLostCycles(client: Client): LostCycles {
  const among = async (type: string, ids: readonly string[], workflowId: (id: string) => string) => {
    const ends = await notRunning(client, type, ids.map(workflowId));
    return ids.filter((id) => ends.has(workflowId(id)));
  };
  return {
    seasons: (ids) => among(SEASON_WORKFLOW, ids, seasonWorkflowId),
    reports: (ids) => among(REPORT_WORKFLOW, ids, reportWorkflowId),
  };
}
