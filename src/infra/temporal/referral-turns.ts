import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { ReferralTurns } from '../../activities/ports';
import { referralWorkflowId } from '../../workflows/ids';
import { routeNowUpdate } from '../../workflows/referral/messages';

/** A turn includes the routing's transaction; a busy worker may need a moment for it. */
const TURN_DEADLINE_MS = 15_000;

export function createReferralTurns(client: Client): ReferralTurns {
  return {
    async routeNow(referralId) {
      const handle = client.workflow.getHandle(referralWorkflowId(referralId));
      try {
        const { placed } = await client.withDeadline(Date.now() + TURN_DEADLINE_MS, () =>
          handle.executeUpdate(routeNowUpdate),
        );
        return placed;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}
