import type { RequestAsk } from '../../../domain/organization/request/requests';
import type { Prisma } from '../generated/client';

/** `organization_requests.payload`: what is asked for, together with the comments and what they are about. */
export interface RequestPayload {
  readonly ask: RequestAsk;
  readonly comments: string | null;
  /** Of a question that a mail server caused: addresses behind the contact point that mail does not reach. */
  readonly unreached: readonly string[] | null;
}

export function toPayload({ ask, comments, unreached }: RequestPayload): Prisma.InputJsonObject {
  return { ...ask, comments, ...(unreached === null ? {} : { unreached: [...unreached] }) };
}

/** Only this service writes the column, from the same type. */
export function fromPayload(payload: Prisma.JsonValue): RequestPayload {
  const {
    comments,
    unreached = null,
    ...ask
  } = payload as unknown as RequestAsk & { comments: string | null; unreached?: readonly string[] };
  return { ask, comments, unreached };
}
