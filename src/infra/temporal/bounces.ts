import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Bounces } from '../../api/inbound-mail/ports';
import { BOUNCE_WORKFLOW, bounceWorkflowId } from '../../workflows/ids';
import { asDomainError } from './referral-workflows';
import { within } from './updates';

/** Long enough for a busy server; a mail provider's hook comes again when it is answered 503. */
const START_WITHIN_MS = 5_000;

export function createBounces(client: Client, taskQueue: string): Bounces {
  return {
    async start(input) {
      try {
        await within(client, START_WITHIN_MS, () =>
          client.workflow.start(BOUNCE_WORKFLOW, {
            taskQueue,
            workflowId: bounceWorkflowId(input.messageId),
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            args: [input],
            staticSummary: 'A mail to an organization came back',
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw asDomainError(error);
      }
    },
  };
}
