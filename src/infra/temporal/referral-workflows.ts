import {
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ReferralWorkflows } from '../../api/ports';
import { DomainError, isDomainErrorCode, type FieldError } from '../../domain/errors';
import { referralWorkflowId, REFERRAL_WORKFLOW } from '../../workflows/ids';
import { actUpdates, type Act, type ActResult, type ReferralInput } from '../../workflows/referral/messages';

const STATUS = defineSearchAttributeKey('ReferralStatus', SearchAttributeType.KEYWORD);
const ASSISTER_TYPE = defineSearchAttributeKey('AssisterType', SearchAttributeType.KEYWORD);
const COUNTY = defineSearchAttributeKey('County', SearchAttributeType.KEYWORD);

/** The CRM waits for a start, but not long: the lead is safe already. */
const START_WITHIN_MS = 2_000;
/** Without a worker an update waits for ever; a person at a page does not. */
const ACT_WITHIN_MS = 8_000;

export interface ReferralWorkflowOptions {
  readonly taskQueue: string;
  readonly startWithinMs?: number;
  readonly actWithinMs?: number;
}

/** Starts referrals and brings them what people do. */
export function createReferralWorkflows(client: Client, options: ReferralWorkflowOptions): ReferralWorkflows {
  const { taskQueue, startWithinMs = START_WITHIN_MS, actWithinMs = ACT_WITHIN_MS } = options;

  return {
    async start(input) {
      try {
        await within(client, startWithinMs, () =>
          client.workflow.start(REFERRAL_WORKFLOW, { taskQueue, ...startOptions(input) }),
        );
      } catch (error) {
        // It has run and ended: REJECT_DUPLICATE says so, USE_EXISTING alone would start it over.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw asDomainError(error);
      }
    },

    async act(referralId, act) {
      try {
        return await within(client, actWithinMs, () => update(client, referralId, act));
      } catch (error) {
        throw asDomainError(error);
      }
    },
  };
}

/**
 * The deadline ends each request, but between two attempts the client's own retries may sleep past it: the timer is
 * what the caller can rely on.
 */
async function within<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DomainError('unavailable', 'The workflow did not answer in time.'));
    }, ms);
  });
  try {
    return await Promise.race([client.withDeadline(Date.now() + ms, call), late]);
  } finally {
    clearTimeout(timer);
  }
}

function startOptions(input: ReferralInput): Omit<WorkflowStartOptions, 'taskQueue'> {
  return {
    workflowId: referralWorkflowId(input.referralId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    args: [input],
    staticSummary: `${input.assisterType} referral, ${input.countyName} County`,
    typedSearchAttributes: [
      { key: STATUS, value: 'received' },
      { key: ASSISTER_TYPE, value: input.assisterType },
      { key: COUNTY, value: input.countyName },
    ],
  };
}

/** The act's id is the update's id: sent again, it waits for the first and returns its result. */
function update(client: Client, referralId: string, act: Act): Promise<ActResult> {
  const handle = client.workflow.getHandle(referralWorkflowId(referralId));
  // Each kind has its own definition; the name and the one argument are all that travels.
  return handle.executeUpdate<ActResult, [Act]>(actUpdates[act.kind].name, {
    updateId: act.actId,
    args: [act],
  });
}

function asDomainError(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) return refusal(error) ?? error;
  if (error instanceof WorkflowNotFoundError) {
    return new DomainError('referral-closed', 'This referral is closed.');
  }
  return isOutage(error) ? new DomainError('unavailable', 'The workflow did not answer in time.') : error;
}

/** gRPC: cancelled, deadline exceeded, resource exhausted, aborted, unavailable. */
const OUTAGES: readonly number[] = [1, 4, 8, 10, 14];

/** Temporal is away or too busy, or no worker took the update in time. */
function isOutage(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  const grpc = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(grpc) && OUTAGES.includes(grpc.code);
}

/** What the workflow said, as it said it: the failure's type is a DomainErrorCode. */
function refusal({ cause }: WorkflowUpdateFailedError): DomainError | null {
  if (!(cause instanceof ApplicationFailure)) return null;
  // The workflow ended between the update's arrival and its turn.
  if (cause.type === 'AcceptedUpdateCompletedWorkflow') {
    return new DomainError('referral-closed', 'This referral is closed.');
  }
  if (!isDomainErrorCode(cause.type)) return null;
  const [details] = (cause.details ?? []) as [{ errors?: FieldError[] }?];
  return new DomainError(cause.type, cause.message, details?.errors ? { errors: details.errors } : {});
}
