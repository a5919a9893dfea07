import { escalationLinkTarget } from './page/link-target';
import { escalationPageRouter } from './page/router';
import { escalationRoutes } from './routes';

export type EscalationDeps = Parameters<typeof escalationRoutes>[0] &
  Parameters<typeof escalationPageRouter>[0] &
  Parameters<typeof escalationLinkTarget>[0];

/** Escalations: their operations, and the page behind the link of an escalation’s mail. */
export function escalation(deps: EscalationDeps) {
  return {
    routes: [...escalationRoutes(deps)],
    pages: [escalationPageRouter(deps)],
    targets: { escalation: escalationLinkTarget(deps) },
  };
}
