import type { LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import { renderEscalationSummaryPage } from './view/summary';
import type { EscalationPages } from './ports';
import { escalationSummary } from './view';

export interface EscalationLinkDeps {
  readonly escalationPages: EscalationPages;
  readonly setting: PageSetting;
}

/** Opens one escalation for whoever has its mail. One that is over can still be read. */
export function escalationLinkTarget({ escalationPages, setting }: EscalationLinkDeps): LinkTarget {
  return {
    async summary(escalationId, now) {
      const record = await escalationPages.find(escalationId, now);
      if (record === null) return 'unknown';
      return { html: renderEscalationSummaryPage(escalationSummary(setting, record)) };
    },
    open: async (escalationId) => ({ path: `/escalations/${escalationId}` }),
  };
}
