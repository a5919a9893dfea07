import { setTimeout as delay } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import type { ProgramPolicy } from '../../../domain/policy';
import type { ReferralActs } from '../../../domain/referral/ports';
import { awaitsAcceptance, overReason } from './access';
import { noticeOf } from './history';
import { historyRequest, LATEST_HISTORY } from './history-page';
import type { AssignmentReader, AssignmentRecord, HistoryRequest } from './ports';
import type { ReturnedForm } from './possible-forms';
import { submitForm } from './submit-form';
import { acceptanceView, assignmentView, overView } from './view';
import { noteRoute } from '../../http/request-log';
import { admit, formOf, type AdmitDeps, type AdmittedSession } from '../../pages/links/admit';
import { sendPage, speakHtml } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import { renderAcceptancePage } from './view/acceptance';
import { renderAssignmentPage } from './view/page';
import { renderAssignmentOverPage } from './view/assignment-over';
import { FORM_NAMES, type FormName } from '../../pages/forms';
import type { NoticeView } from '../../pages/view-models';

export type AssignmentPageDeps = AdmitDeps & { readonly acts: ReferralActs } & {
  readonly assignments: AssignmentReader;
  readonly policy: ProgramPolicy;
};

/** One visit with a good session: everything that its answer is made from. */
interface Visit {
  readonly record: AssignmentRecord;
  readonly history: HistoryRequest;
  readonly session: AdmittedSession;
  readonly path: string;
}

const ROOT = '/assignments/:assignmentId';
const FORM_LIMIT = '100kb';

/** The page behind a link's button, and its acts. Every one of them needs the session that the button opened. */
export function assignmentRouter(deps: AssignmentPageDeps): Router {
  const { setting } = deps;
  const router = express.Router({ caseSensitive: true });

  router.use(ROOT, (request: Request<{ assignmentId: string }>, response, next) => {
    noteRoute(response, '/assignments/{id}');
    const { assignmentId } = request.params;
    const known = isUuid(assignmentId);
    speakHtml(response, setting, known ? `/assignments/${assignmentId}` : null);
    if (!known) throw new DomainError('not-found', 'There is no such page.');
    next();
  });

  router.get(ROOT, async (request: Request<{ assignmentId: string }>, response) => {
    const visited = await visit(deps, request, response, historyRequest(request.query));
    if (visited === null) return;
    show(deps, response, visited, 200, noticeOf(visited.record, setting.zone), null);
  });
  takeOnly(router, ROOT, 'GET, HEAD, OPTIONS');

  for (const form of FORM_NAMES) {
    const path = `${ROOT}/${form}`;
    router.post(
      path,
      express.urlencoded({ extended: false, limit: FORM_LIMIT }),
      async (request: Request<{ assignmentId: string }>, response) => {
        noteRoute(response, `/assignments/{id}/${form}`);
        await act(deps, request, response, form);
      },
    );
    takeOnly(router, path, 'POST, OPTIONS');
  }
  return router;
}

/** Null when the visitor was answered already: no session, or a link that does not hold any more. */
async function visit(
  deps: AssignmentPageDeps,
  request: Request<{ assignmentId: string }>,
  response: Response,
  history: HistoryRequest,
): Promise<Visit | null> {
  const assignmentId = request.params.assignmentId.toLowerCase();
  const session = await admit(deps, request, response, assignmentId);
  if (session === null) return null;
  const record = await deps.assignments.find(assignmentId, history);
  if (record === null) throw new DomainError('not-found', 'There is no such page.');
  return { record, history, session, path: `/assignments/${assignmentId}` };
}

function show(
  deps: AssignmentPageDeps,
  response: Response,
  { record, history, session, path }: Visit,
  status: number,
  notice: NoticeView | null,
  returned: ReturnedForm | null,
): void {
  const { setting } = deps;
  const over = overReason(record);
  if (over !== null) {
    // To who has just ended it, or tried to act on it, the page is the answer to that; to everybody else it is gone.
    const html = renderAssignmentOverPage(overView(setting, record, over, notice));
    sendPage(response, notice === null ? 410 : status, html);
    return;
  }
  const token = deps.sessions.formToken(session.cookie);
  const page = {
    ...{ path, token, history, notice, returned },
    ...{ sessionEndsAt: session.endsAt, now: deps.clock.now() },
  };
  const html = awaitsAcceptance(record)
    ? renderAcceptancePage(acceptanceView(setting, record, page))
    : renderAssignmentPage(assignmentView(setting, deps.policy, record, page));
  sendPage(response, status, html);
}

async function act(
  deps: AssignmentPageDeps,
  request: Request<{ assignmentId: string }>,
  response: Response,
  form: FormName,
): Promise<void> {
  const visited = await visit(deps, request, response, LATEST_HISTORY);
  if (visited === null) return;
  const body = formOf(deps.sessions, visited.session, request);
  const { record } = visited;
  const submitted = await submitForm(deps, { record, form, body, now: deps.clock.now() });
  if (submitted.outcome === 'recorded') {
    response.redirect(303, `${visited.path}?recorded=${submitted.actId}`);
    return;
  }
  const latest = (await readAgain(deps, record, submitted.over)) ?? record;
  show(
    deps,
    response,
    { ...visited, record: latest },
    submitted.status,
    submitted.notice,
    submitted.returned,
  );
}

/** What the workflow decides is written a moment later: so long it is waited for. */
const LOOKS = 10;
const APART_MS = 100;

/** The record of now; of an assignment that is over, once that can be read. */
async function readAgain(
  deps: AssignmentPageDeps,
  { id }: AssignmentRecord,
  over: boolean,
): Promise<AssignmentRecord | null> {
  for (let look = 1; ; look += 1) {
    const record = await deps.assignments.find(id, LATEST_HISTORY);
    if (!over || record === null || look === LOOKS || overReason(record) !== null) return record;
    await delay(APART_MS);
  }
}
