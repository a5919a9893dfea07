import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { RerouteStarter } from '../../api/ports';
import { DomainError } from '../../domain/errors';
import { REROUTE_WORKFLOW, rerouteWorkflowId } from '../../workflows/ids';
import { isOutage, within } from './updates';

const ORGANIZATION = defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD);
const WITHIN_MS = 5_000;

export function createReroutes(client: Client, taskQueue: string): RerouteStarter {
  return {
    async start(input) {
      try {
        await within(client, WITHIN_MS, () =>
          client.workflow.start(REROUTE_WORKFLOW, {
            taskQueue,
            workflowId: rerouteWorkflowId(input.rerouteId),
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            args: [input],
            staticSummary: `Gives ${input.total} open referrals to other organizations`,
            typedSearchAttributes: [{ key: ORGANIZATION, value: input.organizationId }],
          }),
        );
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return;
        if (!isOutage(error)) throw error;
        throw new DomainError('unavailable', 'The re-route could not be started. Send it again.');
      }
    },
  };
}
