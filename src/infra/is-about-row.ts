import { isGrpcServiceError } from '@temporalio/client';
import { whyNotNow } from './prisma/database/outages';
import { hasStatus } from './temporal/grpc-status';

/**
 * Whether PostgreSQL and Temporal could be asked, and the answer is that this row is wrong. When one of them is away,
 * the next row would fail in the same way.
 */
export function isAboutRow(error: unknown): boolean {
  const answer = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  if (isGrpcServiceError(answer)) return hasStatus(answer, 'INVALID_ARGUMENT');
  return whyNotNow(error) === null;
}
