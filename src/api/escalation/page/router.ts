import express, { type Request, type Response, type Router } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { ESCALATION_ACTS, type EscalationAct } from '../../../domain/escalation/acts';
import { noticeOf } from './history';
import type { PerformDeps } from './perform';
import type { EscalationPages, EscalationRecord } from './ports';
import { submitForm } from './submit-form';
import { escalationView, type ReturnedForm } from './view';
import { noteRoute } from '../../http/request-log';
import { admit, formOf, type AdmitDeps, type AdmittedSession } from '../../pages/links/admit';
import { sendPage, speakHtml } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import { renderEscalationPage } from './view/page';
import type { NoticeView } from '../../pages/view-models';

export type EscalationPageDeps = AdmitDeps & PerformDeps & { readonly escalationPages: EscalationPages };

/** One visit with a good session: everything that its answer is made from. */
interface Visit {
  readonly record: EscalationRecord;
  readonly session: AdmittedSession;
  readonly path: string;
}

type PageRequest = Request<{ escalationId: string }>;

const ROOT = '/escalations/:escalationId';
const FORM_LIMIT = '100kb';

/** The page behind the button of an escalation's link, and what can be done there. */
export function escalationPageRouter(deps: EscalationPageDeps): Router {
  const { setting } = deps;
  const router = express.Router({ caseSensitive: true });

  router.use(ROOT, (request: PageRequest, response, next) => {
    noteRoute(response, '/escalations/{id}');
    const { escalationId } = request.params;
    const known = isUuid(escalationId);
    speakHtml(response, setting, known ? `/escalations/${escalationId}` : null);
    if (!known) throw new DomainError('not-found', 'There is no such page.');
    next();
  });

  router.get(ROOT, async (request: PageRequest, response) => {
    const visited = await visit(deps, request, response);
    if (visited === null) return;
    const { done } = request.query;
    const notice = noticeOf(visited.record, typeof done === 'string' ? done : null, setting.zone);
    show(deps, response, visited, { status: 200, notice, returned: null });
  });
  takeOnly(router, ROOT, 'GET, HEAD, OPTIONS');

  for (const form of ESCALATION_ACTS) {
    const path = `${ROOT}/${form}`;
    router.post(
      path,
      express.urlencoded({ extended: false, limit: FORM_LIMIT }),
      async (request: PageRequest, response) => {
        noteRoute(response, `/escalations/{id}/${form}`);
        await act(deps, request, response, form);
      },
    );
    takeOnly(router, path, 'POST, OPTIONS');
  }
  return router;
}

/** Null when the visitor was answered already: no session, or a link that does not hold any more. */
async function visit(
  deps: EscalationPageDeps,
  request: PageRequest,
  response: Response,
): Promise<Visit | null> {
  const escalationId = request.params.escalationId.toLowerCase();
  const session = await admit(deps, request, response, escalationId);
  if (session === null) return null;
  const record = await deps.escalationPages.find(escalationId, deps.clock.now());
  if (record === null) throw new DomainError('not-found', 'There is no such page.');
  return { record, session, path: `/escalations/${escalationId}` };
}

function show(
  deps: EscalationPageDeps,
  response: Response,
  { record, session, path }: Visit,
  answer: {
    readonly status: number;
    readonly notice: NoticeView | null;
    readonly returned: ReturnedForm | null;
  },
): void {
  const { status, notice, returned } = answer;
  const view = escalationView(deps.setting, record, {
    ...{ path, notice, returned },
    token: deps.sessions.formToken(session.cookie),
    sessionEndsAt: session.endsAt,
    now: deps.clock.now(),
  });
  sendPage(response, status, renderEscalationPage(view));
}

async function act(
  deps: EscalationPageDeps,
  request: PageRequest,
  response: Response,
  form: EscalationAct,
): Promise<void> {
  const visited = await visit(deps, request, response);
  if (visited === null) return;
  const body = formOf(deps.sessions, visited.session, request);
  const { record } = visited;
  const { zone } = deps.setting;
  const submitted = await submitForm(deps, { record, form, body, zone, now: deps.clock.now() });
  if (submitted.outcome === 'done') {
    response.redirect(303, `${visited.path}?done=${submitted.actId}`);
    return;
  }
  const latest = (await deps.escalationPages.find(record.id, deps.clock.now())) ?? record;
  show(deps, response, { ...visited, record: latest }, submitted);
}
