import {
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DomainError, isDomainErrorCode, type FieldError } from '../../domain/errors';

/** What every use of updates needs: an end to waiting, and the workflow's words in ours. */

/**
 * The deadline ends each request, but between two attempts the client's own retries may sleep past it: the timer is
 * what the caller can rely on.
 */
export async function within<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
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

/** gRPC: cancelled, deadline exceeded, resource exhausted, aborted, unavailable. */
const OUTAGES: readonly number[] = [1, 4, 8, 10, 14];

/** Temporal is away or too busy, or no worker took the update in time. */
export function isOutage(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  const grpc = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(grpc) && OUTAGES.includes(grpc.code);
}

/** The workflow ended between the update's arrival and its turn. */
const OVERTAKEN = 'AcceptedUpdateCompletedWorkflow';

export function isOvertaken(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === OVERTAKEN
  );
}

/** What the workflow said, as it said it: the failure's type is a DomainErrorCode. */
export function refusal({ cause }: WorkflowUpdateFailedError): DomainError | null {
  if (!(cause instanceof ApplicationFailure)) return null;
  if (!isDomainErrorCode(cause.type)) return null;
  const [details] = (cause.details ?? []) as [{ errors?: FieldError[] }?];
  return new DomainError(cause.type, cause.message, details?.errors ? { errors: details.errors } : {});
}
