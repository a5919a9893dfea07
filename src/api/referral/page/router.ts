import type { Router } from 'express';
import type { ProgramPolicy } from '../../../domain/policy';
import type { ReferralActs } from '../../../domain/referral/ports';
import { awaitsAcceptance, overReason } from './access';
import { noticeOf } from './history';
import { historyRequest, LATEST_HISTORY } from './history-page';
import type { AssignmentReader, AssignmentRecord, HistoryRequest } from './ports';
import { submitForm } from './submit-form';
import { acceptanceView, assignmentView, overView, type PageVisit } from './view';
import type { AdmitDeps, FormBody } from '../../pages/links/admit';
import { subjectPages, type PageAnswer, type Visit } from '../../pages/links/subject-pages';
import { renderAcceptancePage } from './view/acceptance';
import { renderAssignmentPage } from './view/page';
import { renderAssignmentOverPage } from './view/assignment-over';
import { FORM_NAMES, type FormName } from '../../pages/forms';

export type AssignmentPageDeps = AdmitDeps & { readonly acts: ReferralActs } & {
  readonly assignments: AssignmentReader;
  readonly policy: ProgramPolicy;
};

type AssignmentVisit = Visit<{ readonly record: AssignmentRecord; readonly history: HistoryRequest }>;

/** The page behind a link's button, and its acts. All of them need the session that the button opened. */
export function assignmentRouter(deps: AssignmentPageDeps): Router {
  const pages = subjectPages(deps, {
    folder: 'assignments',
    purpose: 'assignment',
    async find(id, { method, query }) {
      const history = method === 'POST' ? LATEST_HISTORY : historyRequest(query);
      const record = await deps.assignments.find(id, history);
      return record && { record, history };
    },
  });
  pages.at('', {
    show(visit) {
      const notice = noticeOf(visit.content.record, deps.setting);
      return show(deps, visit, { status: 200, notice, returned: null });
    },
  });
  for (const form of FORM_NAMES) {
    pages.at(`/${form}`, { take: (visit, body) => act(deps, visit, form, body) });
  }
  return pages.router;
}

function show(
  deps: AssignmentPageDeps,
  { content: { record, history }, session, path, token }: AssignmentVisit,
  { status, notice, returned }: Pick<PageVisit, 'notice' | 'returned'> & { readonly status: number },
): PageAnswer {
  const { setting } = deps;
  const over = overReason(record);
  if (over !== null) {
    // Whoever has just ended it, or tried to act on it, gets this page as an answer. For everybody else it is gone.
    const html = renderAssignmentOverPage(overView(setting, record, over, notice));
    return { status: notice === null ? 410 : status, html };
  }
  const page = {
    path,
    token,
    history,
    notice,
    returned,
    sessionEndsAt: session.endsAt,
    now: deps.clock.now(),
  };
  const html = awaitsAcceptance(record)
    ? renderAcceptancePage(acceptanceView(setting, record, page))
    : renderAssignmentPage(assignmentView(setting, deps.policy, record, page));
  return { status, html };
}

async function act(
  deps: AssignmentPageDeps,
  visit: AssignmentVisit,
  form: FormName,
  body: FormBody,
): Promise<PageAnswer> {
  const { record, history } = visit.content;
  const submitted = await submitForm(deps, { record, form, body, now: deps.clock.now() });
  if (submitted.outcome === 'recorded') return { goTo: `${visit.path}?recorded=${submitted.actId}` };
  // What ended in the meantime is shown as it is now: the read model changes in the act's own transaction.
  const latest = (await deps.assignments.find(record.id, LATEST_HISTORY)) ?? record;
  return show(deps, { ...visit, content: { record: latest, history } }, submitted);
}
