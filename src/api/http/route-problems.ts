import type { ProblemCode } from './problems';
import type { Route } from './route';

/**
 * Every problem that a route can answer: its own, and those that follow from its shape, because they are found before
 * the route is asked. So no route can forget one of them.
 */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const changes = route.method !== 'get';
  const codes: readonly (ProblemCode | false)[] = [
    // The key.
    route.scope !== null && 'unauthorized',
    route.scope !== null && 'forbidden',
    // The address: an id of another form, an escape that is none, an unknown parameter.
    route.params !== undefined && 'not-found',
    route.params !== undefined && 'malformed-request',
    'validation',
    // The headers.
    route.ifMatch === true && 'version-conflict',
    changes && 'malformed-request',
    changes && 'idempotency-key-reused',
    changes && 'idempotency-key-in-progress',
    // The body.
    route.body !== undefined && 'malformed-request',
    route.body !== undefined && 'body-too-large',
    route.body !== undefined && 'unsupported-media-type',
    ...route.answers.problems,
    'unavailable',
    'internal',
  ];
  return [...new Set(codes.filter((code) => code !== false))];
}
