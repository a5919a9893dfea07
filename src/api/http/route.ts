import type { z } from 'zod';
import type { Instant, LocalDate } from '../../domain/time';
import type { ApiClient, Claim } from './ports';
import type { Scope } from './scopes';
import type { Answer } from './answer';
import type { ProblemCode } from './problems';
import type { RawBody } from './raw-body';

export interface RouteContext<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Who calls. On a public route it is the anonymous client. */
  readonly client: ApiClient;
  readonly now: Instant;
  /** The caller's Idempotency-Key with a fingerprint of the request. Null without a key. */
  readonly idempotency: Idempotency | null;
  /** The version in `If-Match`. Null without the header, or when any version will do. */
  readonly ifMatch: number | null;
}

export interface Idempotency {
  readonly claim: Claim;
  readonly requestHash: string;
}

export interface RouteAnswer {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  /** Set for a file, which has no schema. */
  readonly binary?: true;
}

/** What a route can answer, beside the problems that follow from its shape: see `problemsOf`. */
export interface RouteAnswers {
  readonly good: Readonly<Record<number, RouteAnswer>>;
  readonly problems: readonly ProblemCode[];
}

/** One operation of the API: what Express serves and what the OpenAPI document says come from this alone. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'patch';
  /** In OpenAPI's form: `/api/v1/referrals/{id}`. */
  readonly path: string;
  /** Stable: programs name what they generate from the document after it. */
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Null: no key needed. */
  readonly scope: Scope | null;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Set when the body is not JSON. `body` is then `bytes`. */
  readonly raw?: RawBody;
  /** A JSON body that is taken on this local day, where what `{id}` names allows it. */
  readonly example?: (today: LocalDate) => z.input<Body>;
  /** `If-Match` is honored; elsewhere it is ignored. */
  readonly ifMatch?: true;
  readonly answers: RouteAnswers;
  // A method, so that routes of different shapes fit into one list.
  handle(context: RouteContext<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Answer>;
}

/** Gives `handle` the types of the schemas beside it. */
export function defineRoute<
  Params extends z.ZodType = z.ZodType<Record<string, never>>,
  Query extends z.ZodType = z.ZodType<Record<string, never>>,
  Body extends z.ZodType = z.ZodType<undefined>,
>(route: Route<Params, Query, Body>): Route {
  return route;
}
