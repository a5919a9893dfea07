import type { LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import { renderOrganizationSummaryPage } from './view/page';
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
