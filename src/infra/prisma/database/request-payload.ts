import type { RequestAsk } from '../../../domain/organization/request/requests';
import type { Prisma } from '../generated/client';

/** `organization_requests.payload`: what is asked for, together with the comments. */
export interface RequestPayload {
  readonly ask: RequestAsk;
  readonly comments: string | null;
}

export function toPayload({ ask, comments }: RequestPayload): Prisma.InputJsonObject {
  return { ...ask, comments };
}

/** Only this service writes the column, from the same type. */
export function fromPayload(payload: Prisma.JsonValue): RequestPayload {
  const { comments, ...ask } = payload as unknown as RequestAsk & { comments: string | null };
  return { ask, comments };
}
