import { isGrpcServiceError } from '@temporalio/client';

/** gRPC's own numbers. No package that we use exports them. */
const STATUS = {
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  INVALID_ARGUMENT: 3,
  PERMISSION_DENIED: 7,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
} as const;

export type GrpcStatus = keyof typeof STATUS;

export function hasStatus(error: unknown, ...among: readonly GrpcStatus[]): boolean {
  if (!isGrpcServiceError(error)) return false;
  // Read as a number, because its own type is an enum of a package that we do not use directly.
  const code: number = error.code;
  return among.some((name) => STATUS[name] === code);
}

/** Services that others run, such as Temporal Cloud, answer this to what only their administrators may do. */
export function isNotPermitted(error: unknown): boolean {
  return hasStatus(error, 'PERMISSION_DENIED', 'UNIMPLEMENTED');
}
