import { organizationActRoutes } from './act-routes';
import { addressLinkTarget } from './address-page/link-target';
import { addressPageRouter } from './address-page/router';
import { organizationLinkTarget } from './page/link-target';
import { organizationPageRouter } from './page/router';
import { requestRoutes } from './request-routes';
import { organizationRoutes } from './routes';

export type OrganizationDeps = Parameters<typeof organizationRoutes>[0] &
  Parameters<typeof organizationActRoutes>[0] &
  Parameters<typeof requestRoutes>[0] &
  Parameters<typeof organizationPageRouter>[0] &
  Parameters<typeof addressPageRouter>[0] &
  Parameters<typeof organizationLinkTarget>[0] &
  Parameters<typeof addressLinkTarget>[0];

/** Organizations and what they ask for: their operations, their own page, and the pages that settle a new address. */
export function organization(deps: OrganizationDeps) {
  return {
    routes: [...organizationRoutes(deps), ...organizationActRoutes(deps), ...requestRoutes(deps)],
    pages: [organizationPageRouter(deps), addressPageRouter(deps, 'new'), addressPageRouter(deps, 'old')],
    targets: {
      organization: organizationLinkTarget(deps),
      'contact-confirmation': addressLinkTarget(deps, 'new'),
      'contact-agreement': addressLinkTarget(deps, 'old'),
    },
  };
}
