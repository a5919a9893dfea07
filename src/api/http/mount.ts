import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import type { Log } from './log';
import type { ApiClient, ApiKeys, Clock, IdempotencyStore } from './ports';
import { HttpError } from './problems';
import type { Answer } from './answer';
import { authenticate, PUBLIC_CLIENT } from './authenticate';
import { parseJsonBody } from './body';
import { locals } from './locals';
import { readIdempotency, readIfMatch } from './preconditions';
import { collectBody, collectedBody, takeRawBody } from './raw-body';
import { noteRoute } from './request-log';
import type { Route } from './route';
import { runOnce } from './run-once';
import { validate } from './validate';

export interface MountDeps {
  readonly keys: ApiKeys;
  readonly clock: Clock;
  readonly idempotency: IdempotencyStore;
  readonly log: Log;
}

/** Unknown parameters are refused like unknown fields. */
const NO_QUERY = z.strictObject({});

/** Serves the routes, and 405 for every other method on their paths. */
export function mountRoutes(routes: readonly Route[], deps: MountDeps): Router {
  const router = express.Router({ caseSensitive: true });
  const paths = new Map<string, Route[]>();
  for (const route of routes) paths.set(route.path, [...(paths.get(route.path) ?? []), route]);

  for (const [path, served] of paths) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const allow = allowedMethods(served);
    router.options(pattern, (_request, response) => {
      noteRoute(response, path);
      response.set('allow', allow).status(204).end();
    });
    for (const route of served) {
      router[route.method](pattern, ...handlers(route, deps));
    }
    router.all(pattern, (_request, response) => {
      noteRoute(response, path);
      throw new HttpError('method-not-allowed', `This address takes ${allow}.`, { allow });
    });
  }
  return router;
}

function allowedMethods(routes: readonly Route[]): string {
  const served = new Set(routes.map(({ method }) => method));
  return [
    ...(served.has('get') ? ['GET', 'HEAD'] : []),
    ...(served.has('post') ? ['POST'] : []),
    ...(served.has('patch') ? ['PATCH'] : []),
    'OPTIONS',
  ].join(', ');
}

type Handler = (request: Request, response: Response, next: NextFunction) => void | Promise<void>;

function handlers(route: Route, deps: MountDeps): (Handler | RequestHandler)[] {
  const admit: Handler = (request, response, next) => {
    noteRoute(response, route.path);
    locals(response).client = authenticate(deps.keys, request.get('authorization'), route.scope);
    next();
  };
  const run: Handler = async (request, response) => {
    send(response, await answerTo(route, request, locals(response).client ?? PUBLIC_CLIENT, deps));
  };
  return route.body === undefined ? [admit, run] : [admit, collectBody(route.raw), run];
}

async function answerTo(route: Route, request: Request, client: ApiClient, deps: MountDeps): Promise<Answer> {
  const now = deps.clock.now();
  const params = route.params?.safeParse(request.params);
  if (params?.success === false) throw new DomainError('not-found', 'There is nothing at this address.');
  const query = validate(route.query ?? NO_QUERY, request.query, 'query');
  const ifMatch = route.ifMatch === true ? request.get('if-match') : undefined;
  const asked = route.body === undefined ? undefined : readBody(route, request);
  const idempotency =
    route.method === 'get'
      ? null
      : readIdempotency({
          key: request.get('idempotency-key'),
          ifMatch,
          client,
          method: request.method,
          path: request.path,
          asked,
          now,
        });
  const context = {
    params: params?.data ?? {},
    query,
    body: route.body === undefined ? undefined : validate(route.body, asked, 'body'),
    client,
    now,
    idempotency,
    ifMatch: readIfMatch(ifMatch),
  };
  if (idempotency === null) return route.handle(context);
  return runOnce(deps, idempotency, now, () => route.handle(context));
}

function readBody(route: Route, request: Request): unknown {
  // Left by collectBody, which is there for every route with a body.
  const raw = collectedBody(request);
  const contentType = request.get('content-type');
  return route.raw === undefined ? parseJsonBody(raw, contentType) : takeRawBody(raw, contentType, route.raw);
}

export function send(response: Response, answer: Answer): void {
  response.status(answer.status).set(answer.headers).send(answer.body);
}
