import express, { type Request, type Response, type Router } from 'express';
import { v7 as newId, validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import { typedValues } from '../../pages/links/form-values';
import { nameOf, settledPage } from './link-target';
import { noteRoute } from '../../http/request-log';
import { admit, formOf, type AdmitDeps, type AdmittedSession } from '../../pages/links/admit';
import { sendPage, speakHtml } from '../../pages/links/pages';
import { takeOnly } from '../../pages/links/take-only';
import { renderContactConfirmationPage } from './page';
import { ACT_ID_FIELD, type FieldError } from '../../pages/forms';
import { BUSY_NOTICE } from '../../pages/notices';
import { CONFIRM_OUTCOMES } from '../page/view/choices';
import type { NoticeView } from '../../pages/view-models';
import type { RequestActs, RequestRecord, RequestStore } from '../request-ports';

export interface ContactPageDeps extends AdmitDeps {
  readonly requests: RequestStore;
  readonly requestActs: Pick<RequestActs, 'confirm'>;
}

interface Visit {
  readonly request: RequestRecord;
  readonly session: AdmittedSession;
}

type PageRequest = Request<{ requestId: string }>;

const ROOT = '/contact-confirmations/:requestId';
const ANSWER = `${ROOT}/answer`;
const FORM_LIMIT = '10kb';

/** Where a new address says whether leads should come to it. */
export function contactPageRouter(deps: ContactPageDeps): Router {
  const router = express.Router({ caseSensitive: true });

  router.use(ROOT, (request: PageRequest, response, next) => {
    noteRoute(response, '/contact-confirmations/{id}');
    speakHtml(response, deps.setting, null);
    if (!isUuid(request.params.requestId)) throw new DomainError('not-found', 'There is no such page.');
    next();
  });

  router.get(ROOT, async (request: PageRequest, response) => {
    const visited = await visit(deps, request, response);
    if (visited !== null) show(deps, response, visited, { status: 200, notice: null, errors: [] });
  });
  takeOnly(router, ROOT, 'GET, HEAD, OPTIONS');

  router.post(
    ANSWER,
    express.urlencoded({ extended: false, limit: FORM_LIMIT }),
    async (request: PageRequest, response) => {
      noteRoute(response, '/contact-confirmations/{id}/answer');
      await answer(deps, request, response);
    },
  );
  takeOnly(router, ANSWER, 'POST, OPTIONS');
  return router;
}

async function visit(deps: ContactPageDeps, request: PageRequest, response: Response): Promise<Visit | null> {
  const requestId = request.params.requestId.toLowerCase();
  const session = await admit(deps, request, response, requestId);
  if (session === null) return null;
  const found = await deps.requests.find(requestId);
  if (found === null) throw new DomainError('not-found', 'There is no such page.');
  return { request: found, session };
}

function show(
  deps: ContactPageDeps,
  response: Response,
  { request, session }: Visit,
  answered: {
    readonly status: number;
    readonly notice: NoticeView | null;
    readonly errors: readonly FieldError[];
  },
): void {
  const settled = settledPage(deps.setting, request);
  if (settled !== null) {
    sendPage(response, 200, settled.html);
    return;
  }
  if (request.ask.kind !== 'contact-change') throw new DomainError('not-found', 'There is no such page.');
  const html = renderContactConfirmationPage({
    ...deps.setting,
    ...{ notice: answered.notice, organizationName: nameOf(request), newAddress: request.ask.contactEmail },
    token: deps.sessions.formToken(session.cookie),
    form: {
      action: `/contact-confirmations/${request.id}/answer`,
      ...{ actId: newId(), values: {}, errors: answered.errors },
    },
  });
  sendPage(response, answered.status, html);
}

async function answer(deps: ContactPageDeps, request: PageRequest, response: Response): Promise<void> {
  const visited = await visit(deps, request, response);
  if (visited === null) return;
  const form = formOf(deps.sessions, visited.session, request);
  const values = typedValues(form);
  const outcome = CONFIRM_OUTCOMES.find((choice) => choice === values.outcome);
  if (outcome === undefined) {
    const errors = [{ field: 'outcome', message: 'Choose an answer.' } as const];
    show(deps, response, visited, { status: 422, notice: null, errors });
    return;
  }
  try {
    await deps.requestActs.confirm({
      id: actIdOf(form),
      requestId: visited.request.id,
      ...{ confirmed: outcome === 'yes', at: deps.clock.now() },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'unavailable') {
      show(deps, response, visited, { status: 503, notice: BUSY_NOTICE, errors: [] });
      return;
    }
    // Settled meanwhile: its page says how.
    if (error.code !== 'request-closed') throw error;
  }
  response.redirect(303, `/contact-confirmations/${visited.request.id}`);
}

/** Of the form: pressed twice, it is one answer. */
function actIdOf(form: Readonly<Record<string, unknown>>): string {
  const sent = form[ACT_ID_FIELD];
  return typeof sent === 'string' && isUuid(sent) ? sent : newId();
}
