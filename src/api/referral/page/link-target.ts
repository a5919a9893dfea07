import type { LinkPage, LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import type { Log } from '../../http/log';
import { renderAssignmentOverPage } from './view/assignment-over';
import { renderLinkSummaryPage } from './view/summary';
import type { ReferralActs } from '../../../domain/referral/ports';
import { noteOpening } from '../note-opening';
import { overReason } from './access';
import { LATEST_HISTORY } from './history-page';
import type { AssignmentReader, AssignmentRecord } from './ports';
import { linkSummary, overView } from './view';

export interface AssignmentLinkDeps {
  readonly assignments: AssignmentReader;
  readonly acts: ReferralActs;
  readonly log: Log;
  readonly setting: PageSetting;
}

/** Opens one referral's page for the organization that has it; pressing the button is noted as opened. */
export function assignmentLinkTarget(deps: AssignmentLinkDeps): LinkTarget {
  const { setting } = deps;
  return {
    async summary(assignmentId) {
      const record = await deps.assignments.find(assignmentId, LATEST_HISTORY);
      if (record === null) return 'unknown';
      return whenOver(setting, record) ?? { html: renderLinkSummaryPage(linkSummary(setting, record)) };
    },
    async open(assignmentId, now) {
      const record = await deps.assignments.find(assignmentId, LATEST_HISTORY);
      if (record === null) return 'unknown';
      const over = whenOver(setting, record);
      if (over !== null) return over;
      await noteOpening(deps, record, now);
      return { path: `/assignments/${record.id}` };
    },
  };
}

function whenOver(setting: PageSetting, record: AssignmentRecord): LinkPage | null {
  const reason = overReason(record);
  if (reason === null) return null;
  // Anybody who has the link may read this: not how it ended.
  const view = { ...overView(setting, record, reason, null), resolution: null };
  return { html: renderAssignmentOverPage(view), gone: true };
}
