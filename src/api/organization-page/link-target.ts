import type { LinkTarget } from '../link-pages/link-target';
import type { PageSetting } from '../link-pages/page-setting';
import { renderOrganizationSummaryPage } from '../pages/organization';
import type { OrganizationStore } from '../ports';

/** Opens an organization's own page for whoever reads its mail. */
export function organizationLinkTarget({
  organizations,
  setting,
}: {
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly setting: PageSetting;
}): LinkTarget {
  return {
    async summary(organizationId) {
      const organization = await organizations.find(organizationId);
      if (organization === null) return 'unknown';
      return { html: renderOrganizationSummaryPage({ ...setting, organizationName: organization.name }) };
    },
    async open(organizationId) {
      const organization = await organizations.find(organizationId);
      return organization === null ? 'unknown' : { path: `/organizations/${organization.id}` };
    },
  };
}
