import { organizationActRoutes } from './act-routes';
import { contactLinkTarget } from './confirmation-page/link-target';
import { contactPageRouter } from './confirmation-page/router';
import { organizationLinkTarget } from './page/link-target';
import { organizationPageRouter } from './page/router';
import { requestRoutes } from './request-routes';
import { organizationRoutes } from './routes';

export type OrganizationDeps = Parameters<typeof organizationRoutes>[0] &
  Parameters<typeof organizationActRoutes>[0] &
  Parameters<typeof requestRoutes>[0] &
  Parameters<typeof organizationPageRouter>[0] &
  Parameters<typeof contactPageRouter>[0] &
  Parameters<typeof organizationLinkTarget>[0] &
  Parameters<typeof contactLinkTarget>[0];

/** Organizations and what they ask for: their operations, their own page, and the page that proves an address. */
export function organization(deps: OrganizationDeps) {
  return {
    routes: [...organizationRoutes(deps), ...organizationActRoutes(deps), ...requestRoutes(deps)],
    pages: [organizationPageRouter(deps), contactPageRouter(deps)],
    targets: { organization: organizationLinkTarget(deps), 'contact-confirmation': contactLinkTarget(deps) },
  };
}
