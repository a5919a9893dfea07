import { coverageRoute } from './coverage-routes';
import { policyRoute } from './policy-routes';
import { routingTrialRoute } from './trial-routes';

export type RoutingDeps = Parameters<typeof coverageRoute>[0] &
  Parameters<typeof policyRoute>[0] &
  Parameters<typeof routingTrialRoute>[0];

/** Where nobody can help, the policies that decisions name, and trials of other rules. */
export function routing(deps: RoutingDeps) {
  return { routes: [coverageRoute(deps), policyRoute(deps), routingTrialRoute(deps)] };
}
