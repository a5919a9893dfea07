import { isUndecided } from '../../../domain/organization/request/plan';
import type { LinkPage, LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import { renderAddressSettledPage, renderAddressSummaryPage } from './page';
import type { AskedAddress, AddressSettledView } from '../page/view/view-models';
import type { RequestRecord, RequestStore } from '../request-ports';

export interface AddressLinkDeps {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly setting: PageSetting;
}

/** The first part of the pages' address. */
export const ADDRESS_FOLDERS: Readonly<Record<AskedAddress, string>> = {
  new: 'contact-confirmations',
  old: 'contact-agreements',
};

/** Opens the question to one of the two addresses. Neither following the link nor its button answers it. */
export function addressLinkTarget({ requests, setting }: AddressLinkDeps, asked: AskedAddress): LinkTarget {
  return {
    async summary(requestId) {
      const request = await requests.find(requestId);
      if (request === null) return 'unknown';
      const view = { ...setting, asked, organizationName: nameOf(request) };
      return settledPage(setting, request, asked) ?? { html: renderAddressSummaryPage(view) };
    },
    async open(requestId) {
      const request = await requests.find(requestId);
      if (request === null) return 'unknown';
      const settled = settledPage(setting, request, asked);
      return settled ?? { path: `/${ADDRESS_FOLDERS[asked]}/${requestId}` };
    },
  };
}

/** Null while the request is undecided. */
export function settledPage(
  setting: PageSetting,
  request: RequestRecord,
  asked: AskedAddress,
): LinkPage | null {
  const { state } = request;
  if (isUndecided(state)) return null;
  const outcome = state === 'approved' ? 'confirmed' : state;
  const view: AddressSettledView = { ...setting, asked, organizationName: nameOf(request), outcome };
  return { html: renderAddressSettledPage(view), gone: true };
}

export function nameOf({ organizationName }: RequestRecord): string {
  return organizationName ?? 'An organization';
}
