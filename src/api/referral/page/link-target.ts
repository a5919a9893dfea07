import type { LinkPage, LinkTarget } from '../../pages/links/link-target';
import type { PageSetting } from '../../pages/links/page-setting';
import type { Log } from '../../http/log';
import { renderAssignmentOverPage } from './view/assignment-over';
import { renderLinkSummaryPage } from './view/summary';
import type { ReferralActs } from '../../../domain/referral/ports';
import { overReason } from './access';
import { LATEST_HISTORY } from './history-page';
import type { AssignmentReader, AssignmentRecord } from './ports';
import { linkSummary, overView } from './view';
import type { Instant } from '../../../domain/time';
import { actIdFor } from '../../http/act-id';

export interface AssignmentLinkDeps {
  readonly assignments: AssignmentReader;
  readonly acts: ReferralActs;
  readonly log: Log;
  readonly setting: PageSetting;
}

/** Opens one referral's page for the organization that has it. Pressing the button is recorded as opened. */
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
  // Anybody who has the link may read this, but not how it ended.
  const view = { ...overView(setting, record, reason, null), resolution: null };
  return { html: renderAssignmentOverPage(view), gone: true };
}

/** Records the first time that the link's button is pressed. Never throws: the page opens all the same. */
async function noteOpening(
  deps: { readonly acts: ReferralActs; readonly log: Log },
  { id: assignmentId, referralId, openedAt }: AssignmentRecord,
  now: Instant,
): Promise<void> {
  if (openedAt !== null) return;
  const actId = actIdFor(`open ${assignmentId}`, {});
  const act = { kind: 'open', actId, actor: 'assister', assignmentId } as const;
  try {
    await deps.acts.record({ referralId, act, payload: {}, now });
  } catch (error) {
    deps.log.warn({ err: error, referralId }, 'an opening was not noted');
  }
}
