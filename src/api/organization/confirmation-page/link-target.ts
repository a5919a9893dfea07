import { DomainError } from '../../../domain/errors';
import type { LinkPage, LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import { renderContactSettledPage, renderContactSummaryPage } from './page';
import type { ContactSettledView } from '../page/view/view-models';
import type { RequestRecord, RequestStore } from '../request-ports';

export interface ContactLinkDeps {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly setting: PageSetting;
}

/** Opens the question to a new address. Neither following the link nor its button answers it. */
export function contactLinkTarget({ requests, setting }: ContactLinkDeps): LinkTarget {
  return {
    async summary(requestId) {
      const request = await requests.find(requestId);
      if (request === null) return 'unknown';
      const settled = settledPage(setting, request);
      return settled ?? { html: renderContactSummaryPage({ ...setting, organizationName: nameOf(request) }) };
    },
    async open(requestId) {
      const request = await requests.find(requestId);
      if (request === null) return 'unknown';
      return settledPage(setting, request) ?? { path: `/contact-confirmations/${requestId}` };
    },
  };
}

/** Null while the question is open. */
export function settledPage(setting: PageSetting, request: RequestRecord): LinkPage | null {
  if (request.state === 'awaiting-confirmation') return null;
  if (request.state === 'open') throw new DomainError('not-found', 'There is no such page.');
  const outcome = request.state === 'approved' ? 'confirmed' : request.state;
  const view: ContactSettledView = { ...setting, organizationName: nameOf(request), outcome };
  return { html: renderContactSettledPage(view), gone: true };
}

export function nameOf({ organizationName }: RequestRecord): string {
  return organizationName ?? 'An organization';
}
