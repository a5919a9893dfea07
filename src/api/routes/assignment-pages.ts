import express, { type Request, type Response, type Router } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '../../domain/errors';
import type { Instant } from '../../domain/time';
import { linkEnd, overReason } from '../assignment-page/access';
import { noticeOf } from '../assignment-page/history';
import { sendLinkProblem, sendPage, speakHtml } from '../assignment-page/pages';
import { readSession } from '../assignment-page/session-cookie';
import { submitForm } from '../assignment-page/submit-form';
import { assignmentView, overView, type PageSetting, type ReturnedForm } from '../assignment-page/view';
import { noteRoute } from '../http/request-log';
import { renderAssignmentPage } from '../pages/assignment';
import { renderAssignmentOverPage } from '../pages/assignment-over';
import { FORM_NAMES, TOKEN_FIELD, type FormName } from '../pages/forms';
import { renderSessionExpiredPage } from '../pages/session-expired';
import type { NoticeView } from '../pages/view-models';
import type { AssignmentReader, AssignmentRecord, Clock, PageSession, PageSessions } from '../ports';
import { HttpError } from '../problems';
import type { recordAct } from '../use-cases/record-act';

export type AssignmentPageDeps = Parameters<typeof recordAct>[0] & {
  readonly assignments: AssignmentReader;
  readonly sessions: PageSessions;
  readonly clock: Clock;
  readonly setting: PageSetting;
};

/** One visit with a good session: everything that its answer is made from. */
interface Visit {
  readonly record: AssignmentRecord;
  readonly session: PageSession & { readonly cookie: string };
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
    const visit = await admit(deps, request, response);
    if (visit === null) return;
    const { recorded } = request.query;
    const actId = typeof recorded === 'string' ? recorded : null;
    show(deps, response, visit, 200, noticeOf(visit.record.events, actId, setting.zone), null);
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

function takeOnly(router: Router, path: string, allow: string): void {
  router.options(path, (_request, response) => {
    response.set('allow', allow).status(204).end();
  });
  router.all(path, () => {
    throw new HttpError('method-not-allowed', `This address takes ${allow}.`, { allow });
  });
}

/** Null when the visitor was answered already: no session, or a link that does not hold any more. */
async function admit(
  deps: AssignmentPageDeps,
  request: Request<{ assignmentId: string }>,
  response: Response,
): Promise<Visit | null> {
  const now: Instant = deps.clock.now();
  const assignmentId = request.params.assignmentId.toLowerCase();
  const session = readSession(request, deps.sessions, assignmentId, now);
  if (session === null) {
    sendPage(response, 403, renderSessionExpiredPage(deps.setting));
    return null;
  }
  const record = await deps.assignments.find(assignmentId);
  if (record === null) throw new DomainError('not-found', 'There is no such page.');
  const ended = linkEnd(record.link, now);
  if (ended !== null) {
    sendLinkProblem(response, deps.setting, ended);
    return null;
  }
  return { record, session, path: `/assignments/${assignmentId}` };
}

function show(
  deps: AssignmentPageDeps,
  response: Response,
  { record, session, path }: Visit,
  status: number,
  notice: NoticeView | null,
  returned: ReturnedForm | null,
): void {
  const over = overReason(record);
  if (over !== null) {
    // To who has just ended it, or tried to act on it, the page is the answer to that; to everybody else it is gone.
    sendPage(
      response,
      notice === null ? 410 : status,
      renderAssignmentOverPage(overView(deps.setting, record, over, notice)),
    );
    return;
  }
  const token = deps.sessions.formToken(session.cookie);
  const page = { path, token, sessionEndsAt: session.endsAt, notice, returned };
  sendPage(response, status, renderAssignmentPage(assignmentView(deps.setting, record, page)));
}

async function act(
  deps: AssignmentPageDeps,
  request: Request<{ assignmentId: string }>,
  response: Response,
  form: FormName,
): Promise<void> {
  const visit = await admit(deps, request, response);
  if (visit === null) return;
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const token = body[TOKEN_FIELD];
  if (typeof token !== 'string' || !deps.sessions.isFormToken(visit.session.cookie, token)) {
    throw new HttpError('forbidden', 'The form did not come from this page.');
  }
  const { record } = visit;
  const submitted = await submitForm(deps, { record, form, body, now: deps.clock.now() });
  if (submitted.outcome === 'recorded') {
    response.redirect(303, `${visit.path}?recorded=${submitted.actId}`);
    return;
  }
  const latest = (await deps.assignments.find(record.id)) ?? record;
  show(deps, response, { ...visit, record: latest }, submitted.status, submitted.notice, submitted.returned);
}
