import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, type UpdateDefinition } from '@temporalio/common';
import { v7 as newId } from 'uuid';
import type { RequestWorkflows } from '../../api/requests/ports';
import { DomainError } from '../../domain/errors';
import { REQUEST_WORKFLOW, requestWorkflowId } from '../../workflows/ids';
import {
  answerUpdate,
  begunUpdate,
  confirmUpdate,
  type RequestInput,
} from '../../workflows/request/messages';
import type { RequestPhase } from '../../workflows/request/state';
import { isOutage, isOvertaken, refusal, within } from './updates';

const ORGANIZATION = defineSearchAttributeKey('OrganizationId', SearchAttributeType.KEYWORD);

/** Without a worker an update waits for ever; a person at a page does not. */
const WITHIN_MS = 8_000;

/** Starts requests and brings them their answers; each call starts the workflow when none runs and none has come to its end. */
export function createRequestWorkflows(
  client: Client,
  { taskQueue, withinMs = WITHIN_MS }: { readonly taskQueue: string; readonly withinMs?: number },
): RequestWorkflows {
  async function update<Args extends unknown[]>(
    request: RequestInput,
    definition: UpdateDefinition<RequestPhase, Args>,
    updateId: string,
    args: Args,
  ): Promise<void> {
    const { requestId, kind, organizationId } = request;
    const startWorkflowOperation = new WithStartWorkflowOperation(REQUEST_WORKFLOW, {
      taskQueue,
      workflowId: requestWorkflowId(requestId),
      workflowIdConflictPolicy: 'USE_EXISTING',
      // One that was terminated begins again, from its row; one that came to its end does not.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      args: [{ requestId, kind, organizationId } satisfies RequestInput],
      staticSummary: `An organization asks: ${kind}`,
      typedSearchAttributes: organizationId === null ? [] : [{ key: ORGANIZATION, value: organizationId }],
    });
    await within(client, withinMs, () =>
      client.workflow.executeUpdateWithStart(definition.name, { startWorkflowOperation, updateId, args }),
    );
  }

  return {
    async begin(request) {
      try {
        // An id of its own: the server answers a known one from a run that was terminated, and begins none.
        await update(request, begunUpdate, newId(), []);
      } catch (error) {
        const problem = asDomainError(error);
        // It has run and ended: there is nothing left to begin.
        if (problem instanceof DomainError && problem.code === 'request-closed') return;
        throw problem;
      }
    },

    async answer(request, { id: answerId, outcome }) {
      await update(request, answerUpdate, answerId, [{ answerId, outcome }]).catch(rethrow);
    },

    async confirm(request, confirmed) {
      await update(request, confirmUpdate, `confirm-${confirmed}`, [{ confirmed }]).catch(rethrow);
    },
  };
}

function rethrow(error: unknown): never {
  throw asDomainError(error);
}

function asDomainError(error: unknown): unknown {
  const over =
    error instanceof WorkflowExecutionAlreadyStartedError ||
    error instanceof WorkflowNotFoundError ||
    isOvertaken(error);
  if (over) return new DomainError('request-closed', 'The request is answered already.');
  if (error instanceof WorkflowUpdateFailedError) return refusal(error) ?? error;
  return isOutage(error) ? new DomainError('unavailable', 'The workflow did not answer in time.') : error;
}
