import type { Client } from '@temporalio/client';
import type { Waitlist } from '../../activities/ports';
import { WAITLIST_WORKFLOW, WAITLIST_WORKFLOW_ID } from '../../workflows/ids';
import { nudgeSignal } from '../../workflows/waitlist/messages';

/** Wakes the waiting list, or starts it: it runs only while somebody could be placed. */
export function createWaitlist(client: Client, taskQueue: string): Waitlist {
  return {
    async nudge() {
      await client.workflow.signalWithStart(WAITLIST_WORKFLOW, {
        workflowId: WAITLIST_WORKFLOW_ID,
        taskQueue,
        signal: nudgeSignal,
        staticSummary: 'Gives waiting referrals their turn, oldest first',
      });
    },
  };
}
